/**
 * Spellings that the readers of a script take for one word, in whatever language: letters coded or typed one for the other,
 * signs that show how to say a word and are mostly left out. They hold both ways, unlike diacritics whose loss makes
 * another word.
 *
 * Everything here is given, and gives, lower-case text in canonical decomposition (NFD).
 */

/** No word without one of these letters or marks has a second spelling here. */
const CONCERNED = /[\u0300-\u0fff\u1040-\u1049\u17e0-\u17e9]|l·l/;

/** Each text of a word, in any spelling that its script allows, becomes the same text. */
export function asOneSpelling(word: string): string {
  if (!CONCERNED.test(word)) return word;
  let text = word.replace(/\p{Nd}/gu, asciiDigit);
  for (const { letters, unify } of SCRIPTS) if (letters.test(text)) text = unify(text);
  return text;
}

/**
 * As {@link asOneSpelling}, with a hamza on whatever seat, or none, made one: مسؤول is written مسئول in Egypt. This is beside
 * the other form, since readers of Persian write the same word with no hamza at all.
 */
export function withOneHamza(word: string): string {
  return /[ويى]\u0654|يء$/.test(word) ? asOneSpelling(word.replace(/[ويى]\u0654|يء$/g, 'ء')) : asOneSpelling(word);
}

interface Script {
  letters: RegExp;
  unify: (text: string) => string;
}

const SCRIPTS: readonly Script[] = [
  { letters: /[a-z]/, unify: latin },
  { letters: /[\u0370-\u03ff]/, unify: greek },
  { letters: /[\u0400-\u04ff]/, unify: cyrillic },
  { letters: /[\u0590-\u05ff]/, unify: hebrew },
  { letters: /[\u0600-\u06ff]/, unify: arabic },
  { letters: /[\u0900-\u0d7f]/, unify: indic },
];

/**
 * Romanian ș and ț are coded with a cedilla or a comma below; Catalan writes l·l; Vietnamese sets the tone of oa, oe and uy
 * on either vowel.
 */
function latin(text: string): string {
  return text
    .replace(/([st])\u0327/g, '$1\u0326')
    .replaceAll('l·l', 'll')
    .replace(/(o)([\u0300\u0301\u0303\u0309\u0323])([ae])$|(u)([\u0300\u0301\u0303\u0309\u0323])(y)$/, '$1$4$3$6$2$5');
}

/** Breathings and the iota below are not written since 1982, and one accent stands for three. */
function greek(text: string): string {
  return text.replace(/[\u0313\u0314\u0345]/g, '').replace(/[\u0300\u0342]/g, '\u0301');
}

/** ё is printed е, stress marks are for learners, ґ was no letter in Ukraine for sixty years. */
function cyrillic(text: string): string {
  return text
    .replaceAll('е\u0308', 'е')
    .replace(/([аеиоуыэюяіє])[\u0300\u0301]/g, '$1')
    .replaceAll('ґ', 'г');
}

const YIDDISH: Record<string, string> = { װ: 'וו', ױ: 'וי', ײ: 'יי' };

/** Vowel points are for children and poems. */
function hebrew(text: string): string {
  return text
    .replace(/[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]/g, '')
    .replace(/[\u05f0-\u05f2]/g, (letter) => YIDDISH[letter]!);
}

/** Letters of Persian and Urdu beside those of Arabic that stand for them, and Arabic ones typed for each other. */
const ARABIC_LETTERS: Record<string, string> = {
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ې: 'ي',
  ک: 'ك',
  ڪ: 'ك',
  ہ: 'ه',
  ۃ: 'ة',
  ە: 'ه',
};
const ARABIC_LETTER = new RegExp(`[${Object.keys(ARABIC_LETTERS).join('')}]`, 'gu');

/**
 * Vowel signs and the hamza on its seat are left out at will; alef maksura and ya are typed for each other. Urdu's two forms of h are two letters behind a consonant that can be aspirated, and one elsewhere.
 */
function arabic(text: string): string {
  return text
    .replace(/[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]/g, '')
    .replace(ARABIC_LETTER, (letter) => ARABIC_LETTERS[letter]!)
    .replace(/(?<![بپتٹجچدڈڑكگلمنر])ھ/g, 'ه');
}

