import { exactSet, type Grammar, set } from '../grammar.ts';

/** Partido and partida are no forms of partir to a reader of news. */
const VERB = /(?<!^part)$/;
const ACUTE = /\u0301/g;
const ACUTE_AND_CIRCUMFLEX = /[\u0301\u0302]/g;

/** Adjectives, participles and nouns of persons with -o and -a. */
const SPANISH_GENDER =
  /(?:ad|id|ic|iv|os|ari|ori|ern|ministr|secret|europe|amig|nuev|tod|otr)(?<!^partid|salid|comid|^est|^public|^polic|^fabric|^music)$/;

/** Nueva gramática de la lengua española (RAE, ASALE): 2 (gender), 3 (number), 4 (conjugation). */
export const SPANISH: Grammar = {
  sets: [
    set('- s', { after: /[aeiou]$/ }),
    set('- es', { after: /[^aeo]$/, moves: ACUTE }),
    set('z ces', { minBase: 2, moves: ACUTE }),
    set('o os a as', { after: SPANISH_GENDER }),
    set('e a es as', { after: /(?:client|president|dependient|jef)$/ }),
    set('- es a as', { after: /(?:an|[^c]on|es|or|ol)$/, moves: ACUTE }),
    exactSet('ar a an ó aron aba aban ado ados ada adas ando ará arán aría', { after: VERB, minBase: 4 }),
    exactSet('er e en ió ieron ido idos ida idas iendo erá erán ería', { after: VERB, minBase: 4 }),
    // Not with the forms in -e: alcaldía is no form of alcalde.
    exactSet('er ir ía ían ido idos ida idas iendo ieron', { after: VERB, minBase: 4 }),
    exactSet('ir e en ió ieron ido idos ida idas iendo irá irán iría', { after: VERB, minBase: 4 }),
  ],
  irregular: [
    'actor actriz actores actrices',
    'ruso rusa rusos rusas',
    'emperador emperatriz emperadores',
    'pagar paga pagan pagó pagaron pagado pagados pagada pagadas pagará',
    'detener detiene detienen detuvo detuvieron detenido detenidos detenida detenidas detenía detenían detendrá',
    'decir dice dicen dijo dijeron dicho decía',
    'hacer hace hacen hizo hicieron hecho hechos hacía',
    'pedir pide piden pidió pidieron pedido pedía',
    'obtener obtiene obtienen obtuvo obtuvieron obtenido',
    'exigir exige exigen exigió exigieron exigido exigía',
  ],
};

const PORTUGUESE_GENDER =
  /(?:ad|[^t]id|ic|iv|os|ari|ori|ern|ministr|secret|pres|suspeit|advogad|amig|nov|tod|outr)(?<!^polic|^public|^music|^fabric)$/;

/** C. Cunha, L. Cintra, Nova gramática do português contemporâneo: ch. 8 (nouns), 10 (adjectives), 13 (verbs). */
export const PORTUGUESE: Grammar = {
  sets: [
    set('- s', { after: /[aeiou]$/ }),
    set('m ns', { after: /[aeiou]$/, moves: ACUTE_AND_CIRCUMFLEX }),
    set('ão ões ãos ães', { minBase: 2 }),
    set('ão ã ães ãs', { after: /(?:alem|irm|catal|cidad|crist)$/ }),
    set('al ais', { moves: ACUTE_AND_CIRCUMFLEX }),
    set('el eis'),
    set('ol ois'),
    set('il is eis', { minBase: 2 }),
    set('- es', { after: /[rzsn]$/, moves: ACUTE_AND_CIRCUMFLEX }),
    set('o os a as', { after: PORTUGUESE_GENDER }),
    set('- es a as', { after: /(?:es|or)$/, moves: ACUTE_AND_CIRCUMFLEX }),
    set('eu eus eia eias'),
    exactSet('ar a am ou aram ava avam ado ados ada adas ando ará arão aria', { after: VERB, minBase: 4 }),
    exactSet('er e em eu eram ido idos ida idas endo erá erão eria', { after: VERB, minBase: 4 }),
    exactSet('er ir ia iam ido idos ida idas', { after: VERB, minBase: 4 }),
    exactSet('ir e em iu iram ido idos ida idas indo irá irão iria', { after: VERB, minBase: 4 }),
  ],
  irregular: [
    'entregar entrega entregam entregou entregaram entregue entregues entregava',
    'cão cães',
    'juiz juízes juíza juízas',
    'prender prende prendem prendeu prenderam preso presos presa presas',
    'ator atriz atores atrizes',
    'país países',
    'pai pais',
    'pão pães',
    'dizer diz dizem disse disseram dito',
    'fazer faz fazem fez fizeram feito',
  ],
};

const CATALAN_GENDER = /(?:at|it|ut|ic|iv|[^p]os|ari|any|ist|secret|detingut|alt|nou|tot)$/;

/** Institut d'Estudis Catalans, Gramàtica de la llengua catalana: gender and number of nouns and adjectives, verbs. */
export const CATALAN: Grammar = {
  sets: [
    set('- s', { after: /[^sxz]$/ }),
    set('a es'),
    set('ca ques'),
    set('ga gues'),
    set('ó ons', { after: /[^aeou]$/, moves: ACUTE }),
    set('à ana ans anes'),
    set('- a s es', { after: CATALAN_GENDER, moves: /[\u0300\u0301]/g }),
    set('e a es', { after: /ministr$/ }),
    set('eu ea eus ees', { minBase: 4 }),
    set('- a os es', { after: /(?:es|os)$/, moves: /[\u0300\u0301]/g }),
    exactSet('ar a en at ada ats ades ava aven à aran ant', { after: VERB, minBase: 4 }),
  ],
};
