import { simplified } from './chinese.ts';
import { asOneKana } from './kana.ts';
import { asPlainNumber } from './numbers.ts';
import { asOneSpelling, withOneHamza } from './spellings.ts';

/**
 * A word without what never matters: case, full-width and ligature forms, composed or decomposed letters, soft hyphens
 * and zero-width characters, the Armenian marks of stress and question, shapes of apostrophes, ß for ss, final sigma, İ and ı for i, Arabic tatweel, and whatever the
 * readers of its script take for {@link asOneSpelling one spelling}.
 */
export interface FoldedWord {
  /** Diacritics kept, each behind its letter. */
  marked: string;
  /** Without diacritics. */
  bare: string;
  /** As `marked`, with ä ö ü å ø đ spelled ae oe ue aa oe dj, and a hamza without its seat. Equal to `marked` where there are none. */
  spelledOut: string;
}

const PLAIN = /^[a-z0-9]+$/;
const IGNORABLE = /[\p{Default_Ignorable_Code_Point}\u0640\u055b\u055c\u055e]/gu;
const APOSTROPHE = /[\u2018\u2019\u201b\u02bb\u02bc\u02b9\uff07\u2032\u00b4`\u055a\u05f3\ua78c]/g;
/** Letters that no Unicode normalisation brings together although readers take one for the other. */
const SAME_LETTERS: Record<string, string> = { ß: 'ss', œ: 'oe', æ: 'ae', ς: 'σ', ı: 'i', 'i\u0307': 'i' };
const SAME_LETTER = /[ßœæςı]|i\u0307/g;
/** Letters with a stroke have no decomposition; written as letter and stroke they are marked letters like others. */
const STROKED_LETTERS: Record<string, string> = {
  ø: 'o\u0338',
  đ: 'd\u0335',
  ł: 'l\u0335',
  ħ: 'h\u0335',
  ŧ: 't\u0335',
};
const STROKED_LETTER = /[øđłħŧ]/g;
/** The vowel signs of Arabic and Hebrew and the accents of Latin, Greek and Cyrillic; not the vowels of Indic scripts, nor kana's voicing. */
export const DIACRITICS = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]/g;
const DIACRITIC = new RegExp(DIACRITICS.source);
const SPELLED_OUT: Record<string, string> = {
  'a\u0308': 'ae',
  'o\u0308': 'oe',
  'u\u0308': 'ue',
  'a\u030a': 'aa',
  'o\u0338': 'oe',
  'd\u0335': 'dj',
};
const SPELLED_OUT_LETTER = /[aou]\u0308|a\u030a|o\u0338|d\u0335/g;

/** Folds a word; what a script without spaces writes is folded as a run, see {@link foldRun}. */
export function foldWord(word: string): FoldedWord {
  const lower = word.toLowerCase();
  if (PLAIN.test(lower)) return { marked: lower, bare: lower, spelledOut: lower };
  const decomposed = foldCase(word)
    .normalize('NFD')
    .replace(STROKED_LETTER, (letter) => STROKED_LETTERS[letter]!)
    // й is a letter of its own, not an и with something on it.
    .replaceAll('и\u0306', 'й');
  return foldedFrom(asOneSpelling(decomposed), withOneHamza(decomposed));
}

/** The folded word that is `marked` with its diacritics. `other`: the same as it may be spelled out. */
export function foldedFrom(marked: string, other: string = marked): FoldedWord {
  const bare = marked.replace(DIACRITICS, '').normalize('NFC');
  return { marked, bare, spelledOut: other.replace(SPELLED_OUT_LETTER, (letter) => SPELLED_OUT[letter]!) };
}

function foldCase(word: string): string {
  const lower = foldShape(word).toLowerCase();
  return asPlainNumber(lower.replace(SAME_LETTER, (letter) => SAME_LETTERS[letter]!));
}

/** A word as it is compared with one that says nothing of its accents. */
export function withoutAccents({ bare }: FoldedWord): FoldedWord {
  return { marked: bare, bare, spelledOut: bare };
}

/** A word as it is compared with one that says nothing of the accents of its first letter. */
export function withoutFirstAccents(word: FoldedWord): FoldedWord {
  const end = endOfMarks(word.marked, 1);
  return end === 1 ? word : foldedFrom(word.marked[0]! + word.marked.slice(end));
}

/** The forms under which a word is found: without diacritics, and with its umlauts spelled out. */
export function foldKeys(word: FoldedWord): string[] {
  if (word.spelledOut === word.marked) return [word.bare];
  const spelledOut = word.spelledOut.replace(DIACRITICS, '').normalize('NFC');
  return spelledOut === word.bare ? [word.bare] : [word.bare, spelledOut];
}

/** A word as `{…}` compares it: case and diacritics count, the characters it happens to be encoded with do not. */
export function foldShape(word: string): string {
  // Before the normal form: it takes some apostrophes for a space and an accent.
  return word.replace(APOSTROPHE, "'").normalize('NFKC').replace(IGNORABLE, '');
}

/** A word as `=word` compares it: as {@link foldShape}, without case (Unicode, full case folding). */
export function foldSpelled(word: string): string {
  return foldShape(word).toLowerCase().replaceAll('ß', 'ss').replaceAll('ς', 'σ');
}

/** Vowel and tone in either order, two signs for one, a letter and its twin in Burmese, and the Lao l behind h. */
function southEastAsian(text: string): string {
  if (!/[\u0e00-\u0eff\u1000-\u109f]/.test(text)) return text;
  return text
    .replaceAll('เเ', 'แ')
    .replace(/([\u0e4d\u0ecd])([\u0e48-\u0e4b\u0ec8-\u0ecb])/g, '$2$1')
    .replaceAll('ຫລ', 'ຫຼ')
    .replaceAll('ဉ', 'ဥ');
}

/** Text of a script without spaces as it is compared: Simplified Chinese, full-width kana, one way of typing Thai and its neighbours. */
export function foldRun(text: string): string {
  return simplified(asOneKana(southEastAsian(foldCase(text))));
}

/** True when a query's word, diacritics and all, is found in a text's word. One way: `canh` finds `cảnh`, not the reverse. */
export function meetsWord(asked: FoldedWord, found: FoldedWord): boolean {
  return coversMarks(asked.marked, found.marked) || coversMarks(asked.spelledOut, found.spelledOut);
}

/** True when both have the same letters, and each letter of `asked` that has diacritics has the same ones in `found`: sát is not sắt. Both decomposed. */
export function coversMarks(asked: string, found: string): boolean {
  if (asked === found) return true;
  let a = 0;
  let f = 0;
  while (a < asked.length && f < found.length) {
    if (asked[a] !== found[f]) return false;
    const askedEnd = endOfMarks(asked, a + 1);
    const foundEnd = endOfMarks(found, f + 1);
    if (askedEnd > a + 1 && asked.slice(a + 1, askedEnd) !== found.slice(f + 1, foundEnd)) return false;
    a = askedEnd;
    f = foundEnd;
  }
  return a === asked.length && f === found.length;
}

function endOfMarks(text: string, from: number): number {
  let end = from;
  while (end < text.length && DIACRITIC.test(text[end]!)) end += 1;
  return end;
}
