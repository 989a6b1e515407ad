import { APOSTROPHES } from '../text/characters.ts';
import { GERSHAYIM, HYPHENS, isArabicName, isBoundInPersian, isOneNumber, solid } from '../text/joined.ts';

/** A term without any of these, and without a space, is written in one way. */
const CONCERNED = new RegExp(`[${HYPHENS}${GERSHAYIM}${APOSTROPHES}.·ㆍ•‧&\\s\u200c]`);
const HYPHEN = new RegExp(`(?<=[\\p{L}\\p{M}\\p{N}])[${HYPHENS}](?=[\\p{L}\\p{N}])`, 'gu');
const HEBREW_MARK = new RegExp(`(?<=\\p{sc=Hebrew})[${GERSHAYIM}](?=\\p{sc=Hebrew})`, 'gu');
const APOSTROPHE = new RegExp(
  `(?<=[\\p{L}\\p{M}]{2}|^o)[${APOSTROPHES}](?=[\\p{L}])(?!(?:s|t|d|m|ll|re|ve)(?:[^\\p{L}]|$))`,
  'giu',
);
/** One letter or two before each dot, and two somewhere: EE.UU., FF. AA., Ph.D. */
const DOUBLED = /^(?=.*\p{Lu}\p{L})\p{Lu}(?:\p{L}?|\p{Lu}{2})(?:\. ?\p{Lu}(?:\p{L}?|\p{Lu}{2}))+\.?$/u;
/** Capitals, each with a dot and a space. Without dots they are read in capitals only: U. S. is not us. */
const SPACED_CAPITALS = /^\p{Lu}(?:\. \p{Lu})+\.?$/u;
/** Letters of a script without capitals, or their names, each with a dot: أ.ف.ب, बी.जे.पी. */
const DOTTED_LETTERS = /^(?:\p{Lo}\p{M}*){1,2}(?:\.(?:\p{Lo}\p{M}*){1,2})+\.?$/u;
/** Korean nouns, parted by spaces or by dots: 개인 정보, 한·미. */
const KOREAN_NOUNS = /^\p{sc=Hangul}{2,6}(?: \p{sc=Hangul}{2,6}){1,3}$|^\p{sc=Hangul}+(?:[·ㆍ•‧]\p{sc=Hangul}+)+$/u;
/** Words of Persian and Urdu, by letters that Arabic has not. */
const IN_URDU = /[پچژگکیہھےڑڈٹں]/;
const UNSEEN_SPACE = /(?<=[اأإآدڈذرڑزژوؤےةء][\u064b-\u0655]*) (?=\p{sc=Arabic})/gu;
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
    KOREAN_NOUNS.test(term) ? solid(term) : term,
    IN_URDU.test(term) ? term.replace(UNSEEN_SPACE, '') : term,
    IN_URDU.test(term) ? term.replace(/^(\p{sc=Arabic}+) (\p{sc=Arabic}+)$/u, '$1$2') : term,
    term.replace(/(?<=l)[.•‧∙⋅](?=l)/gi, '·'),
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
  const isOne =
    isOneNumber(before, after) || (isArabic && (isBoundInPersian(before, after) || isArabicName(before, after)));
  return isOne ? before + after : term;
}
