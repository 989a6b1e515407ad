import type { Tokens } from './tokens.ts';

/** Hyphens of all shapes, and the short dash that is typed for one. */
export const HYPHENS = '\\-\u2010-\u2013\u05be\ufe63\uff0d';
/** What marks a Hebrew abbreviation before its last letter: צה״ל. */
export const GERSHAYIM = '"\u05f4\u201d';

const HYPHEN = new RegExp(`^[${HYPHENS}](?:\\n *)?$`);
const HEBREW_MARK = new RegExp(`^[${GERSHAYIM}]$`);
const SPACE = /^[ \u00a0\u2009\u202f]$/;
const AMPERSAND = /^ ?& ?$/;
const IN_HEBREW = /^\p{sc=Hebrew}+$/u;
const ONE_OR_TWO_CAPITALS = /^\p{Lu}{1,2}$/u;
const SIGNS = new RegExp(`[${HYPHENS}${GERSHAYIM}.\\s\u00a0\u2009\u202f]+`, 'g');
/** UTF-16 code units between two words that may be one. */
const MAX_GAP = 4;
const SPACE_CODE = 0x20;
const ZERO_CODE = 0x30;
const NINE_CODE = 0x39;

/**
 * True when the word `index` and the one behind it may also be read as one, without what stands between: Nutzer-Daten,
 * EE. UU., צה״ל, G 7, 10 000, and in Persian می شود.
 */
export function joinsNext(text: string, tokens: Tokens, index: number, language: string | null): boolean {
  const end = tokens.ends[index]!;
  const next = tokens.starts[index + 1]!;
  const length = next - end;
  if (length === 0 || length > MAX_GAP) return false;
  const isPersian = language?.startsWith('fa') ?? false;
  // One space parts most words.
  if (length === 1 && text.charCodeAt(end) === SPACE_CODE && !isPersian && !isDigitAt(text, next)) return false;
  if (tokens.unspaced[index] === 1 || tokens.unspaced[index + 1] === 1) return false;
  const [before, after] = [text.slice(tokens.starts[index], end), text.slice(next, tokens.textEnds[index + 1])];
  return joins(before, text.slice(end, next), after) || (isPersian && length === 1 && isBoundInPersian(before, after));
}

function isDigitAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= ZERO_CODE && code <= NINE_CODE;
}

function joins(before: string, between: string, after: string): boolean {
  if (HYPHEN.test(between)) return true;
  if (HEBREW_MARK.test(between)) return IN_HEBREW.test(before) && IN_HEBREW.test(after);
  if (between === '.') return /^\p{Lu}\p{L}?$/u.test(before) && /^\p{Lu}\p{L}?$/u.test(after);
  if (between === '. ') return areAlike(before, after);
  if (AMPERSAND.test(between)) return ONE_OR_TWO_CAPITALS.test(before) && ONE_OR_TWO_CAPITALS.test(after);
  return SPACE.test(between) && isOneNumber(before, after);
}

/** Initials, and the doubled ones of Spanish plurals: EE. UU. */
function areAlike(before: string, after: string): boolean {
  return before.length === after.length && ONE_OR_TWO_CAPITALS.test(before) && ONE_OR_TWO_CAPITALS.test(after);
}

/** Digits in groups of three, and a number behind its letters: 10 000, G 7, MH 17. */
export function isOneNumber(before: string, after: string): boolean {
  if (/^[1-9]\d{0,2}$/.test(before)) return /^\d{3}$/.test(after);
  return /^\p{Lu}{1,3}$/u.test(before) && /^\d{1,4}$/.test(after);
}

const PERSIAN_PREFIX = /^ن?م[یي]$/;
const PERSIAN_SUFFIX = /^(?:ها|ها[یي]|ها[یي][یي]|ا[یي]|ام|ات|اش|اند|ا[یي]م|ا[یي]د|مان|تان|شان|تر|تر[یي]ن)$/;

/** True for two parts of a Persian word that are parted by a half space, a space, or nothing. */
export function isBoundInPersian(before: string, after: string): boolean {
  return PERSIAN_PREFIX.test(before) || PERSIAN_SUFFIX.test(after);
}

/** `text` without the signs and spaces that part what may be one word. */
export function solid(text: string): string {
  return text.replace(SIGNS, '');
}
