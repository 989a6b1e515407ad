import { formatPlace, type Problem } from '../problem.ts';
import { entriesOf } from '../read/entries.ts';
import type { Variables } from '../read/environment.ts';
import type { ConfigFiles } from '../read/files.ts';
import { readSources, type SourceFiles } from '../read/sources.ts';
import { assembleConfig, type Config } from './assemble.ts';
import { warnOfQueries } from './queries.ts';
import { checkReferences } from './references.ts';
import { checkShape } from './shape.ts';

/** A configuration without a fault, and what in it can come to nothing; or every fault it has. Both by file and place. */
export type CheckedConfig =
  | { kind: 'valid'; config: Config; warnings: Problem[] }
  | { kind: 'invalid'; problems: Problem[] };

/** Checks a configuration as docs/configuration.md tells, wherever its files come from: no disk is touched. Never throws. */
export function checkFiles(files: ConfigFiles, variables: Variables): CheckedConfig {
  return checkSources(readSources(files, variables));
}

/** The same for files that are understood already. */
export function checkSources({ files, problems, missing }: SourceFiles): CheckedConfig {
  const shapes = files.filter(({ isSound }) => isSound).map(checkShape);

  const faults = [
    ...problems,
    ...shapes.flatMap((shape) => (shape.kind === 'invalid' ? shape.problems : [])),
    ...checkReferences(files),
  ];
  const all = [...missing, ...withoutPlacesOf(missing, withoutLinesOf(problems, faults))];
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

/** What YAML could not read says nothing of what it read instead. */
function withoutLinesOf(unread: Problem[], faults: Problem[]): Problem[] {
  const line = ({ file, line }: Problem) => `${line}:${file}`;
  const lines = new Set(unread.map(line));
  return faults.filter((fault) => unread.includes(fault) || !lines.has(line(fault)));
}

/** In the order of the files, and from top to bottom. */
function sorted(problems: Problem[], files: string[]): Problem[] {
  return problems.toSorted(
    (a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.column - b.column,
  );
}
