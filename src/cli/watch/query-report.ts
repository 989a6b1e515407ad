import { asOneLine } from '../../alert/text.ts';
import type { QueryNotice } from '../../match/query/error.ts';

/** UTF-16 code units of a query that are shown before and after a place in it. */
const AROUND = 60;
/** Takes two columns of a terminal (UAX #11), and so does an ideographic space. */
const WIDE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\uff01-\uff60]/u;
const NO_WIDTH = /[\p{M}\p{Cf}]/u;

/** `1:14: reason`, and below it the line of the query with a caret under the place. */
export function reportOf(query: string, { line, column, message }: QueryNotice): string {
  const text = query.split('\n')[line - 1] ?? '';
  const before = text.slice(0, column - 1);
  const after = text.slice(column - 1);
  const lead = asOneLine(before.length > AROUND ? `…${before.slice(-AROUND)}` : before);
  const rest = asOneLine(after.length > AROUND ? `${after.slice(0, AROUND)}…` : after);
  const caret = `${[...lead].map(blank).join('')}^`;
  return `${line}:${column}: ${asOneLine(message)}\n  ${lead}${rest}\n  ${caret}`;
}

/** As much empty space as the character takes. */
function blank(character: string): string {
  if (NO_WIDTH.test(character)) return '';
  return WIDE.test(character) ? '\u3000' : ' ';
}
