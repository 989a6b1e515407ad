/** A longer line is not read: some 80,000 words take 500 kB, and a hostile line must not take all memory. In bytes. */
export const MAX_LINE_BYTES = 32 * 2 ** 20;

/** A line without its line feed, or one that was passed over. `number` counts from 1. */
export type Line = { kind: 'line'; number: number; text: string } | { kind: 'tooLong'; number: number };

const LINE_FEED = 0x0a;

/**
 * The lines of a stream of UTF-8, each as soon as it has come. Never more than {@link MAX_LINE_BYTES} and one chunk are
 * held. What is not UTF-8 becomes U+FFFD, and a byte order mark at the beginning of a line goes.
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let number = 1;
  let parts: Uint8Array[] = [];
  let length = 0;

  function keep(part: Uint8Array) {
    length += part.length;
    if (length > MAX_LINE_BYTES) parts = [];
    else parts.push(part);
  }

  function end(): Line {
    const line: Line =
      length > MAX_LINE_BYTES
        ? { kind: 'tooLong', number }
        : { kind: 'line', number, text: new TextDecoder().decode(Buffer.concat(parts)) };
    number += 1;
    parts = [];
    length = 0;
    return line;
  }

  for await (const chunk of chunks) {
    let start = 0;
    for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, start)) {
      keep(chunk.subarray(start, at));
      yield end();
      start = at + 1;
    }
    if (start < chunk.length) keep(chunk.subarray(start));
  }
  if (length > 0) yield end();
}
