import { exactSet, type Grammar, set } from '../grammar.ts';

/** Adjectives, participles and nouns of persons with -o and -a. */
const GENDER =
  /(?:[^v]iv|os|..at|..it|..ut|ott|ian|..an|ester|intern|ministr|segret|sospett|russ|europe|ari|avvocat|nuov|tutt|altr)$/;

/** Parte and partito are no forms of partire to a reader of news. */
const VERB = /(?<!^part)$/;

/** L. Serianni, Grammatica italiana: III (nouns), V (adjectives), XI (verbs). */
export const ITALIAN: Grammar = {
  sets: [
    set('- s', { after: /[^aeious]$/ }),
    set('o i'),
    set('a e'),
    set('e i'),
    set('tore tori trice trici'),
    set('a i e', { after: /ist$/ }),
    set('a i', { after: /(?:mm|[^f]rm|em|et|pap)$/ }),
    set('o i a e', { after: GENDER }),
    set('io i ia ie', { after: /(?:ar|or|spec)$/ }),
    set('io i'),
    set('co chi'),
    set('co ci', { after: /i$/ }),
    set('ca che', { minBase: 2 }),
    set('co ca ci che', { after: /i$/ }),
    set('co ca chi che', { after: /(?:tedes|bian|fran|polac)$/ }),
    set('go ghi', { minBase: 2 }),
    set('ga ghe', { minBase: 2 }),
    set('ga ghi ghe', { after: /colle$/ }),
    set('cia ce cie', { minBase: 2 }),
    set('gia ge gie', { minBase: 2 }),
    exactSet('are a ano ato ata ati ate ò ava avano ando erà eranno arono', { after: VERB, minBase: 4 }),
    exactSet('ere e ono uto uta uti ute eva evano endo erà eranno é ette', { after: VERB, minBase: 4 }),
    exactSet('ire e ono isce iscono ito ita iti ite iva ivano endo irà iranno ì irono', { after: VERB, minBase: 4 }),
  ],
  irregular: [
    'uomo uomini',
    'dio dei',
    'braccio braccia bracci',
    'uovo uova',
    'dito dita',
    'paio paia',
    'centinaio centinaia',
    'migliaio migliaia',
    'muro mura muri',
    'osso ossa ossi',
    'tempio templi',
    'chiedere chiede chiedono chiesto chiesta chiesti chieste chiese chiesero chiedeva chiedevano chiederà',
    'dire dice dicono detto disse dissero',
    'fare fa fanno fatto fece',
    'prendere prende prendono preso presa prese presero',
  ],
};
