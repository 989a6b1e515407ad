import { assembleConfig, type Config } from './check/assemble.ts';
import { warnOfQueries } from './check/queries.ts';
import { checkReferences } from './check/references.ts';
import { checkShape } from './check/shape.ts';
import { formatPlace, type Problem } from './problem.ts';
import { entriesOf } from './read/entries.ts';
import type { Environment } from './read/environment.ts';
import { readSourceFiles } from './read/files.ts';

export type { Config } from './check/assemble.ts';
export { formatProblem, formatWarning, type Problem } from './problem.ts';

/** A configuration without a fault, and what in it can come to nothing; or every fault it has. Both by file and place. */
export type LoadedConfig =
  | { kind: 'valid'; config: Config; warnings: Problem[] }
  | { kind: 'invalid'; problems: Problem[] };

/**
 * Reads `wirewatch.yaml` in `directory`, and what it includes, as docs/configuration.md tells. Never rejects for what is
 * in the files, or for files that are not there.
 */
export async function loadConfig(directory: string, env: Environment): Promise<LoadedConfig> {
  const { files, problems, missing } = await readSourceFiles(directory, env);
  const shapes = files.filter(({ isSound }) => isSound).map(checkShape);

  const faults = [
    ...problems,
    ...shapes.flatMap((shape) => (shape.kind === 'invalid' ? shape.problems : [])),
    ...checkReferences(files),
  ];
  const all = [...missing, ...withoutPlacesOf(missing, faults)];
  const names = files.map(({ file }) => file);
  if (all.length > 0) return { kind: 'invalid', problems: sorted(all, names) };
  return {
    kind: 'valid',
    config: assembleConfig(shapes.flatMap((shape) => (shape.kind === 'valid' ? [shape.content] : []))),
    warnings: sorted(warnOfQueries(entriesOf(files, 'watches')), names),
  };
}

/** What is wrong with a value that was left empty says nothing new. */
function withoutPlacesOf(missing: Problem[], faults: Problem[]): Problem[] {
  const places = new Set(missing.map(formatPlace));
  return faults.filter((fault) => !places.has(formatPlace(fault)));
}

/** In the order of the files, and from top to bottom. */
function sorted(problems: Problem[], files: string[]): Problem[] {
  return problems.toSorted(
    (a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.column - b.column,
  );
}
