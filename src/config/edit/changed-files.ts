import { isDeepStrictEqual } from 'node:util';
import { quoted } from '../problem.ts';
import type { ConfigFiles } from '../read/files.ts';
import { type FileText, readText } from '../read/read-text.ts';
import { replaceFile } from './replace-file.ts';

/** A file with the text it is to have. */
export interface FileChange {
  /** Seen from the directory of the configuration. */
  path: string;
  /** Absolute. */
  target: string;
  before: FileText;
  text: string;
}

/** The files as they would be after the changes. */
export function withChanges({ directory, files }: ConfigFiles, changes: FileChange[]): ConfigFiles {
  const changed = new Set(changes.map(({ path }) => path));
  return {
    directory,
    files: [
      ...files.filter(({ path }) => !changed.has(path)),
      ...changes.map(({ path, text }) => ({ path, content: { kind: 'text' as const, text } })),
    ],
  };
}

/**
 * Writes the changes in their order, each file as a whole. Refused, with a sentence for people, when a file is not as it
 * was when the change was made, which then changes none of them; or when the disk refuses.
 */
export async function writeChanges(
  changes: FileChange[],
): Promise<{ kind: 'written' } | { kind: 'refused'; reason: string }> {
  for (const { path, target, before } of changes) {
    // Somebody may have thought about the feeds of a site for long, while others edited.
    if (!isDeepStrictEqual(await readText(target), before))
      return { kind: 'refused', reason: `${quoted(path)} was changed meanwhile, so nothing is written. Try again.` };
  }
  try {
    for (const { target, text } of changes) await replaceFile(target, text);
    return { kind: 'written' };
  } catch (error) {
    return { kind: 'refused', reason: `Cannot write to the configuration: ${(error as Error).message}.` };
  }
}
