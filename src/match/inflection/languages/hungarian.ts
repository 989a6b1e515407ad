import { combine, type EndingSet, type Grammar, set } from '../grammar.ts';

/*
 * Plural or possessive, then case. Long vowels and ö, ü fall together with a, e, i, o, u once diacritics are dropped; of
 * harmony the difference of back (a, o, u) and front (e, o, u) endings remains. C. Rounds, Hungarian: An Essential Grammar:
 * harmony, plural, possession, cases.
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
    possessives: 'a ja ai jai uk juk unk aik jaik',
    instrumental: 'al',
  },
  {
    cases: 'nek ben be ből re ről hez höz től nél ig ért ként vé',
    links: 'e ö',
    possessives: 'e je ei jei ük jük ünk eik jeik',
    instrumental: 'el',
  },
];
/** Levél, levelek: a closed class. */
const SHORTENED = /(?:level|kez|ut|viz|tuz|nev|het|nyar|kenyer|szeker|eger|jeg|ker)$/;
const CONSONANTS = [...'bcdfghjklmnprstvyz'];

function setsOf({ cases, links, possessives, instrumental }: Harmony): EndingSet[] {
  const superessive = combine(links, 'n');
  const accusative = `t ${combine(links, 't')}`;
  const plural = `k ${combine('k', `${cases} ${combine(links, 't')} ${superessive} k${instrumental}`)}`;
  const possessed = combine(possessives, `- t ${cases} n v${instrumental}`);
  const behindConsonant = `- ${cases} ${superessive} ${accusative} ${combine(links, plural)} ${possessed}`;
  // Behind a vowel the possessive has its j.
  const withJ = possessives.split(' ').filter((ending) => ending.startsWith('j'));
  const possessedVowel = `${combine('i', `- t k ${cases}`)} ${combine(withJ.join(' '), `- t ${cases}`)}`;
  const behindVowel = `- ${cases} v${instrumental} ${plural} ${possessedVowel}`;
  return [
    set(behindConsonant, { after: /[^aeiou]$/ }),
    set(behindVowel, { after: /[iou]$/ }),
    // Apart from the rest: the n of telefon is no ending, and telefonál none of its forms.
    set('- n t', { after: /[iou]$/ }),
    // The last vowel is long before an ending: iroda, irodát.
    set(combine('a', `${behindVowel} n t`)),
    set(combine('e', `${behindVowel} n t`)),
    // A vowel goes or shortens before an ending: védelem, védelmet; levél, levelet.
    set(
      `${combine('alom elem', `- ${cases}`)} ${combine('alm elm', `${combine(links, plural)} ${accusative.slice(2)} ${possessed}`)}`,
    ),
    set(behindConsonant, { after: SHORTENED, moves: /\u0301/g }),
    // V takes the shape of the consonant before it: Telegrammal.
    ...CONSONANTS.map((letter) => set(`- ${letter}${instrumental}`, { after: new RegExp(`${letter}$`) })),
  ];
}

/** C. Rounds, Hungarian: An Essential Grammar: harmony, plural, possession, cases of nouns. */
export const HUNGARIAN: Grammar = {
  sets: [
    ...HARMONIES.flatMap(setsOf),
    // Szó, szavak: the vowel makes room for a v.
    set('ó ót ónak óban óval óra ók avak avakat avai avat ava aval', { after: /sz$|^[tlh]$/ }),
  ],
  irregular: [
    'nő nők nőt nőket nőnek nőknek nővel nőkkel nőről nőkről',
    'férfi férfiak férfit férfiakat férfinak férfiaknak férfival férfiakkal',
    'ló lovak lovat lovakat lónak lovaknak lóval lovakkal',
    'szó szavak szót szavakat szavai szava',
    'fő fők főt',
    'mű művek művet műveket műve művei',
    'ember emberek embert embereket embernek embereknek emberrel emberekkel',
    'gyermek gyermekek gyermeket gyermekeket gyermeke gyermekei',
    'tó tavak tavat',
    'kő kövek követ',
  ],
  alone: 'hogy akkor szerint között',
};
