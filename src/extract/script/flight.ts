import { Buffer } from 'node:buffer';

/** Rows of one page. */
const MAX_ROWS = 20_000;
const ROW = /^([\da-f]*):/;
const REFERENCE = /^\$([\da-f]+)$/;

/**
 * Values of a stream in React's wire format for server components, as Next.js writes it into pages in pieces: rows of
 * `id:JSON`, or `id:T<bytes in hexadecimal>,text`. A string `$id` that refers to a row of text is that text.
 */
export function readFlight(stream: string): unknown[] {
  const bytes = Buffer.from(stream);
  const texts = new Map<string, string>();
  const values: unknown[] = [];
  let at = 0;
  for (let rows = 0; at < bytes.length && rows < MAX_ROWS; rows += 1) {
    const head = ROW.exec(bytes.toString('latin1', at, at + 20));
    const start = at + (head?.[0].length ?? 0);
    const isText = head !== null && bytes[start] === 0x54;
    const comma = isText ? bytes.indexOf(0x2c, start) : -1;
    const size =
      comma > start && comma - start < 12 ? Number.parseInt(bytes.toString('latin1', start + 1, comma), 16) : NaN;
    if (head && Number.isFinite(size)) {
      const text = bytes.toString('utf8', comma + 1, comma + 1 + size);
      texts.set(head[1]!, text);
      values.push(text);
      at = comma + 1 + size;
      if (bytes[at] === 0x0a) at += 1;
      continue;
    }
    const end = bytes.indexOf(0x0a, start);
    const row = bytes.toString('utf8', start, end === -1 ? bytes.length : end);
    const value = parse(row.replace(/^[A-Z]{1,2}(?=[[{"])/, ''));
    if (value !== undefined) values.push(value);
    at = end === -1 ? bytes.length : end + 1;
  }
  return values.map((value) => withTexts(value, texts, 0));
}

function parse(row: string): unknown {
  try {
    return JSON.parse(row);
  } catch {
    return undefined;
  }
}

function withTexts(value: unknown, texts: Map<string, string>, depth: number): unknown {
  if (typeof value === 'string') return texts.get(REFERENCE.exec(value)?.[1] ?? '') ?? value;
  if (typeof value !== 'object' || value === null || depth > 200) return value;
  if (Array.isArray(value)) return value.map((one) => withTexts(one, texts, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withTexts(one, texts, depth + 1)]));
}
