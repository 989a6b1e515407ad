import { join, relative, resolve } from 'node:path';
import { type Place, type Problem, quoted } from '../problem.ts';
import { readYaml, type YamlFile } from './document.ts';
import { substituteVariables, type Variables } from './environment.ts';
import { type ConfigFiles, MAIN_FILE, MAX_FILES } from './files.ts';
import { type Include, includesIn, takesAlong } from './includes.ts';
import { explainTextless } from './read-text.ts';

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

/** A file to go through, and what asks for it. */
interface Inclusion {
  /** Absolute. */
  path: string;
  /** Null for the main file. */
  place: Place | null;
  /** The files that lead here, from the main one on; absolute. */
  chain: string[];
}

/** Understands `wirewatch.yaml` and what it includes, each file once. Files that nothing includes are left out. */
export function readSources({ directory, files }: ConfigFiles, variables: Variables): SourceFiles {
  const root = resolve(directory);
  const contents = new Map(files.map(({ path, content }) => [join(root, path), content]));
  // A pattern takes no folders along.
  const names = [...contents].flatMap(([path, { kind }]) => (kind === 'folder' ? [] : [path])).sort();
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
    const content = contents.get(path) ?? { kind: 'missing' };
    if (content.kind === 'text') {
      const { source, problems, missing } = readSource(file, content.text, variables);
      const included = findIncluded(source, { path, chain: [...chain, path], root, names });
      found.files.push(source);
      found.missing.push(...missing);
      found.problems.push(...problems, ...included.problems);
      waiting.unshift(...included.inclusions);
    } else if (content.kind === 'garbled') {
      found.problems.push({
        file,
        line: content.line,
        column: content.column,
        reason: 'This is not UTF-8. Save the file in that encoding.',
      });
    } else {
      const reason = explainTextless(content);
      found.problems.push(
        place
          ? { ...place, reason: `Cannot include ${quoted(relative(root, path))}: ${reason}.` }
          : { file, line: 1, column: 1, reason: `There is no configuration here: ${reason}.` },
      );
    }
  }
  return found;
}

/** Understands one file by itself. */
export function readSource(
  file: string,
  text: string,
  variables: Variables,
): { source: SourceFile; problems: Problem[]; missing: Problem[] } {
  const { document, problems, placeOfNode, ...yaml } = readYaml(file, text);
  const missing = substituteVariables(document, placeOfNode, variables);
  return { source: { ...yaml, data: plainData(document) }, problems, missing };
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

/** Where an including file stands: its path, the files that led to it and itself, and the names patterns may take. */
interface Standing {
  path: string;
  chain: string[];
  root: string;
  names: string[];
}

function findIncluded(source: SourceFile, { path, chain, root, names }: Standing) {
  const inclusions: Inclusion[] = [];
  const problems: Problem[] = [];
  const cannot = (include: Include, place: Place, why: string) =>
    problems.push({ ...place, reason: `Cannot include ${quoted(include.written)}: ${why}.` });

  for (const include of includesIn(source.data, path, root)) {
    const { kind, index, target } = include;
    const place = source.placeOf(['include', index]);
    if (kind === 'outside') cannot(include, place, 'it lies outside the configuration directory');
    else if (kind === 'pattern') {
      const taken = names.filter((name) => takesAlong(include, name, root));
      inclusions.push(...taken.map((name) => ({ path: name, place, chain })));
    } else if (chain.includes(target)) cannot(include, place, 'that file includes this one');
    else inclusions.push({ path: target, place, chain });
  }
  return { inclusions, problems };
}
