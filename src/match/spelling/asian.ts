import { type Respelling, replacing } from './replacement.ts';

/** Both ways of Quy định (1980, 1984) to write one vowel behind h, k, l, m, s, t and qu: Mỹ and Mĩ, lý and lí. */
export const VIETNAMESE_SPELLING: Respelling = replacing([
  /^(h|k|l|m|s|t|qu)y(?=[\u0300\u0301\u0303\u0309\u0323]?$)/,
  '$1i',
]);

/** Bengali tells no long vowels from short ones: সরকারী, সরকারি (Bangla Academy, rules of 1992). */
export const BENGALI_SPELLING: Respelling = replacing([/\u09c0/g, '\u09bf'], [/\u09c2/g, '\u09c1']);

/** Persian and Urdu drop the hamza at the end of Arabic words, علما, and write their feminine ending as h or t: مدرسه. */
export const PERSIAN_SPELLING: Respelling = replacing([/(?<=..ا)ء$/, ''], [/ة/g, 'ه']);

/** Letters for p, v and ch, which Arabic has not, and writes with its own. */
export const ARABIC_SPELLING: Respelling = replacing([/پ/g, 'ب'], [/ڤ/g, 'ف'], [/چ/g, 'ج']);

/**
 * Ta marbuta, typed as ha; with the article and the particles before it, since what is compared so is not inflected: a
 * final ha is a pronoun, too (شرطه is *his condition* and, as typed, *police*).
 */
export const ARABIC_UNINFLECTED: Respelling = replacing([/^(?:[وف]?[بك]?ال|[وف]?لل)(?=.{3})/, ''], [/ة$/, 'ه']);

/** The Academy's rules of 2017: a consonantal v or y inside a word is doubled, and often is not. */
export const HEBREW_SPELLING: Respelling = replacing([/(?<=.)יי/g, 'י'], [/(?<=.)וו/g, 'ו']);

/** Türk Dil Kurumu: the circumflex is optional where nothing else could be meant, and left out elsewhere. */
export const TURKISH_SPELLING: Respelling = replacing([/([aiu])\u0302/g, '$1']);
