/** One line of a text. Offsets into the text, in UTF-16 code units. */
export interface Line {
  start: number;
  /** Without its line break. */
  text: string;
  /** Where the first character stands that is neither a space nor a tab; the line's end in an empty one. */
  body: number;
}

/** The line that holds the character at `offset`. */
export function lineAt(text: string, offset: number): Line {
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  const feed = text.indexOf('\n', offset);
  const line = text.slice(start, feed === -1 ? text.length : feed).replace(/\r$/, '');
  return { start, text: line, body: start + /^[ \t]*/.exec(line)![0].length };
}

/** The line below, or null at the end of the text. */
export function lineAfter(text: string, { start }: Line): Line | null {
  const feed = text.indexOf('\n', start);
  return feed === -1 ? null : lineAt(text, feed + 1);
}

/** True for a line that says nothing: empty, or a comment. */
export function isBlank({ text }: Line): boolean {
  return /^[ \t]*(?:#|$)/.test(text);
}

/** The first line at or below `offset` that says something, or null. */
export function lineWithWords(text: string, offset: number): Line | null {
  let line: Line | null = lineAt(text, offset);
  while (line && isBlank(line)) line = lineAfter(text, line);
  return line;
}
