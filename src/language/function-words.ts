/**
 * The commonest words of languages in Latin letters: articles, prepositions, pronouns and auxiliaries, those that few of
 * the other languages share. By ISO 639-1.
 */
const FUNCTION_WORDS = new Map(
  Object.entries({
    cs: 'se je na že ve jsou aby jako před podle byl která který od při ale nebo',
    da: 'og er det af til på med som ikke blev har der den fra være',
    de: 'der die das und ist nicht den dem mit von für auf sich ein eine wird auch zu im des',
    en: 'the of and to is that for with was are by this from have has be it its',
    es: 'el los las del que una por con para su es más como pero sus al',
    fi: 'ja on ei että se hän oli ovat kuin myös mutta joka ole sen',
    fr: 'le les des du et est une dans pour que qui sur avec au aux ce pas',
    hu: 'az és hogy nem egy is volt a meg ez csak már vagy szerint',
    it: 'il gli del della che è per con sono di non una nel alla anche dei',
    nl: 'de het een van en is dat niet voor met zijn op aan ook door naar',
    no: 'og er det av til på med som ikke ble har den fra være etter',
    pl: 'w się na że nie jest z do to przez oraz po od jako są został',
    pt: 'o os do da que não uma para com em dos das no na ao mais foi',
    ro: 'și să nu este care din cu pe pentru că în la mai sunt fost',
    sv: 'och är det av till på med som inte att den för har ett från',
    tr: 've bir bu için ile olarak daha çok olan da de gibi kadar sonra',
  }).map(([language, words]) => [language, new Set(words.split(' '))]),
);

/** Letters beyond a to z that a language is written with, by ISO 639-1; all of them where it is not listed. */
const LETTERS = new Map(
  Object.entries({
    cs: 'áčďéěíňóřšťúůýž',
    da: 'æøåéóáö',
    de: 'äöüßé',
    en: 'éèêëïöüçñáí',
    es: 'áéíóúüñç',
    fi: 'äöåéšž',
    fr: 'àâæçéèêëîïôœùûüÿö',
    hu: 'áéíóöőúüű',
    it: 'àèéìíòóùúî',
    nl: 'éèëïóöüáàêâûç',
    no: 'æøåéòôóäö',
    pl: 'ąćęłńóśźżéö',
    pt: 'àáâãçéêíóôõúü',
    ro: 'ăâîșțşţé',
    sv: 'åäöéüà',
    tr: 'çğıöşüâîû',
  }),
);
/** Foreign letters a text needs, and their share of all, before they are more than names. */
const MIN_FOREIGN = 3;
const FOREIGN_SHARE = 0.025;

/** Norwegian's two standards. */
const SAME: Record<string, string> = { nb: 'no', nn: 'no' };

/** Words a text needs for its function words to tell anything. */
const MIN_WORDS = 20;
/** Shares of all words: below the first a text is hardly in a language, above the second it is hardly in another. */
const TOO_FEW = 0.04;
const MANY = 0.15;

/**
 * True when the letters or the function words of a text are those of another language than the one it is declared to be in:
 * a template that nobody adapted. False wherever that cannot be told.
 *
 * @param language ISO 639-1.
 */
export function isContradicted(language: string, text: string): boolean {
  const code = SAME[language] ?? language;
  return hasForeignLetters(LETTERS.get(code), text) || hasForeignWords(FUNCTION_WORDS.get(code), text);
}

function hasForeignLetters(own: string | undefined, text: string): boolean {
  if (own === undefined) return false;
  const letters =
    text
      .toLowerCase()
      .normalize('NFC')
      .match(/\p{sc=Latin}/gu) ?? [];
  const foreign = letters.filter((letter) => letter > 'z' && !own.includes(letter));
  return foreign.length >= MIN_FOREIGN && foreign.length / letters.length > FOREIGN_SHARE;
}

function hasForeignWords(declared: ReadonlySet<string> | undefined, text: string): boolean {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  if (!declared || words.length < MIN_WORDS) return false;
  const share = (known: ReadonlySet<string>) => words.filter((word) => known.has(word)).length / words.length;
  return share(declared) < TOO_FEW && [...FUNCTION_WORDS.values()].some((other) => share(other) > MANY);
}

/** The commonest words of a language in Latin letters, in lower case; undefined where none are known. */
export function functionWordsOf(language: string): ReadonlySet<string> | undefined {
  return FUNCTION_WORDS.get(SAME[language] ?? language);
}
