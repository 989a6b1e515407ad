import { combine, type EndingSet, type Grammar, set } from '../grammar.ts';

/*
 * Plural or possessive, then case. Long vowels and ö, ü fall together with a, e, i, o, u once diacritics are dropped; of
 * harmony the difference of back (a, o, u) and front (e, o, u) endings remains. C. Rounds, Hungarian: An Essential Grammar,
 * ch. 3 (harmony), 6 (plural), 7 (possession), 8 (cases).
 */
interface Harmony {
  cases: string;
  /** Linking vowels. */
  links: string;
  possessives: string;
  instrumental: string;
}

const HARMONIES: Harmony[] = [
  {
    cases: 'nak ban ba ból ra ról hoz tól nál ig ért ként vá',
    links: 'a o',
    possessives: 'a ja ai jai uk juk unk aik jaik ának ját jában',
    instrumental: 'al',
  },
  {
    cases: 'nek ben be ből re ről hez höz től nél ig ért ként vé',
    links: 'e ö',
    possessives: 'e je ei jei ük jük ünk eik jeik',
    instrumental: 'el',
  },
];
const CONSONANTS = [...'bcdfghjklmnprstvyz'];

function setsOf({ cases, links, possessives, instrumental }: Harmony): EndingSet[] {
  const superessive = combine(links, 'n');
  const accusative = `t ${combine(links, 't')}`;
  const plural = `k ${combine('k', `${cases} ${combine(links, 't')} ${superessive} k${instrumental}`)}`;
  const possessed = combine(possessives, `- t ${cases} n v${instrumental}`);
  const behindConsonant = `- ${cases} ${superessive} ${accusative} ${combine(links, plural)} ${possessed}`;
  const behindVowel = `- ${cases} v${instrumental} ${plural} ${combine('i j', '- t k')} ${combine('i', cases)} ${combine(possessives.replaceAll(/(?:^| )[^j]\S*/g, '').trim(), `- t ${cases}`)}`;
  return [
    set(behindConsonant, { after: /[^aeiou]$/ }),
    set(behindVowel, { after: /[iou]$/ }),
    // Apart from the rest: the n of telefon is no ending, and telefonál none of its forms.
    set('- n t', { after: /[iou]$/ }),
    // The last vowel is long before an ending: iroda, irodát.
    set(combine('a', `${behindVowel} n t`)),
    set(combine('e', `${behindVowel} n t`)),
    // V takes the shape of the consonant before it: Telegrammal.
    ...CONSONANTS.map((letter) => set(`- ${letter}${instrumental}`, { after: new RegExp(`${letter}$`) })),
  ];
}

export const HUNGARIAN: Grammar = {
  sets: HARMONIES.flatMap(setsOf),
  alone: 'hogy akkor szerint között',
};
