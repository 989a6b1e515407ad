import { glob } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { isOneLine } from '../check/values.ts';
import { isInside, type Place, type Problem, quoted } from '../problem.ts';
import { readYaml, type YamlFile } from './document.ts';
import { type Environment, substituteEnvironment } from './environment.ts';
import { readText } from './read-text.ts';

/** A file of the configuration, its values as plain data. */
export interface SourceFile extends Omit<YamlFile, 'document' | 'problems' | 'placeOfNode'> {
  data: unknown;
}

/** All files of a configuration, an including one before those it includes. */
export interface SourceFiles {
  files: SourceFile[];
  /** What kept a file, or a part of it, from being read. */
  problems: Problem[];
  /** Values that were left empty, since the environment does not hold what they stand for. */
  missing: Problem[];
}

/** A file to read, and what asks for it. */
interface Inclusion {
  /** Absolute. */
  path: string;
  /** Null for the main file. */
  place: Place | null;
  /** The files that lead here, from the main one on; absolute. */
  chain: string[];
}

const MAIN_FILE = 'wirewatch.yaml';
const MAX_FILES = 1_000;
const PATTERN_SIGNS = /[*?[{]/;

/** Reads `wirewatch.yaml` in `directory` and what it includes, each file once. Never rejects for what the files hold. */
export async function readSourceFiles(directory: string, env: Environment): Promise<SourceFiles> {
  const root = resolve(directory);
  const found: SourceFiles = { files: [], problems: [], missing: [] };
  const seen = new Set<string>();
  const waiting: Inclusion[] = [{ path: join(root, MAIN_FILE), place: null, chain: [] }];

  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { path, place, chain } = next;
    if (seen.has(path)) continue;
    seen.add(path);
    if (seen.size > MAX_FILES) {
      found.problems.push({ ...place!, reason: `A configuration has ${MAX_FILES} files at most.` });
      break;
    }
    // The directory as the caller wrote it: problems name files the way people know them.
    const file = join(directory, relative(root, path));
    const content = await readText(path);
    if (content.kind === 'unreadable') {
      found.problems.push(
        place
          ? { ...place, reason: `Cannot include ${quoted(relative(root, path))}: ${content.reason}.` }
          : { file, line: 1, column: 1, reason: `There is no configuration here: ${content.reason}.` },
      );
    } else if (content.kind === 'garbled') {
      found.problems.push({ file, line: content.line, column: content.column, reason: content.reason });
    } else {
      const { document, problems, placeOfNode, ...yaml } = readYaml(file, content.text);
      found.missing.push(...(await substituteEnvironment(document, placeOfNode, env)));
      const source = { ...yaml, data: plainData(document) };
      const included = await findIncluded(source, path, [...chain, path], root);
      found.files.push(source);
      found.problems.push(...problems, ...included.problems);
      waiting.unshift(...included.inclusions);
    }
  }
  return found;
}

/** Undefined where faults in the file, told already, forbid it. */
function plainData(document: YamlFile['document']): unknown {
  // Keys that are no text would be written out as text, and those within others again and again.
  if (document.errors.some(({ code }) => code === 'NON_STRING_KEY')) return undefined;
  try {
    return document.toJS();
  } catch {
    return undefined;
  }
}

async function findIncluded(source: SourceFile, path: string, chain: string[], root: string) {
  const inclusions: Inclusion[] = [];
  const problems: Problem[] = [];
  for (const [index, pattern] of includesOf(source.data).entries()) {
    const place = source.placeOf(['include', index]);
    const target = resolve(dirname(path), pattern);
    if (pattern === '') continue;
    if (!isInside(root, target)) {
      problems.push({
        ...place,
        reason: `Cannot include ${quoted(pattern)}: it lies outside the configuration directory.`,
      });
    } else if (PATTERN_SIGNS.test(pattern)) {
      const matches = await filesMatching(relative(root, target), root);
      inclusions.push(...matches.map((match) => ({ path: match, place, chain })));
    } else if (chain.includes(target)) {
      problems.push({ ...place, reason: `Cannot include ${quoted(pattern)}: that file includes this one.` });
    } else {
      inclusions.push({ path: target, place, chain });
    }
  }
  return { inclusions, problems };
}

/** Absolute paths, sorted, so that the same files always come in the same order. */
async function filesMatching(pattern: string, root: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const entry of glob(pattern, { cwd: root, withFileTypes: true })) {
    if (!entry.isDirectory()) paths.push(join(entry.parentPath, entry.name));
  }
  return paths.sort();
}

/** Empty where it is not a path; the check of the values tells. */
function includesOf(data: unknown): string[] {
  const include = typeof data === 'object' && data !== null && 'include' in data ? data.include : null;
  return Array.isArray(include) ? include.map((path) => (typeof path === 'string' && isOneLine(path) ? path : '')) : [];
}
