import { readFile, stat } from 'node:fs/promises';
import { type Document, type Scalar, visit } from 'yaml';
import type { Place, Problem } from '../problem.ts';

/** The environment a configuration is read in, `process.env` for one. An empty variable counts as not set. */
export type Environment = Record<string, string | undefined>;

/** An environment, and what stands in the files that some of its variables name. */
export interface Variables {
  env: Environment;
  /** By the name of the variable, which ends in `_FILE`. Holds secrets. */
  contents: Record<string, Value>;
}

type Value = { kind: 'found'; value: string } | { kind: 'missing'; reason: string };

/** `$${`, which is a literal `${`, or `${…}`, or a `${` that nothing closes. */
const PLACEHOLDER = /\$\$\{|\$\{([^}]*)(\}?)/g;
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const FILE_SUFFIX = '_FILE';
/** Bytes of a file that holds a single value. */
const MAX_VALUE_BYTES = 64 * 1024;

/**
 * The variables, with the files read that `text` may ask for: those of `NAME_FILE` where it says `${NAME}` or
 * `${NAME_FILE}`. None is read that was read before, or that the text does not name. Never rejects.
 */
export async function withContentsFor(text: string, { env, contents }: Variables): Promise<Variables> {
  const read = { ...contents };
  for (const [variable, path] of text.includes('${') ? Object.entries(env) : []) {
    if (!path || !variable.endsWith(FILE_SUFFIX) || Object.hasOwn(read, variable)) continue;
    const name = variable.slice(0, -FILE_SUFFIX.length);
    const isNamed = text.includes(`\${${variable}}`) || (!env[name] && text.includes(`\${${name}}`));
    if (isNamed) read[variable] = await readValue(path, variable);
  }
  return { env, contents: read };
}

/**
 * Replaces `${NAME}` in every string value of the file, its keys excepted. This happens behind the YAML parser, so that
 * a value can never add structure. A string with a variable that is missing becomes empty, and a problem.
 */
export function substituteVariables(
  document: Document,
  placeOf: (node: Scalar) => Place,
  variables: Variables,
): Problem[] {
  const problems: Problem[] = [];
  const refuse = (node: Scalar, reason: string) => {
    node.value = '';
    problems.push({ ...placeOf(node), reason });
  };

  visit(document, {
    Scalar(key, node) {
      if (key === 'key' || typeof node.value !== 'string' || !node.value.includes('${')) return;
      const values = new Map<string, string>();
      for (const [whole, name, closed] of node.value.matchAll(PLACEHOLDER)) {
        if (name === undefined) continue;
        if (!closed || !NAME.test(name))
          return refuse(
            node,
            'Not a variable. Write a name of letters, digits and _ between the braces, or $${ for a literal ${.',
          );
        const value = lookUp(name, variables);
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
function lookUp(name: string, { env, contents }: Variables): Value {
  const isFile = name.endsWith(FILE_SUFFIX);
  if (!isFile && env[name]) return { kind: 'found', value: env[name] };
  const variable = isFile ? name : `${name}${FILE_SUFFIX}`;
  if (!env[variable]) return { kind: 'missing', reason: `The environment variable ${name} is not set.` };
  // Which files are wanted is seen in the text, before YAML undoes its escapes.
  const reason = `For the file that ${variable} names to be read, write the name of the variable without escapes.`;
  return Object.hasOwn(contents, variable) ? contents[variable]! : { kind: 'missing', reason };
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
