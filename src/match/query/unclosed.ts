import type { Span } from './error.ts';

/** Operators as people write them to stand out; within a phrase they are a sign that a quotation mark is missing. */
const OPERATOR = /(?:^|\s)(?:AND|OR|NOT|O?NEAR(?:\/[\dfsp]+)?)(?=\s|$)|[()]/;
/** UTF-16 code units; what an author meant to quote is not longer. */
const LONGEST = 200;

/** What stands behind a quotation mark, and where the mark and it stand. */
export interface Quoted {
  span: Span;
  text: string;
}

/** True when `text` stands between two quotation marks of which the second was probably meant to open a phrase. */
export function looksUnclosed(text: string): boolean {
  return OPERATOR.test(text);
}

/** The part of `text`, behind a mark that is never closed, that its author probably meant. */
export function likelyContent(text: string): string {
  const line = text.slice(0, LONGEST).split('\n', 1)[0]!;
  const end = OPERATOR.exec(line)?.index ?? line.length;
  return line.slice(0, end).trim();
}
