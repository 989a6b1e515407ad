import { APOSTROPHES } from '../text/characters.ts';
import { GERSHAYIM, HYPHENS, isBoundInPersian, isOneNumber, solid } from '../text/joined.ts';

/** A term without any of these, and without a space, is written in one way. */
const CONCERNED = new RegExp(`[${HYPHENS}${GERSHAYIM}${APOSTROPHES}.&\\s\u200c]`);
const HYPHEN = new RegExp(`(?<=[\\p{L}\\p{M}\\p{N}])[${HYPHENS}](?=[\\p{L}\\p{N}])`, 'gu');
const HEBREW_MARK = new RegExp(`(?<=\\p{sc=Hebrew})[${GERSHAYIM}](?=\\p{sc=Hebrew})`, 'gu');
const APOSTROPHE = new RegExp(
  `(?<=[\\p{L}\\p{M}]{2}|^o)[${APOSTROPHES}](?=[\\p{L}])(?!(?:s|t|d|m|ll|re|ve)(?:[^\\p{L}]|$))`,
  'giu',
);
/** One letter or two before each dot, and two somewhere: EE.UU., FF. AA., Ph.D. */
const DOUBLED = /^(?=.*\p{Lu}\p{L})\p{Lu}\p{L}?(?:\. ?\p{Lu}\p{L}?)+\.?$/u;
/** Capitals, each with a dot and a space. Without dots they are read in capitals only: U. S. is not us. */
const SPACED_CAPITALS = /^\p{Lu}(?:\. \p{Lu})+\.?$/u;
/** Letters of a script without capitals, each with a dot. */
const DOTTED_LETTERS = /^\p{Lo}\p{M}*(?:\.\p{Lo}\p{M}*)+\.?$/u;
/** Fewer letters, parted by a hyphen, are two: A-Z is not az. */
const MIN_SOLID = 4;

/**
 * Other ways to write a term of a query, besides those that {@link otherReadings} finds in a text: `cyber-attack` is also
 * cyberattack, `EE.UU.` EEUU, `Qur'an` Quran, and a Persian half space a space.
 */
export function otherSpellings(term: string): string[] {
  if (!CONCERNED.test(term)) return [];
  const others = [
    withoutHyphens(term),
    term.replace(HEBREW_MARK, ''),
    term.replace(APOSTROPHE, ''),
    term.replace(/(?<=\p{sc=Arabic})\u200c(?=\p{sc=Arabic})/gu, ' '),
    DOUBLED.test(term) || DOTTED_LETTERS.test(term) ? solid(term) : term,
    SPACED_CAPITALS.test(term) ? term.replaceAll(' ', '') : term,
    withoutSpace(term),
  ];
  return [...new Set(others)].filter((other) => other !== term);
}

function withoutHyphens(term: string): string {
  return term.replace(/\S+/g, (word) => {
    const whole = word.replace(HYPHEN, '');
    return whole.length >= MIN_SOLID || /\d/.test(whole) ? whole : word;
  });
}

/** R & D, G 7, 10 000, می شود. */
function withoutSpace(term: string): string {
  const [before, after, ...more] = term.split(/ & | /);
  if (before === undefined || after === undefined || more.length > 0) return term;
  if (term.includes('&')) return /^\p{Lu}{1,2} & \p{Lu}{1,2}$/u.test(term) ? `${before}&${after}` : term;
  const isArabic = /\p{sc=Arabic}/u.test(before);
  return isOneNumber(before, after) || (isArabic && isBoundInPersian(before, after)) ? before + after : term;
}
