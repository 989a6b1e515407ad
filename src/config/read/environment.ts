import { readFile, stat } from 'node:fs/promises';
import { type Document, type Scalar, visitAsync } from 'yaml';
import type { Place, Problem } from '../problem.ts';

/** The environment a configuration is read in, `process.env` for one. An empty variable counts as not set. */
export type Environment = Record<string, string | undefined>;

/** `$${`, which is a literal `${`, or `${…}`, or a `${` that nothing closes. */
const PLACEHOLDER = /\$\$\{|\$\{([^}]*)(\}?)/g;
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Bytes of a file that holds a single value. */
const MAX_VALUE_BYTES = 64 * 1024;

type Value = { kind: 'found'; value: string } | { kind: 'missing'; reason: string };

/**
 * Replaces `${NAME}` in every string value of the file, its keys excepted. This happens behind the YAML parser, so that
 * a value can never add structure. A string with a variable that is missing becomes empty, and a problem.
 */
export async function substituteEnvironment(
  document: Document,
  placeOf: (node: Scalar) => Place,
  env: Environment,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  const refuse = (node: Scalar, reason: string) => {
    node.value = '';
    problems.push({ ...placeOf(node), reason });
  };

  await visitAsync(document, {
    async Scalar(key, node) {
      if (key === 'key' || typeof node.value !== 'string' || !node.value.includes('${')) return;
      const values = new Map<string, string>();
      for (const [whole, name, closed] of node.value.matchAll(PLACEHOLDER)) {
        if (name === undefined) continue;
        if (!closed || !NAME.test(name))
          return refuse(
            node,
            'Not a variable. Write a name of letters, digits and _ between the braces, or $${ for a literal ${.',
          );
        const value = await lookUp(name, env);
        if (value.kind === 'missing') return refuse(node, value.reason);
        values.set(whole, value.value);
      }
      node.value = node.value.replace(PLACEHOLDER, (whole) => values.get(whole) ?? '${');
    },
  });
  return problems;
}

/**
 * The variable; or, as with Docker secrets, the content of the file that the variable `NAME_FILE` names. The name
 * `X_FILE` itself stands for the content of that file, too.
 */
async function lookUp(name: string, env: Environment): Promise<Value> {
  const isFile = name.endsWith('_FILE');
  if (!isFile && env[name]) return { kind: 'found', value: env[name] };
  const fileVariable = isFile ? name : `${name}_FILE`;
  const path = env[fileVariable];
  if (path) return readValue(path, fileVariable);
  return { kind: 'missing', reason: `The environment variable ${name} is not set.` };
}

async function readValue(path: string, variable: string): Promise<Value> {
  const missing = (why: string): Value => ({ kind: 'missing', reason: `The file that ${variable} names ${why}.` });
  try {
    const { size } = await stat(path);
    if (size > MAX_VALUE_BYTES) return missing('is too large');
    const value = (await readFile(path, 'utf8')).replace(/\r?\n$/, '');
    return value === '' ? missing('is empty') : { kind: 'found', value };
  } catch (error) {
    return missing(`cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
