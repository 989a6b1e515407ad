import { parametersOf } from '../../net/query-parameters.ts';
import { namesArticle, namingFragment } from '../../net/url.ts';

/** What of an address can name an article. */
export interface ArticleName {
  /** Words of the slug, in lower case, without marks. */
  words: Set<string>;
  /** Numbers and codes that stand for one article of a site. */
  numbers: Set<string>;
  /** `20261124`, where the path holds a day, else empty. */
  day: string;
}

/** Parameters that hold the number of an article, on sites that show all of them with one script. */
const NUMBER_NAMES =
  /^(?:id|p|no|nr|num|idx|seq|key|code|guid|uid|nid|aid|pid|tid|sid|oid|docid|idxno|articleno|art|artikel|article|story|news|item|post|entry|node|(?:art(?:icle)?|artikel|story|news|item|post|entry|doc|content|contents?|cont|arc|msg|board|thread|topic)_?(?:id|no|nr|num|idx|seq|code|key|srl))$/i;

/** Parameters that never say which article is meant where another does. */
const BESIDE =
  /^(?:page|lang|language|locale|hl|print|view|mode|sort|theme|amp|from|ref|src|source|share|feed|output|format)$/i;

/**
 * Whether `claimed`, whose path is that of `own` or the beginning of it, still says which article is meant: it has lost
 * neither a slug or number of the path nor the number in the query.
 */
export function isOwnPage(claimed: URL, own: URL): boolean {
  const kept = segmentsOf(claimed);
  const had = segmentsOf(own);
  const lost = had.slice(kept.length);
  const isNamed = namesArticle(claimed.pathname);
  if (namingFragment(own) !== namingFragment(claimed)) return false;
  if (lost.some((segment) => namesSomething(segment) || (/\d/.test(segment) && !isNamed))) return false;
  if (lost.length > 0 && !isNamed && !kept.some((segment) => namesSomething(segment) || /\d/.test(segment)))
    return false;
  const there = parametersOf(claimed.search);
  const isThere = (name: string, value: string | null) =>
    there.some((parameter) => parameter.name === name && parameter.value === value);
  const told = parametersOf(own.search).filter(({ name }) => !BESIDE.test(name));
  const isLost = told.some(
    ({ name, value }) => NUMBER_NAMES.test(name) && /\w/.test(value ?? '') && !isThere(name, value),
  );
  if (isLost) return false;
  const isScript = /\.\w{1,6}$/.test(had.at(-1) ?? '') || had.length === 0;
  const needsQuery = (isScript && !isNamed) || told.some(({ value }) => /\d{3}/.test(value ?? ''));
  return told.length === 0 || !needsQuery || told.some(({ name, value }) => isThere(name, value));
}

/** A day in a path: `/2026/11/24/`, `/20261124/`, `/2026-11-24-`. */
const DAY = /\/((?:19|20)\d\d)[/-]?(\d\d?)[/-]?(\d\d?)(?=[/-])/;

/** What the address says of its article. */
export function nameOfArticle(url: URL): ArticleName {
  const segments = url.pathname.replace(DAY, '/').split('/').filter(Boolean).map(decoded);
  const slug =
    segments.findLast((segment) => /\p{L}{3}/u.test(segment) && /[-_\s]/.test(segment)) ?? segments.at(-1) ?? '';
  const values = parametersOf(url.search).flatMap(({ name, value }) =>
    NUMBER_NAMES.test(name) && value ? [decoded(value)] : [],
  );
  const day = DAY.exec(`${url.pathname}/`);
  const numbers = [
    ...segments.flatMap(numbersIn),
    ...values.flatMap((value) => [...numbersIn(value), ...(/\d/.test(value) ? [value] : [])]),
  ];
  return {
    words: new Set([...wordsIn(slug), ...values.flatMap(wordsIn)]),
    numbers: new Set(numbers.map((number) => number.replace(/^0+(?=\d)/, '').toLowerCase())),
    day: day
      ? day
          .slice(1)
          .map((part) => part.padStart(2, '0'))
          .join('')
      : '',
  };
}

