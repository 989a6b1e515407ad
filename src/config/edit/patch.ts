import { createTwoFilesPatch } from 'diff';
import type { FileText } from '../read/read-text.ts';

/** A file before and after. */
export interface Difference {
  /** Seen from the directory of the configuration. */
  path: string;
  before: FileText;
  text: string;
}

/** ms; files that have little in common take the longer. */
const TIMEOUT_MS = 2_000;

/** What changes, as `patch -p1` reads it in the directory of the configuration; null where that takes too long to tell. */
export function patchOf(differences: Difference[]): string | null {
  const patches = differences.map(({ path, before, text }) =>
    createTwoFilesPatch(
      before.kind === 'text' ? `a/${path}` : '/dev/null',
      `b/${path}`,
      before.kind === 'text' ? before.text : '',
      text,
      undefined,
      undefined,
      {
        context: 3,
        timeout: TIMEOUT_MS,
        headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
      },
    ),
  );
  return patches.includes(undefined) ? null : patches.join('');
}
