import { type Respelling, replacing } from './replacement.ts';

/** Both ways of Quy định (1980, 1984) to write one vowel behind h, k, l, m, s, t and qu: Mỹ and Mĩ, lý and lí; Đ coded as
 * the eth of Iceland, which looks the same. */
export const VIETNAMESE_SPELLING: Respelling = replacing(
  [/^(h|k|l|m|s|t|qu)y(?=[\u0300\u0301\u0303\u0309\u0323]?$)/, '$1i'],
  [/ð/g, 'd\u0335'],
);

/**
 * Bangla Academy, rules of 1992: long vowels are no others than short ones, ng has two letters, and a last o is a sign or a
 * letter: সরকারী, ঈদ, বাঙলা, কোনও.
 */
export const BENGALI_SPELLING: Respelling = replacing(
  [/\u09c0/g, '\u09bf'],
  [/\u09c2/g, '\u09c1'],
  [/ঈ/g, 'ই'],
  [/ঊ/g, 'উ'],
  [/ঙ(?=[ক-হ]|$)/g, 'ং'],
  [/(?<=[ক-হ])ও$/, '\u09c7\u09be'],
);

/**
 * Persian and Urdu drop the hamza at the end of Arabic words, علما, and before u, مسوول, and write their feminine ending as
 * h or t: مدرسه.
 */
export const PERSIAN_SPELLING: Respelling = replacing([/(?<=..ا)ء$/, ''], [/ة/g, 'ه'], [/ءو/g, 'وو']);

/**
 * Letters for p, v and ch, which Arabic has not, and writes with its own; هيأة for هيئة; and the alif in مائة that nobody
 * says. Hamzas here are without their seat, as in `FoldedWord.spelledOut`.
 */
export const ARABIC_SPELLING: Respelling = replacing(
  [/پ/g, 'ب'],
  [/ڤ/g, 'ف'],
  [/چ/g, 'ج'],
  [/يءة$/, 'ياة'],
  [/ما(?=ء[ةت])/, 'م'],
);

/**
 * Ta marbuta, typed as ha; with the article and the particles before it, since what is compared so is not inflected: a
 * final ha is a pronoun, too (شرطه is *his condition* and, as typed, *police*).
 */
export const ARABIC_UNINFLECTED: Respelling = replacing([/^(?:[وف]?[بك]?ال|[وف]?لل)(?=.{3})/, ''], [/ة$/, 'ه']);

/** Words of the news that were written without the letter for their vowel until the Academy's rules of 2017: תכנית. */
const FULLER: readonly (readonly [RegExp, string])[] = [
  'תכני תוכני',
  'בטחו ביטחו',
  'זכרו זיכרו',
  'פתרו פיתרו',
  'בקור ביקור',
  'שרות שירות',
  'צבור ציבור',
  'דבור דיבור',
  'פגוע פיגוע',
  'חנוכ חינוכ',
  'עתו עיתו',
  'אמא אימא',
].map((pair) => {
  const [shorter, fuller] = pair.split(' ') as [string, string];
  return [new RegExp(`^([ובלכמשה]{0,3})${shorter}`), `$1${fuller}`] as const;
});

/** The Academy's rules of 2017: a consonantal v or y inside a word is doubled, and often is not. */
export const HEBREW_SPELLING: Respelling = replacing([/(?<=.)יי/g, 'י'], [/(?<=.)וו/g, 'ו'], ...FULLER);

/** Türk Dil Kurumu: the circumflex is optional where nothing else could be meant, and left out elsewhere. */
export const TURKISH_SPELLING: Respelling = replacing([/([aiu])\u0302/g, '$1']);

/** Names from before the reforms of 1947 and 1972: Soekarno, Djakarta, Tjirebon. */
export const INDONESIAN_SPELLING: Respelling = replacing([/oe/g, 'u'], [/dj/g, 'j'], [/tj/g, 'c']);

const AMHARIC: Record<string, string> = { ሃ: 'ሀ', ሓ: 'ሀ', ኃ: 'ሀ', ኣ: 'አ', ዓ: 'አ' };
/** First letters of rows of seven vowels that Amharic says as those of another row: ሐ ኀ as ሀ, ሠ as ሰ, ዐ as አ, ፀ as ጸ. */
const AMHARIC_ROWS = new Map([...'ሐሀኀሀሠሰዐአፀጸ'.matchAll(/(.)(.)/gu)].map(([, from, to]) => [from!.charCodeAt(0), to!]));

/** Letters that Ge'ez told apart, and Amharic does not: ሀገር, ሃገር; ዓለም, አለም. */
export const AMHARIC_SPELLING: Respelling = (marked) =>
  marked.replace(/[\u1200-\u1357]/g, (letter) => AMHARIC[letter] ?? inFirstRow(letter));

function inFirstRow(letter: string): string {
  const code = letter.charCodeAt(0);
  const vowel = code % 8;
  const row = AMHARIC_ROWS.get(code - vowel);
  return row && vowel < 7 ? String.fromCharCode(row.charCodeAt(0) + vowel) : letter;
}
