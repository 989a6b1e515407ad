import anyAscii from 'any-ascii';

/** Letters that are transcribed in several ways together, in the order in which they are replaced. */
const RULES: [RegExp, string][] = [
  [/[^a-z]+/g, ''],
  // A silent gh: Kavanaugh is Кавано, カバノー, 캐버노.
  [/([aeiou])gh(?=t|s|$)/g, '$1'],
  [/dzh|tsch|tch|dsch|cz|dj|sch|shch|ch|sh|zh|ts|tz/g, 's'],
  [/c(?=[eiy])/g, 's'],
  [/kh/g, 'h'],
  [/ph/g, 'f'],
  [/x/g, 'ks'],
];
/** What each letter from a to z counts as; vowels, and what is as good as one, as a space. */
const COUNTED = ' PKT FK  SKLMN PKRST FFK S';

/** Japanese signs of length, which are no consonants. */
const KANA_LENGTH = /[ッー]/g;
/** Arabic writes long vowels as consonants inside a word. */
const ARABIC = /\p{sc=Arabic}/u;
const ASCII = /^[\x00-\x7f]*$/;
const A = 'a'.charCodeAt(0);
/** Greek Χ is an H, which any-ascii writes ch. */
const GREEK = /\p{sc=Greek}/u;

/**
 * What is left of a name in whatever script it is written: the consonants of its transliteration (any-ascii), those that
 * are mistaken for each other as one: Кавано and カバノ are KFN or KPN, Трамп and Trump TRMP. In capitals; an initial vowel
 * is A.
 */
export function skeletonOf(word: string): string {
  let letters = ASCII.test(word) ? word.toLowerCase() : anyAscii(word.replace(KANA_LENGTH, '')).toLowerCase();
  if (ARABIC.test(word)) letters = letters.replace(/(?!^)[wy]/g, '');
  if (GREEK.test(word)) letters = letters.replaceAll('ch', 'h');
  for (const [pattern, by] of RULES) letters = letters.replace(pattern, by);
  // A vowel at the beginning tells as much as a consonant, but which one does not.
  let skeleton = COUNTED[letters.charCodeAt(0) - A] === ' ' ? 'A' : '';
  let last = '';
  for (let at = 0; at < letters.length; at += 1) {
    const counted = COUNTED[letters.charCodeAt(at) - A]!;
    if (counted === ' ' || counted === last) continue;
    skeleton += counted;
    last = counted;
  }
  return skeleton;
}

/** True where one becomes the other by a letter more, less or another: transcriptions and endings of cases differ so. */
export function isNear(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && at < b.length && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  if (a.length === b.length) return a.slice(at + 1) === b.slice(at + 1);
  return a.length > b.length ? a.slice(at + 1) === b.slice(at) : a.slice(at) === b.slice(at + 1);
}
