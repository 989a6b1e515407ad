import { asOneLine, shorten } from '../../alert/text.ts';
import type { ReadableArticle } from '../../match/text/fields.ts';
import type { ArticleId } from '../article/article-line.ts';
import { toned, tonedPatch } from './tone.ts';

/** UTF-16 code units printed of a piece of text. */
const MAX_LENGTH = 400;

/** Text from a query or an article as one line, not too long, that does nothing to a terminal. */
export function printable(text: string): string {
  return shorten(asOneLine(text).trim(), MAX_LENGTH);
}

/** Lines of a file, as they are but for what would do something to a terminal. */
export function printableLines(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, '');
}

/** A patch as lines for standard output, what it adds and removes toned. */
export function patchText(patch: string): string {
  return tonedPatch(printableLines(patch).trimEnd().split('\n')).join('\n');
}

/** ✓ or ✗, for standard output. */
export function markOf(holds: boolean): string {
  return holds ? toned('good', '✓') : toned('bad', '✗');
}

/** The line that an article is announced by: its id and its title. */
export function headingOf(id: ArticleId, { title }: ReadableArticle): string {
  return [String(id), title].map(printable).filter(Boolean).join('  ');
}
