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
/** Dots that are typed for that of Catalan l·l. */
const CATALAN_DOT = /^[.•‧∙⋅]$/;
const KOREAN = /^\p{sc=Hangul}+$/u;
const KOREAN_DOT = /^[·ㆍ‧•∙・･ᆞ]$/;
const SIGNS = new RegExp(`[${HYPHENS}${GERSHAYIM}·ㆍ‧•∙⋅・･ᆞ.\\s\u00a0\u2009\u202f]+`, 'g');
/** UTF-16 code units between two words that may be one. */
const MAX_GAP = 4;
const SPACE_CODE = 0x20;
const AMPERSAND_CODE = 0x26;
const DOT_CODE = 0x2e;
const QUOTE_CODE = 0x22;
/** Catalan col.legi. */
const L_CODE = 0x6c;
const FIRST_HEBREW = 0x590;
/** UTF-16 code units of a part of an abbreviation or of a number. */
const SHORT = 3;
/** What else may stand first between two words that are one: by UTF-16 code unit, 2 for hyphens, 1 for others. */
const JOINING = new Uint8Array(0x10000);
for (const sign of '\u05f4\u201d&\u00b7\u318d\u2027\u2022\u2219\u22c5\u30fb\uff65\u119e\u00a0\u2009\u202f')
  JOINING[sign.charCodeAt(0)] = 1;
for (const sign of '-\u2010\u2011\u2012\u2013\u05be\ufe63\uff0d') JOINING[sign.charCodeAt(0)] = 2;
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
  const isLoose = mindsNoSpaces(language);
  // One space parts most words.
  if (length === 1 && tokens.codes[end] === SPACE_CODE && !isLoose && !isDigit(tokens.codes[next]!)) return false;
  if (tokens.unspaced[index] === 1 || tokens.unspaced[index + 1] === 1) return false;
  if (length === 1 && JOINING[tokens.codes[end]!] === 2) return true;
  const [before, after] = [text.slice(tokens.starts[index], end), text.slice(next, tokens.textEnds[index + 1])];
  const between = text.slice(end, next);
  if (length === 1 && isLoose && between === ' ') return isLooselySpaced(before, after, language!.slice(0, 2));
  return joins(before, between, after) || (length === 1 && isOneByDot(before, between, after, language));
}

/**
 * False for most words, which one space or stop parts from the next: a look before {@link joinsNext}, by nothing but the
 * letters around the end of the word `index`. `isLoose`: of a language that {@link mindsNoSpaces}.
 */
export function mayJoinNext({ codes, starts, ends }: Tokens, index: number, isLoose: boolean): boolean {
  const end = ends[index]!;
  const code = codes[end]!;
  const start = starts[index]!;
  const isShort = end - start <= SHORT;
  if (code === SPACE_CODE) {
    return isLoose || (isShort && (isDigit(codes[end + 1]!) || codes[end + 1] === AMPERSAND_CODE));
  }
  // A stop behind a word of Latin letters ends a sentence, a quotation mark behind any but Hebrew ones a quotation.
  if (code === DOT_CODE) return isShort || codes[start]! >= FIRST_HEBREW || codes[end - 1] === L_CODE;
  return code === QUOTE_CODE ? codes[start]! >= FIRST_HEBREW : JOINING[code] !== 0;
}

/** True for a language in which some words are parted by a space or not, as the writer likes. */
export function mindsNoSpaces(language: string | null): boolean {
  return LOOSE_SPACES.has(language?.slice(0, 2) ?? '');
}

/** Languages whose readers do not mind every space between words. */
const LOOSE_SPACES: ReadonlySet<string> = new Set(['ar', 'fa', 'ko', 'ur']);
/** Letters behind which a space is not seen, since they do not join the next. */
const NON_JOINER = /[اأإآدڈذرڑزژوؤےةء][\u064b-\u0655]*$/u;

function isLooselySpaced(before: string, after: string, language: string): boolean {
  if (isOneNumber(before, after)) return true;
  // 한글 맞춤법 (2017), article 49 f.: compounds of nouns are written with spaces or without.
  if (language === 'ko') return before.length > 1 && after.length > 1 && KOREAN.test(before) && KOREAN.test(after);
  if (isArabicName(before, after)) return true;
  if (language === 'fa') return isBoundInPersian(before, after);
  return language === 'ur' && NON_JOINER.test(before);
}

/** Arabic names of two words, written as one by many: عبد الله, أبو ظبي. */
export function isArabicName(before: string, after: string): boolean {
  return (/^[وفبلك]?عبد$/.test(before) && after.startsWith('ال')) || /^[وفبلك]?[أا]بو$/.test(before);
}

/** col.legi, and 한·미, which is 한미. */
function isOneByDot(before: string, between: string, after: string, language: string | null): boolean {
  if (KOREAN_DOT.test(between) && KOREAN.test(before) && KOREAN.test(after)) return true;
  return (language?.startsWith('ca') ?? false) && CATALAN_DOT.test(between) && /l$/i.test(before) && /^l/i.test(after);
}

function isDigit(code: number): boolean {
  return code >= ZERO_CODE && code <= NINE_CODE;
}

function joins(before: string, between: string, after: string): boolean {
  if (HYPHEN.test(between)) return true;
  if (HEBREW_MARK.test(between)) return IN_HEBREW.test(before) && IN_HEBREW.test(after);
  if (between === '.') return isPartOfAbbreviation(before) && isPartOfAbbreviation(after);
  if (between === '. ') return areAlike(before, after);
  if (AMPERSAND.test(between)) return ONE_OR_TWO_CAPITALS.test(before) && ONE_OR_TWO_CAPITALS.test(after);
  return SPACE.test(between) && isOneNumber(before, after);
}

/** U, Ph, HCM; and in scripts without capitals the name of a letter: बी, एन. */
function isPartOfAbbreviation(part: string): boolean {
  return /^\p{Lu}(?:\p{L}?|\p{Lu}{2})$/u.test(part) || /^(?:\p{Lo}\p{M}*){1,2}$/u.test(part);
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

/** Words of one that is written in parts. */
const MAX_PARTS = 4;

/**
 * The last words of what may be one word and begins with the word `index`, which {@link joinsNext joins} the one behind it:
 * the shortest first.
 */
export function* lastsOfJoined(
  text: string,
  tokens: Tokens,
  index: number,
  language: string | null,
): Generator<number> {
  for (let last = index + 1; last < tokens.count && last - index < MAX_PARTS; last += 1) {
    yield last;
    if (last + 1 === tokens.count || !joinsNext(text, tokens, last, language)) return;
  }
}

/** `text` without the signs and spaces that part what may be one word. */
export function solid(text: string): string {
  return text.replace(SIGNS, '');
}
