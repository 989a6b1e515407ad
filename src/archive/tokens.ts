import type { Area } from '../match/text/areas.ts';
import { foldWord } from '../match/text/fold.ts';

/**
 * Of the rules by which articles become tokens and words become keys. To be raised when either changes for any word: what
 * was indexed by other rules is indexed anew, and every search looks at it until then.
 */
export const ARCHIVE_VERSION = 1;

/** Before the tokens of titles and of what is not content; no word holds them. Tokens of the content have none. */
const MARKS: Record<Area | 'title', string> = {
  content: '',
  title: '\u0001',
  url: '\u0002',
  author: '\u0003',
  source: '\u0004',
  lang: '\u0005',
  country: '\u0006',
  tag: '\u0007',
};

/** Where a token stands: anywhere in the content, in a headline, or in what is no content. */
export type Column = keyof typeof MARKS;

/** A token as it stands in one column. */
export function inColumn(column: Column, token: string): string {
  return MARKS[column] + token;
}

/** The token of a word of a script that parts its words. Empty: it has none. */
export function tokenOf(word: string): string {
  return foldWord(word).bare;
}

/** The tokens of a stretch of text without spaces, folded: each two letters of it, and the last one. */
export function bigramsOf(stretch: string): string[] {
  const letters = [...stretch];
  return letters.map((letter, index) => letter + (letters[index + 1] ?? ''));
}
