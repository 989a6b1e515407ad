/** What a UTF-16 code unit is to the reader of shingles. */
export const LETTER = { none: 0, ofWord: 1, unspaced: 2, ignored: 3 } as const;

/** Scripts that write without spaces, each of whose letters counts as a word (ISO 15924). */
const UNSPACED = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u;
const IGNORED = /[\p{M}\p{Default_Ignorable_Code_Point}'’‘`´ʼ]/u;
const OF_WORD = /[\p{L}\p{N}]/u;

const CLASSES = classify();

/** One of {@link LETTER}. Halves of characters beyond the Basic Multilingual Plane count as unspaced letters. */
export function letterClass(code: number): number {
  return CLASSES[code]!;
}

/** Asked once, for all code units: each is asked for thousands of times an article. */
function classify(): Uint8Array {
  return Uint8Array.from({ length: 0x10000 }, (_, code) => {
    if (code >= 0xd800 && code <= 0xdfff) return LETTER.unspaced;
    const character = String.fromCharCode(code);
    if (UNSPACED.test(character) && OF_WORD.test(character)) return LETTER.unspaced;
    if (IGNORED.test(character)) return LETTER.ignored;
    return OF_WORD.test(character) ? LETTER.ofWord : LETTER.none;
  });
}
