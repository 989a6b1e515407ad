/** What a UTF-16 code unit means to the reader of words. */
export const CHARACTER = {
  /** Parts words: space, punctuation, symbols, lone low surrogates. */
  gap: 1,
  /** A letter or digit of a script that parts its words. */
  letter: 2,
  /** Stands in a word, but begins none: marks, the Armenian ones of stress and question, soft hyphens, zero-width characters. */
  inner: 3,
  /** May join two parts of one word: apostrophes, `&`, `.`, `,`, and the dot of l·l. */
  sign: 4,
  /** `+` and `#`, as in C++ and C#. */
  ending: 5,
  /** A letter of a script without spaces between words. */
  unspaced: 6,
  /** A syllable or letter of Korean, which parts its words but writes particles behind foreign ones without a space. */
  hangul: 8,
  /** The first half of a character outside the Basic Multilingual Plane. */
  surrogate: 7,
} as const;

const UNKNOWN = 0;

/** Apostrophes as typed, as printed, and as mistaken for one. */
export const APOSTROPHES = "'‘’‛＇′´`՚\u02b9\u02bb\u02bc\u05f3";
/** Signs that may stand inside a word; the Arabic ones part and group the digits of a number. */
export const JOINERS = `${APOSTROPHES}&＆.,·\u066b\u066c`;
/** Letters to Unicode, and dots between two words to those who write Korean. */
export const LETTERS_AS_DOTS = '\u318d\u119e';
/** Dots and double hyphens between the parts of a foreign name, in Chinese and Japanese: アンゲラ・メルケル, 唐纳德·特朗普. */
export const NAME_DOT = /^[\u00b7\u0387\u2027\u2022\u2219\u22c5\u30a0\u30fb\uff65\uff1d=]$/;
/** Chinese, Japanese, Thai, Lao, Khmer, Burmese (ISO 15924). */
const UNSPACED_SCRIPTS = ['Han', 'Hira', 'Kana', 'Thai', 'Laoo', 'Khmr', 'Mymr']
  .map((script) => `\\p{scx=${script}}`)
  .join('');

const LETTER = /[\p{L}\p{N}]/u;
/** Raised and lowered digits: they stand behind a word, and are none of its letters. */
const FOOTNOTE = /[\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089]/;
const HANGUL = /\p{sc=Hangul}/u;
const INNER = /[\p{M}\p{Default_Ignorable_Code_Point}\u055b\u055c\u055e]/u;
/** A letter of one of them. Their digits are read like others. */
export const UNSPACED_LETTER = `[[[${UNSPACED_SCRIPTS}]&&[\\p{L}\\p{M}\\p{N}]]--[${APOSTROPHES}\\p{Nd}]]`;
/** Finds one. */
export const UNSPACED = new RegExp(UNSPACED_LETTER, 'v');

const classes = new Uint8Array(0x10000);

/** One of {@link CHARACTER}. */
export function characterOf(code: number): number {
  const known = classes[code]!;
  return known === UNKNOWN ? learn(code) : known;
}

function learn(code: number): number {
  const found = classify(String.fromCharCode(code));
  classes[code] = found;
  return found;
}

function classify(character: string): number {
  if (/[\ud800-\udbff]/.test(character)) return CHARACTER.surrogate;
  // Some apostrophes are letters to Unicode.
  if (JOINERS.includes(character)) return CHARACTER.sign;
  if (UNSPACED.test(character)) return CHARACTER.unspaced;
  if (FOOTNOTE.test(character) || LETTERS_AS_DOTS.includes(character)) return CHARACTER.gap;
  if (HANGUL.test(character)) return CHARACTER.hangul;
  if (LETTER.test(character)) return CHARACTER.letter;
  if (INNER.test(character)) return CHARACTER.inner;
  return character === '+' || character === '#' ? CHARACTER.ending : CHARACTER.gap;
}
