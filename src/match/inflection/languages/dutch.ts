import { type Grammar, set } from '../grammar.ts';

const CONSONANTS = [...'bdfgklmnprst'];
/** A long vowel is written twice in a closed syllable and once in an open one: staat, staten. */
const LONG_VOWELS = [...'aeou'].flatMap((vowel) =>
  CONSONANTS.flatMap((letter) => {
    const [closed, open] = [vowel + vowel + letter, vowel + letter];
    return [
      set(`${closed} ${open}en ${open}e`, { minBase: 1 }),
      set(`${open}en ${closed}t ${closed}de ${closed}den ${closed}te ${closed}ten`, { minBase: 1 }),
    ];
  }),
);
/** Behind a short vowel the consonant doubles: bom, bommen. */
const SHORT_VOWELS = CONSONANTS.flatMap((letter) => {
  const after = new RegExp(`(?:^|[^aeiou]|i(?=o))[aeiou]${letter}$`);
  return [set(`- ${letter}en ${letter}e`, { after }), set(`${letter}en t te ten de den`, { after })];
});
/** A base whose spelling does not change: a diphthong, two consonants, or a weak last syllable. */
const UNCHANGED = /(?:[aeiou][aeiou]|ij|[^aeiou])[^aeiou]$|[^aeiou]ij$|..[aeiou].*(?:e[lmnr]|i[gk])$/;

/** W. Haeseryn e.a., Algemene Nederlandse Spraakkunst: 3.5 (number of nouns), 6.4 (adjectives in -e), 2.3 (verbs). */
export const DUTCH: Grammar = {
  sets: [
    set("- s 's", { after: /[^s]$/ }),
    set('- n', { after: /e$/ }),
    set('- en e', { after: UNCHANGED }),
    // Kopieën, ideeën: the trema is for the eye.
    set('- en', { after: /(?:ie|ee)$/ }),
    // Nouns do not meet what only verbs end in: rust is no form of Rus.
    set('en t te ten de den', { after: UNCHANGED }),
    ...LONG_VOWELS,
    ...SHORT_VOWELS,
    set('f ven ve', { after: /(?:ij|[aeiou][eui]|[lr])$/, minBase: 2 }),
    set('s zen ze', { after: /(?:ij|[aeiou][eui]|[lnr])$/, minBase: 2 }),
    set('aaf aven', { minBase: 2 }),
    set('aas azen', { minBase: 2 }),
    set('heid heden'),
    set('- en', { after: /(?:slag|dag|drag|weg|spel|log|^lot|^god|dal|vat)$/ }),
    set('- eren', { after: /(?:kind|ei|lied|blad|goed|volk)$/ }),
    set('aad aden', { minBase: 2 }),
  ],
  irregular: [
    'stad steden',
    'crisis crises crisissen',
    'hoofdstad hoofdsteden',
    'schip schepen',
    'lid leden',
    'glas glazen',
    'politicus politici',
    'museum musea',
    'datum data',
    'zijn is was waren geweest',
    'hebben heeft had hadden gehad',
  ],
  alone: 'markt macht kunst maart',
};
