import { endianness } from 'node:os';

/**
 * The words of a text in the order of reading, a column each. Offsets are UTF-16 code units into the text, ends
 * exclusive. Columns are longer than `count`; what stands behind is left over.
 */
export interface Tokens {
  count: number;
  /** The text's code units, as numbers: a string is asked how it is kept for each. What stands behind is left over. */
  codes: Uint16Array;
  starts: Int32Array;
  ends: Int32Array;
  /** Where the part that is compared ends: before a possessive *'s*, and before the last dot of *U.S.* */
  textEnds: Int32Array;
  /** 1 for a word cut from a script that writes without spaces. */
  unspaced: Uint8Array;
}

/** Room for the words, and for the letters, of an article of common length. */
const ROOM = 4_096;
const CODE_ROOM = 8 * ROOM;
const IS_BIG_ENDIAN = endianness() === 'BE';

/** Columns without words, with room for an article of common length; they grow. */
export function createTokens(): Tokens {
  return {
    count: 0,
    codes: new Uint16Array(CODE_ROOM),
    starts: new Int32Array(ROOM),
    ends: new Int32Array(ROOM),
    textEnds: new Int32Array(ROOM),
    unspaced: new Uint8Array(ROOM),
  };
}

/** Makes `tokens` those of `text`, of which no word has been read. */
export function begin(tokens: Tokens, text: string): void {
  tokens.count = 0;
  if (text.length > tokens.codes.length) tokens.codes = new Uint16Array(2 * text.length);
  const bytes = Buffer.from(tokens.codes.buffer, 0, 2 * text.length);
  bytes.write(text, 'utf16le');
  if (IS_BIG_ENDIAN) bytes.swap16();
}

/** Puts a word behind the others; offsets as in {@link Tokens}. */
export function addToken(tokens: Tokens, start: number, textEnd: number, end: number, unspaced: boolean): void {
  const { count } = tokens;
  if (count === tokens.starts.length) grow(tokens);
  tokens.starts[count] = start;
  tokens.ends[count] = end;
  tokens.textEnds[count] = textEnd;
  tokens.unspaced[count] = unspaced ? 1 : 0;
  tokens.count = count + 1;
}

function grow(tokens: Tokens): void {
  const room = 2 * tokens.starts.length;
  const wider = (column: Int32Array) => {
    const columnWithRoom = new Int32Array(room);
    columnWithRoom.set(column);
    return columnWithRoom;
  };
  tokens.starts = wider(tokens.starts);
  tokens.ends = wider(tokens.ends);
  tokens.textEnds = wider(tokens.textEnds);
  const unspaced = new Uint8Array(room);
  unspaced.set(tokens.unspaced);
  tokens.unspaced = unspaced;
}
