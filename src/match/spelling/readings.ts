import { APOSTROPHES } from '../text/characters.ts';

/** U.S, F.B.I, Ε.Ε: a letter with its marks behind each dot. */
const DOTTED = /^\p{L}\p{M}*(?:\.\p{L}\p{M}*)+$/u;
/** A word of few capitals may be an abbreviation. */
const CAPITALS = /^\p{Lu}{2,6}$/u;
const APOSTROPHE = new RegExp(`[${APOSTROPHES}]`, 'g');
/** English words that are two, written as one; without the sign they would be others: we're, she'll. */
const CONTRACTION = new RegExp(`[${APOSTROPHES}](?:s|t|d|m|ll|re|ve)$`, 'i');
/** Italian news agencies type an apostrophe for the accent of the last vowel: citta', perche'. */
const TYPED_ACCENT = new RegExp(`(?<=.[aeiou])[${APOSTROPHES}]$`, 'i');

/** German for both sexes: BürgerInnen are Bürger, too. */
const BINNEN_I = /(?<=\p{Ll}{2})Innen$/u;

/** A year and the word for it, written as one: 2026년, 2026г. */
const YEAR = /^(\p{Nd}{4})(?:년.{0,4}|[гр])$/u;

/** Most words have no sign in them, nor two capitals at their beginning. */
const CONCERNED = /[^\p{L}\p{N}]|^\p{Lu}{2}|\p{Ll}Innen$|^\p{Nd}{4}\p{L}/u;
/** And most are nothing but these. */
const PLAIN = /^[A-Z]?[a-z]+$/;
const NONE: readonly string[] = [];
/** Below it no letter is Greek. */
const FIRST_GREEK = 0x370;

/**
 * What else a word of an article is read as, beside what it looks like: Disney for Disney+, FBI for F.B.I. and the
 * reverse, Quran for Qur'an.
 */
export function otherReadings(word: string): readonly string[] {
  if (PLAIN.test(word) || !CONCERNED.test(word)) return NONE;
  if (/[+#]$/.test(word)) {
    // `Disney+` is also Disney; `C++` is not C.
    const name = word.replace(/[+#]+$/, '');
    return name.length > 1 ? [name] : [];
  }
  if (BINNEN_I.test(word)) return [word.replace(BINNEN_I, '')];
  const year = YEAR.exec(word);
  if (year) return [year[1]!];
  if (CAPITALS.test(word)) return [[...word].join('.')];
  if (DOTTED.test(word)) return [word.replaceAll('.', '')];
  if (TYPED_ACCENT.test(word)) return [word.slice(0, -1), `${word.slice(0, -1)}\u0300`];
  return isSolidReading(word) ? [word.replace(APOSTROPHE, '')] : [];
}

function isSolidReading(word: string): boolean {
  return word.search(APOSTROPHE) >= 0 && !CONTRACTION.test(word);
}

/** Languages whose capitals are printed without accents: ETATS-UNIS, POLICIA. */
const PLAIN_CAPITALS = /^(?:fr|es|pt|it|ca)$/;

/**
 * How much an article's word says of its accents: `nothing`, when it is in capitals of Greek or of a language that prints
 * them without; `not the first`, when only its first letter is such a capital (Elysée, Etat); else `all`.
 */
export function accentsOf(word: string, language: string | null): 'all' | 'not the first' | 'nothing' {
  if (word.charCodeAt(0) >= FIRST_GREEK) return GREEK_CAPITALS.test(word) ? 'nothing' : 'all';
  if (!PLAIN_CAPITALS.test(language ?? '') || !/^[A-Z]/.test(word)) return 'all';
  if (/^[A-Z]{2,}$/.test(word)) return 'nothing';
  return language === 'fr' && /^[AEIOU]/.test(word) ? 'not the first' : 'all';
}

/** Greek capitals are written without the accent, and headlines are in capitals. */
const GREEK_CAPITALS = /^(?=.*\p{sc=Greek})[\p{Lu}\p{M}]+$/u;