/** Words of a slug that must be shared where it is another site's. */
const SHARED_ABROAD = 2;

/**
 * Whether two addresses can be of one article. At home a slug may have been changed, or a number replaced by a slug; on
 * another site numbers are others, and the slug or the headline must be told again.
 */
export function namesSame(claimed: ArticleName, own: ArticleName, headline: string | null, isAtHome: boolean): boolean {
  if (claimed.words.size === 0 && claimed.numbers.size === 0) return false;
  const sharedNumber = [...claimed.numbers].some((number) => own.numbers.has(number));
  const isOtherNumber = claimed.numbers.size > 0 && own.numbers.size > 0 && !sharedNumber;
  const isOtherDay = claimed.day !== '' && own.day !== '' && claimed.day !== own.day;
  if (isAtHome && (isOtherNumber || (isOtherDay && !sharedNumber))) return false;
  if (isAtHome && sharedNumber) return true;
  const title = new Set(wordsIn(headline ?? ''));
  const shared = [...claimed.words].filter((word) => own.words.has(word) || title.has(word)).length;
  if (isSection(claimed, own)) return false;
  const enough = Math.min(claimed.words.size, isAtHome ? 1 : SHARED_ABROAD);
  if (claimed.words.size > 0 && shared >= enough) return true;
  const isLongNumber = [...claimed.numbers].some((number) => number.length >= 5 && own.numbers.has(number));
  if (!isAtHome) return isLongNumber;
  // A name that nothing gainsays: the site about its own short addresses.
  const isLatin = (word: string) => /^[a-z]/.test(word);
  const isComparable = [...claimed.words].some(isLatin) === [...title].some(isLatin);
  const isGainsaid = own.words.size > 0 || (title.size > 0 && isComparable);
  return claimed.words.size > 0 && !isGainsaid;
}

/** One short word is a section's name, though the headline may hold it too. */
function isSection(claimed: ArticleName, own: ArticleName): boolean {
  const [word = '', ...more] = claimed.words;
  return claimed.numbers.size === 0 && more.length === 0 && (own.words.size > 0 || /^[a-z]{0,6}$/.test(word));
}

/** True for a slug or an id, false for `news`, `amp`, `2`, `print.html`. */
function namesSomething(segment: string): boolean {
  return /\d{3}|[-_]/.test(segment) || segment.length > 12;
}

function segmentsOf(url: URL): string[] {
  return url.pathname.split('/').filter(Boolean);
}

/** Numbers that are a whole segment or stand at an end of one, or are long; no years, months and days of a path. */
function numbersIn(segment: string): string[] {
  const stem = segment.replace(/\.\w{2,5}$/, '');
  if (/^(?:(?:19|20)\d\d|[0-3]?\d)$/.test(stem) && !/\./.test(segment))
    return /^(?:19|20)/.test(stem) || stem.startsWith('0') ? [] : [stem];
  const whole =
    /^(?:[a-z]{0,3}\d+|(?=[a-z]*\d)[a-z\d]{6,40})$/i.exec(stem)?.[0] ??
    /^(?=.*[a-z].*[A-Z])[A-Za-z]{5,12}$/.exec(stem)?.[0];
  const ends = [...stem.matchAll(/^\d{3,}(?=[-_,])|(?<=[-_,.])[a-z]{0,2}\d+$|\d{5,}/gi)].map(([number]) => number);
  return whole ? [whole] : ends;
}

/** Words of three letters and more, and single signs of scripts without spaces; without marks, `ü` as `u` and `ue`. */
function wordsIn(text: string): string[] {
  const lower = text.toLowerCase().replace(/\.\w{2,5}$/, '');
  const folded = lower.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss');
  const spelled = lower.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ß', 'ss');
  return [...new Set([folded, spelled])]
    .flatMap((one) => one.match(/[\p{L}\p{N}]{2,}|\p{Lo}/gu) ?? [])
    .filter((word) => /\p{L}/u.test(word) && (word.length >= 3 || /\p{Lo}/u.test(word)));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
