import type { Scalar } from 'yaml';

/** What one character, or escape sequence, of a scalar's source stands for. Folding touches white space only. */
const PIECES: Partial<Record<Scalar.Type, RegExp>> = {
  QUOTE_DOUBLE: /\\(?:x[\dA-Fa-f]{2}|u[\dA-Fa-f]{4}|U[\dA-Fa-f]{8}|\r?\n|.)|./gsu,
  QUOTE_SINGLE: /''|./gsu,
};
const ANY_CHARACTER = /./gsu;

/**
 * Where the character at `offset` of a string value stands in the file: its offset into `text`, in UTF-16 code units.
 * For an offset at the end of the value, the place behind its last visible character. White space cannot be told
 * apart, since YAML folds it: the place of what follows. The scalar's start when the value is not what is written
 * there, as after a substitution.
 */
export function sourceOffset(text: string, scalar: Scalar, offset: number): number {
  const value = String(scalar.value);
  const [start, end] = bodyOf(text, scalar);
  const wanted = visible(value.slice(0, offset)).length;
  const length = visible(value).length;

  let found: number | null = null;
  let passed = 0;
  let behind = start;
  for (const piece of text.slice(start, end).matchAll(PIECES[scalar.type as Scalar.Type] ?? ANY_CHARACTER)) {
    const units = visible(decode(piece[0], scalar.type)).length;
    if (units === 0) continue;
    if (passed <= wanted && wanted < passed + units) found = start + piece.index;
    passed += units;
    behind = start + piece.index + piece[0].length;
  }
  if (passed !== length || length === 0) return scalar.range![0];
  return found ?? behind;
}

/** The part of the source between quotation marks, or below the header of a block. */
function bodyOf(text: string, { type, range }: Scalar): [start: number, end: number] {
  const [start, end] = range!;
  if (type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE') return [start + 1, end - 1];
  if (type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED') return [text.indexOf('\n', start) + 1, end];
  return [start, end];
}

function visible(text: string): string {
  return text.replace(/\s/g, '');
}

const ESCAPED_SPACE = new Set(['\\n', '\\r', '\\t', '\\v', '\\f', '\\ ', '\\N', '\\_', '\\L', '\\P']);

/** As far as needed here: how many visible UTF-16 code units come of a piece. */
function decode(piece: string, type: Scalar['type']): string {
  if (type === 'QUOTE_SINGLE') return piece === "''" ? "'" : piece;
  if (type !== 'QUOTE_DOUBLE' || !piece.startsWith('\\')) return piece;
  const code = /^\\[xuU]([\da-f]{2,8})$/i.exec(piece);
  if (code) return fromCodePoint(Number.parseInt(code[1]!, 16));
  return ESCAPED_SPACE.has(piece) ? ' ' : piece.slice(1);
}

function fromCodePoint(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
