/** The inflectional endings of a language, without diacritics. */
export interface Endings {
  /** ISO 639-1, as multilingual-stemmer names its Snowball stemmer. */
  stemmer: 'de' | 'en' | 'es' | 'fr' | 'ru';
  sets: readonly EndingSet[];
  /** A diacritic that comes and goes with the ending: investigación, investigaciones. */
  movingMark?: string;
}

/** Endings that take each other's place behind one base. */
export interface EndingSet {
  /** `''` is the base itself. */
  endings: readonly string[];
  /** What the base must end in, where the set does not go with every word. */
  onlyAfter?: RegExp;
}

/** `list` is split at spaces; `-` stands for no ending. */
const set = (list: string, onlyAfter?: RegExp): EndingSet => ({
  endings: list.split(' ').map((ending) => (ending === '-' ? '' : ending)),
  ...(onlyAfter && { onlyAfter }),
});

/**
 * German nouns with a plural in -er are a closed class (Duden, Die Grammatik, on the declension of nouns); compounds end
 * in one of them. Without the list, Bürger would be a form of Burg.
 */
const GERMAN_ER_PLURAL =
  /(?:amt|bad|bild|blatt|brett|buch|dach|dorf|fach|feld|geld|geschlecht|gesicht|glas|glied|gott|grab|gut|haupt|haus|holz|kind|kleid|kraut|land|licht|lied|loch|mann|mund|nest|rad|rand|schild|schloss|schwert|tal|tuch|volk|wald|wort|tum)$/;
/** Adjectives take -er in the singular: deutscher, politischer. */
const GERMAN_ADJECTIVE = /(?:sch|lich|ig|bar|sam|haft|los|iv|ell|end|ert)$/;
const FRENCH_ADJECTIVE = /(?:ais|ois|ain|ant|ent|ier|e)$/;
const SPANISH_ADJECTIVE = /(?:ad|id|ic|iv|os|ari|ori)$/;
const CONSONANTS = [...'bdglmnprt'];

/** By ISO 639-1. Small on purpose: where two words are not sure to be one, the query can say OR. */
export const ENDINGS: Record<string, Endings> = {
  // Huddleston and Pullum, The Cambridge Grammar of the English Language, ch. 18: plural, third person, past, participle.
  en: {
    stemmer: 'en',
    sets: [
      set('- s es ed ing'),
      set('e es ed ing'),
      set('y ies ied ying'),
      ...CONSONANTS.map((letter) => set(`- s ${letter}ed ${letter}ing`, new RegExp(`${letter}$`))),
    ],
  },
  // Duden, Die Grammatik: declension of nouns and adjectives, present and weak past of verbs.
  de: {
    stemmer: 'de',
    sets: [
      set('- e en em es s n ns ens'),
      set('- se ses sen', /nis$/),
      set('- nen', /in$/),
      set('- e er ern es s', GERMAN_ER_PLURAL),
      set('- e en er em es', GERMAN_ADJECTIVE),
      set('e en t te ten et ete eten'),
    ],
  },
  // Grevisse, Le Bon Usage: number and gender of nouns and adjectives, participles.
  fr: {
    stemmer: 'fr',
    sets: [
      set('- s x'),
      set('e es'),
      set('al aux ale ales'),
      set('el els elle elles'),
      set('en ens enne ennes'),
      set('f fs ve ves'),
      set('eux euse euses'),
      set('ier iers iere ieres'),
      set('- s e es', FRENCH_ADJECTIVE),
    ],
  },
  // Nueva gramática de la lengua española (RAE): number and gender of nouns and adjectives.
  es: {
    stemmer: 'es',
    movingMark: '\u0301',
    sets: [set('- s es'), set('o os a as', SPANISH_ADJECTIVE), set('- es a as', /(?:an|on|es|or)$/)],
  },
  // Русская грамматика (АН СССР, 1980): declension of nouns and adjectives.
  ru: {
    stemmer: 'ru',
    sets: [
      set('- а у ом е ы и ов ам ами ах'),
      set('- о а у ом е ам ами ах'),
      set('- а ы и е у ой ою ам ами ах'),
      set('ь я ю ем е и ей ям ями ях ью'),
      set('я и е ю ей ею ь ям ями ях'),
      set('й я ю ем е и ев ям ями ях'),
      set('ия ии ию ией ий иям иями иях'),
      set('ие ия ию ием ии ий иям иями иях'),
      set('ый ий ой ого его ому ему ым им ом ем ая яя ую юю ое ее ые ие ых их ыми ими'),
    ],
  },
};
