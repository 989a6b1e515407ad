/**
 * The words of a text in the order of reading, a column each. Offsets are UTF-16 code units into the text, ends
 * exclusive. Columns are longer than `count`; what stands behind is left over.
 */
export interface Tokens {
  count: number;
  starts: Int32Array;
  ends: Int32Array;
  /** Where the part that is compared ends: before a possessive *'s*, and before the last dot of *U.S.* */
  textEnds: Int32Array;
  /** 1 for a word cut from a script that writes without spaces. */
  unspaced: Uint8Array;
}

/** Room for an article of common length. */
const ROOM = 4_096;

export function createTokens(): Tokens {
  return {
    count: 0,
    starts: new Int32Array(ROOM),
    ends: new Int32Array(ROOM),
    textEnds: new Int32Array(ROOM),
    unspaced: new Uint8Array(ROOM),
  };
}

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
