import { combine, type EndingSet, type Grammar, set } from '../grammar.ts';

/*
 * Number, possessive and case stand in this order behind the noun. Ö, ü and ı fall together with o, u and i once
 * diacritics are dropped, so that of the eight vowels of harmony a, e and i, u remain. Endings behind an apostrophe are cut
 * with the words. A. Göksel, C. Kerslake, Turkish: A Comprehensive Grammar, ch. 2 (alternations of
 * consonants), 3 (harmony), 8 (inflection of nouns and verbs).
 */
const casesAfterVowel = (low: string, high: string) =>
  `- y${high} y${low} d${low} d${low}n n${high}n yl${low} d${low}ki`;
const casesAfterPossessive = (low: string, high: string) =>
  `- n${high} n${low} nd${low} nd${low}n n${high}n yl${low} nd${low}ki`;
const consonantCases = (low: string) => `- d${low} d${low}n t${low} t${low}n l${low} d${low}ki t${low}ki`;
const vowelCases = (low: string, high: string) => `${high} ${low} ${high}n`;

/** The plural, whatever stands behind it. */
const plural = (low: string) =>
  combine(`l${low}r`, `- ${low} d${low} d${low}n in l${low} ${combine('i', casesAfterPossessive(low, 'i'))} d${low}ki`);

/** Endings behind a consonant: those that begin with one themselves, and those that begin with a vowel. */
function afterConsonant(low: string, high: string): { consonant: string; vowel: string } {
  return {
    consonant: `${consonantCases(low)} ${plural(low)}`,
    vowel: `${vowelCases(low, high)} ${combine(high, casesAfterPossessive(low, high))} ${high}m${high}z`,
  };
}

function afterVowel(low: string, high: string): string {
  return `${casesAfterVowel(low, high)} ${plural(low)} ${combine(`s${high}`, casesAfterPossessive(low, high))} m${high}z`;
}

/** The last consonant softens before a vowel: bakanlık, bakanlığı; kitap, kitabı. Ç and c are one without diacritics. */
const softened = (hard: string, soft: string, low: string, high: string) => {
  const { consonant, vowel } = afterConsonant(low, high);
  return set(`${combine(hard, consonant)} ${combine(soft, vowel)}`, { minBase: 2 });
};

/** A short vowel that goes before a vowel: şehir, şehri. */
const LOSES_VOWEL = /^(?:seh|fik|neh|zeh|em)$/;

const HARMONIES: [low: string, high: string][] = [
  ['a', 'i'],
  ['a', 'u'],
  ['e', 'i'],
  ['e', 'u'],
];

function setsOf([low, high]: [string, string]): EndingSet[] {
  const { consonant, vowel } = afterConsonant(low, high);
  return [
    set(`${consonant} ${vowel}`, { after: /[^aeiou]$/ }),
    set(afterVowel(low, high), { after: /[aeiou]$/ }),
    softened('k', 'g', low, high),
    softened('p', 'b', low, high),
    softened('nk', 'ng', low, high),
    set(`${combine('ir', consonant)} ${combine('r', vowel)}`, { after: LOSES_VOWEL, minBase: 2 }),
    // Verbs: the infinitive, the past, the progressive, the future.
    set(`m${low}k d${high} d${high}l${low}r ${high}yor yor t${high} t${high}l${low}r ${low}c${low}k yecek m${high}s`),
  ];
}

/** A. Göksel, C. Kerslake, Turkish: A Comprehensive Grammar: alternations, harmony, inflection of nouns and verbs. */
export const TURKISH: Grammar = {
  sets: HARMONIES.flatMap(setsOf),
  irregular: [
    'ağaç ağacı ağaca ağacın ağaçlar ağaçların',
    'oğul oğlu oğlunu oğlunun oğula oğlum oğullar oğulları',
    'resim resmi resme resmin resimler resimleri resimlerin',
    'dert derdi derde derdin dertler dertleri',
    'hak hakkı hakkını hakkın hakka hakkında haklar hakları haklarını haklarının',
    'isim ismi isme ismin ismini isimler isimleri',
    'kayıt kaydı kayda kaydın kaydını kayıtlar kayıtları',
    'cürüm cürmü',
    'suç suçu suça suçun suçlar suçları suçunu suçundan',
    'sınıf sınıfı',
    'his hissi hisse',
    'hat hattı hatta hattın hatlar hatları',
    'tehdit tehdidi tehdide tehdidin tehditler tehditleri',
    'kent kenti kente kentin kentler kentleri',
    'güç gücü güce gücün güçler güçleri güçlerini',
    'amaç amacı amaca amacın amaçlar amaçları',
    'genç genci gence gencin gençler gençleri gençlerin',
    'sonuç sonucu sonuca sonucun sonuçlar sonuçları',
  ],
  alone: 'ajanda',
};