/** First letters of the blocks of Devanagari, Bengali, Gurmukhi, Gujarati, Odia, Tamil, Telugu, Kannada and Malayalam. */
const FIRST_INDIC = 0x900;
/** The blocks are laid out alike (The Unicode Standard, chapter 12): offsets of letters into a block of 128. */
const INDIC_BLOCK = 0x80;
const ANUSVARA = 0x02;
/** Nasal consonants, each with the consonants of its class: before them it is written as a dot, too. */
const NASALS = [
  { nasal: 0x19, from: 0x15, to: 0x18 },
  { nasal: 0x1e, from: 0x1a, to: 0x1d },
  { nasal: 0x23, from: 0x1f, to: 0x22 },
  { nasal: 0x28, from: 0x24, to: 0x27 },
  { nasal: 0x2e, from: 0x2a, to: 0x2d },
];
const NASAL = /[ङञणनमঙঞণনমਙਞਣਨਮઙઞણનમଙଞଣନମఙఞణనమಙಞಣನಮങഞണനമ][\u094d\u09cd\u0a4d\u0acd\u0b4d\u0c4d\u0ccd\u0d4d](?=.)/gu;
/** Malayalam letters that have no vowel, and Bengali's: coded as one, or as the letter and a sign that says so. */
const VOWELLESS: Record<string, string> = {
  ൺ: 'ണ്',
  ൻ: 'ന്',
  ർ: 'ര്',
  ൽ: 'ല്',
  ൾ: 'ള്',
  ൿ: 'ക്',
  ৎ: 'ত্',
};
/** The vowel of English *college*; the moon of a nasal, which is a dot over a tall vowel. */
const INDIC_SIGNS: Record<string, string> = {
  '\u0949': '\u093e',
  '\u0911': '\u0906',
  '\u0ac9': '\u0abe',
  '\u0a91': '\u0a86',
  '\u0901': '\u0902',
  '\u0a81': '\u0a82',
  '\u0a01': '\u0a02',
  '\u0a70': '\u0a02',
};
const INDIC_SIGN = new RegExp(`[${Object.keys(INDIC_SIGNS).join('')}]`, 'gu');

/**
 * Nukta, which marks sounds of loan words, is left out at will; nasals are written as letters or as a dot; Hindi writes गए
 * and गये, दुख and दुःख, श्रीमान and श्रीमान्, अंतर्राष्ट्रीय and अंतरराष्ट्रीय; the Tamil ஸ்ரீ has two codes.
 */
function indic(text: string): string {
  return text
    .replace(/[\u093c\u0a3c\u0abc\u0b3c\u0cbc]/g, '')
    .replace(/[ൺൻർൽൾൿৎ]/g, (letter) => VOWELLESS[letter]!)
    .replace(INDIC_SIGN, (sign) => INDIC_SIGNS[sign]!)
    .replace(NASAL, dotted)
    .replace(/\u0903(?=[क-ह])/g, '')
    .replace(
      /([\u0915-\u0939\u093e-\u094c\u0902])य([\u0940\u0947])(?=\u0902?$)/g,
      (_all, before: string, vowel: string) => before + (vowel === '\u0940' ? 'ई' : 'ए'),
    )
    .replace(/\u0930\u094d\u0930/g, 'रर')
    .replaceAll('ஶ்ரீ', 'ஸ்ரீ')
    .replace(/\u094d$/, '');
}

/** A nasal without a vowel, as the dot that it is before a consonant of its class. */
function dotted(pair: string, at: number, text: string): string {
  const block = pair.charCodeAt(0) - ((pair.charCodeAt(0) - FIRST_INDIC) % INDIC_BLOCK);
  const next = text.charCodeAt(at + pair.length) - block;
  const nasal = pair.charCodeAt(0) - block;
  const isOfClass = NASALS.some((kind) => kind.nasal === nasal && kind.from <= next && next <= kind.to);
  return isOfClass ? String.fromCharCode(block + ANUSVARA) : pair;
}

/** The zeros of all scripts are followed by their other digits (The Unicode Standard, section 4.6). */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0)!;
  if (code < 0x80) return digit;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(code - zero);
}
