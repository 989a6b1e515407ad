import { quoted } from '../problem.ts';
import type { ConfigFiles } from '../read/files.ts';
import { type FileText, readText } from '../read/read-text.ts';
import { patchOf } from './patch.ts';
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

/** What came of writing: `changed`, a file is not as it was when the change was made; `forbidden`, nobody may write there. */
export type Writing =
  | { kind: 'written' }
  | { kind: 'changed' | 'forbidden' | 'failed'; reasons: string[]; patch: string | null };

/**
 * Writes the changes in their order, each file as a whole. Where a file was changed meanwhile none of them is, and the
 * patch is what others changed; where the disk refuses, the patch is what was to be written.
 */
export async function writeChanges(changes: FileChange[]): Promise<Writing> {
  for (const { path, target, before } of changes) {
    const now = await readText(target);
    // Somebody may have thought about the feeds of a site for long, while others edited.
    if (textOf(now) === textOf(before) && now.kind === before.kind) continue;
    return {
      kind: 'changed',
      reasons: [`${quoted(path)} was changed meanwhile, so nothing is written. Try again.`],
      patch: patchOf([{ path, before, text: textOf(now) ?? '' }]),
    };
  }
  try {
    for (const { target, text } of changes) await replaceFile(target, text);
    return { kind: 'written' };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!FORBIDDEN.has(code ?? ''))
      return { kind: 'failed', reasons: [`Cannot write to the configuration: ${message}.`], patch: null };
    return {
      kind: 'forbidden',
      reasons: [
        'Nobody may write to the configuration here, so nothing is written. Apply the patch where it comes from, with patch -p1.',
      ],
      patch: patchOf(changes),
    };
  }
}

function textOf(content: FileText): string | null {
  return content.kind === 'text' ? content.text : null;
}

/** A file system that is mounted read-only, or one where others have the say. */
const FORBIDDEN = new Set(['EROFS', 'EACCES', 'EPERM']);
