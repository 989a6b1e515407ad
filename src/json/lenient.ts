import { decodeHTMLStrict } from 'entities/decode';
import { readNearlyJson } from './nearly-json.ts';

/** A text that was to be JSON. `mended`: it was not, quite. The reason is for operators: one line that quotes nothing. */
export type JsonReading = { kind: 'read'; value: unknown; mended: boolean } | { kind: 'unreadable'; reason: string };

/** Where every quote is an entity, the whole text was escaped for HTML: a quote behind the first bracket tells. */
const IS_ESCAPED = /^[^{["']{0,300}[{[][\s{[]{0,300}&(?:quot|apos|#0*3[49]|#x0*2[27]);/i;

/**
 * Reads JSON (RFC 8259), and what people and programs write in its place: commas that end a list or are missing, quotes
 * of other kinds or escaped for HTML, quotes and line breaks inside strings, names without quotes, comments, the marks of
 * CDATA and of comments, a byte order mark, a callback or a `;` around, an end that is missing. Several values one after
 * another are read as a list of them. Nothing is ever run. Takes time and memory proportional to the length of the text.
 *
 * A list leaves out what the text ends in the middle of.
 */
export function readLenientJson(text: string): JsonReading {
  const strict = parse(text);
  if (strict) return { ...strict, mended: false };
  const plain = IS_ESCAPED.test(text) ? decodeHTMLStrict(text) : text;
  const unescaped = plain === text ? null : parse(plain);
  return unescaped ? { ...unescaped, mended: true } : readNearlyJson(plain);
}

function parse(text: string): { kind: 'read'; value: unknown } | null {
  try {
    return { kind: 'read', value: JSON.parse(text.replace(/^\ufeff/, '')) };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return null;
    throw error;
  }
}
