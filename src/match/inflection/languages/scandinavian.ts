import { combine, type Grammar, set } from '../grammar.ts';

const GENITIVE = '- s';
const withGenitive = (list: string) => combine(list, GENITIVE);
/** A politiker is no form of politik, nor a bruger of brug, though plurals end so too. */
const NO_PERSON = '(?<!politik|kritik|musik|teknik|^brug|^bruk)$';
const NOT_E = new RegExp(`[^e]${NO_PERSON}`);
const MARKS = /[\u0308\u030a\u0338]/g;

/** Svenska Akademiens grammatik, vol. 2: declensions of nouns, adjectives, conjugations of verbs. */
export const SWEDISH: Grammar = {
  sets: [
    set(withGenitive('- en ar arna'), { after: /[^aeiouy]$/ }),
    set(withGenitive('- en er erna'), { after: new RegExp(`[^aeouy]${NO_PERSON}`) }),
    set(withGenitive('- et en'), { after: /[^aeiouy]$/ }),
    set(withGenitive('a an or orna')),
    set(withGenitive('e en ar arna')),
    set(withGenitive('e en na'), { after: /ar$/ }),
    set(withGenitive('- t n na'), { after: /[aeiouy]$/ }),
    set(withGenitive('- n'), { after: /[ae][lr]$/ }),
    set(withGenitive('er ern rar rarna'), { after: /[dgkstv]$/ }),
    set(withGenitive('- en et er erna'), {
      after: /(?:land|stad|hand|tand|strand|natt|kraft|son|rot|fot)$/,
      moves: MARKS,
    }),
    set('- t a e', { after: /(?:sk|ig|al|ell|iv|ad|sam|bar|ös|n[kd]?t|mt|pt|lt)$/ }),
    set('a ar ade at as ats', { minBase: 4 }),
    set('a er te t it its ts', { minBase: 4 }),
    set('a er de t ts', { minBase: 4 }),
    set('a - de t', { after: /r$/, minBase: 4 }),
  ],
  irregular: [
    'man mannen män männen mans mannens',
    'bok boken böcker böckerna bokens',
    'nummer numret numren nummers',
    'kvinna kvinnan kvinnor kvinnorna',
    'stad staden städer städerna städernas stadens stads',
  ],
  alone: 'bara andra',
};

/** E. Hansen, L. Heltoft, Grammatik over det danske sprog: inflection of nouns, adjectives and verbs. */
export const DANISH: Grammar = {
  sets: [
    set(withGenitive('- en et'), { after: /[^e]$/ }),
    set(withGenitive('- en er erne'), { after: NOT_E }),
    set(withGenitive('- et er erne ene'), { after: NOT_E }),
    set(withGenitive('e en er erne'), { after: NOT_E }),
    set(withGenitive('e et er erne'), { after: NOT_E }),
    set(withGenitive('- e en ne'), { after: /er$/ }),
    set(withGenitive('- e en et ene'), { after: /^(?:.{4,}|hus|dag|sag|lov)$/ }),
    set(withGenitive('um et er erne'), { after: /i$|muse|centr/ }),
    set(withGenitive('er eren re rene'), { after: /[dgkst]$/ }),
    ...[...'bdfgklmnprst'].map((letter) =>
      set(withGenitive(combine('-', `- ${letter}en ${letter}et ${letter}er ${letter}erne ${letter}ene ${letter}e`)), {
        after: new RegExp(`[aeiouy]${letter}$`),
      }),
    ),
    set('- t e', { after: /(?:sk|ig|al|el|iv|et|som|bar|øs)$/ }),
    set('e er ede et es', { minBase: 4 }),
    set('e er te t es', { minBase: 4 }),
  ],
  irregular: [
    'barn barnet børn børnene barns børns',
    'mand manden mænd mændene mands mænds',
    'bog bogen bøger bøgerne',
    'by byen byer byerne byens',
    'konto kontoen konti kontoer kontoens',
    'tysk tyske tyskere tyskerne',
  ],
};

/** J. T. Faarlund, S. Lie, K. I. Vannebo, Norsk referansegrammatikk: nouns, adjectives and verbs, Bokmål and Nynorsk. */
export const NORWEGIAN: Grammar = {
  sets: [
    set(withGenitive('- en et'), { after: /[^e]$/ }),
    set(withGenitive('- en er ene a'), { after: NOT_E }),
    set(withGenitive('- et er ene a'), { after: NOT_E }),
    set(withGenitive('e en er ene a')),
    set(withGenitive('e et er ene a')),
    set(withGenitive('- en ar ane'), { after: NOT_E }),
    set(withGenitive('- e en ne'), { after: /er$/ }),
    set(withGenitive('er eren re rene'), { after: /[dgkst]$/ }),
    ...[...'bdfgklmnprst'].map((letter) =>
      set(withGenitive(`- ${letter}en ${letter}et ${letter}er ${letter}ene ${letter}a ${letter}e`), {
        after: new RegExp(`[aeiouy]${letter}$`),
      }),
    ),
    set('- t e', { after: /(?:sk|ig|al|ell|iv|et|som|bar|øs)$/ }),
    set('e er te t es', { minBase: 4 }),
    set('e er et a es', { minBase: 4 }),
  ],
  irregular: [
    'mann mannen menn mennene manns',
    'bok boken boka bøker bøkene',
    'by byen byer byene byens',
    'barn barnet barna barns',
    'tysk tyske tyskere tyskerne',
  ],
};
