import { glob } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { exampleFilesIn, MAX_EXAMPLE_BYTES } from '../expect/examples.ts';
import { withDotEnv } from './dot-env.ts';
import { type Environment, type Variables, withContentsFor } from './environment.ts';
import { type ConfigFiles, MAIN_FILE, MAX_FILES, type WrittenFile } from './files.ts';
import { type Include, includesIn, takesAlong } from './includes.ts';
import { readText } from './read-text.ts';
import { readSource } from './sources.ts';

/**
 * What may stand in a file that names others: the key, or an escape that could spell it. Any other file need not be
 * understood to know what to read.
 */
const MAY_INCLUDE = /include|expect|\\[xuU\r\n]/;

/**
 * Reads `wirewatch.yaml` in `directory` and what it includes, each file once, its `.env`, the files of examples that watches
 * expect to match or not, and the files that variables stand for.
 * Never rejects for what the files hold. {@link MAX_FILES} and one more are read at most.
 */
export async function readConfigFiles(
  directory: string,
  env: Environment,
): Promise<{ files: ConfigFiles; variables: Variables }> {
  const root = resolve(directory);
  const files: WrittenFile[] = [];
  let variables: Variables = { env: await withDotEnv(root, env), contents: {} };
  const examples = new Set<string>();
  const seen = new Set<string>();
  const waiting: Wanted[] = [{ path: join(root, MAIN_FILE), isThere: false }];

  // One more than there may be: the check cannot tell of what it does not get.
  for (let next = waiting.shift(); next && seen.size <= MAX_FILES; next = waiting.shift()) {
    if (seen.has(next.path)) continue;
    seen.add(next.path);
    const path = relative(root, next.path);
    const content = await readText(next.path);
    if (next.isThere || content.kind !== 'missing') files.push({ path, content });
    if (content.kind !== 'text') continue;
    variables = await withContentsFor(content.text, variables);
    if (!MAY_INCLUDE.test(content.text)) continue;
    const { source } = readSource(next.path, content.text, variables);
    const wanted = await Promise.all(includesIn(source.data, next.path, root).map((one) => wantedBy(one, root)));
    waiting.unshift(...wanted.flat());
    for (const example of exampleFilesIn(source, next.path, root)) examples.add(example);
  }
  for (const path of [...examples].filter((one) => !seen.has(one)).slice(0, MAX_FILES)) {
    const content = await readText(path, MAX_EXAMPLE_BYTES);
    if (content.kind !== 'missing') files.push({ path: relative(root, path), content });
  }
  return { files: { directory, files }, variables };
}

/** A file to read. */
interface Wanted {
  /** Absolute. */
  path: string;
  /** True when the directory was seen to list it. */
  isThere: boolean;
}

async function wantedBy(include: Include, root: string): Promise<Wanted[]> {
  if (include.kind === 'outside') return [];
  if (include.kind === 'file') return [{ path: include.target, isThere: false }];
  const paths: string[] = [];
  for await (const entry of glob(relative(root, include.target), { cwd: root, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    // The check goes by the names alone.
    if (!entry.isDirectory() && takesAlong(include, path, root)) paths.push(path);
  }
  return paths.sort().map((path) => ({ path, isThere: true }));
}
