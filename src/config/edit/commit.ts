import { resolve } from 'node:path';
import type { Config } from '../check/assemble.ts';
import { checkFiles } from '../check/check-files.ts';
import type { OpenConfig } from '../open.ts';
import { formatProblem } from '../problem.ts';
import { withContentsFor } from '../read/environment.ts';
import type { ConfigFiles } from '../read/files.ts';
import { readText } from '../read/read-text.ts';
import { type FileChange, type Writing, withChanges, writeChanges } from './changed-files.ts';

/** Why an edit changed no file. Reasons are sentences for people, one line each. */
export interface RefusedEdit {
  kind: 'refused';
  reasons: string[];
  /** What others changed meanwhile, or what was to be written where nobody may write; as `patch -p1` reads it. */
  patch?: string;
}

/** An edit that is done, or would be, and the configuration that is then. */
export type Commit = { kind: 'done'; config: Config } | RefusedEdit;

/**
 * Writes changes to a configuration, once it is checked that it is sound with them and differs in what was meant only.
 *
 * @param isMeant Null where the difference is the one that was meant, else the reason for people.
 * @param dryRun Everything is checked, and nothing written.
 */
export async function commitChanges(
  open: OpenConfig,
  changes: FileChange[],
  isMeant: (before: Config, after: Config) => string | null,
  dryRun: boolean,
): Promise<Commit> {
  const { checked, files } = open;
  if (checked.kind === 'invalid') return refused(...checked.problems.map(formatProblem));
  let variables = open.variables;
  for (const { text } of changes) variables = await withContentsFor(text, variables);
  const after = checkFiles(withChanges(files, changes), variables);
  if (after.kind === 'invalid') return refused(...after.problems.map(formatProblem));
  const reason = isMeant(checked.config, after.config);
  if (reason !== null) return refused(reason);

  const written = dryRun ? null : await writeChanges(changes);
  if (written && written.kind !== 'written') return refusedWriting(written);
  return { kind: 'done', config: after.config };
}

/** The refusal that comes of a disk, or of others. */
export function refusedWriting({ reasons, patch }: Exclude<Writing, { kind: 'written' }>): RefusedEdit {
  return patch === null ? refused(...reasons) : { ...refused(...reasons), patch };
}

/** A file as the configuration has it; from the disk if it is no part of it. */
export async function asWritten(path: string, { directory, files }: ConfigFiles): Promise<Omit<FileChange, 'text'>> {
  const target = resolve(directory, path);
  const known = files.find((one) => one.path === path);
  return { path, target, before: known?.content ?? (await readText(target)) };
}

/** An edit that is not done. */
export function refused(...reasons: string[]): RefusedEdit {
  return { kind: 'refused', reasons };
}
