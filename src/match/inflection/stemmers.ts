import { createStemmer, type IsoCode } from 'multilingual-stemmer';

/** Languages with a stemmer of the Snowball project (snowballstem.org), as multilingual-stemmer names them. */
const STEMMERS: ReadonlySet<string> = new Set<IsoCode>(
  'ar ca cs da de el en eo es et eu fa fi fr ga hi hu hy id it lt ne nl no pl pt ro ru sr st sv ta tr yi'.split(
    ' ',
  ) as IsoCode[],
);
/** Norwegian's two standards share a stemmer. */
const WRITTEN_STANDARDS: Record<string, string> = { nb: 'no', nn: 'no' };

/**
 * The full Snowball stem of a word, or null where the language has no stemmer. It goes as far as Snowball goes:
 * *author* and *authority* have one stem. `language`: ISO 639-1. The word has to be composed (NFC) and in lower case.
 */
export function stemmerOf(language: string): ((word: string) => string) | null {
  const code = WRITTEN_STANDARDS[language] ?? language;
  return STEMMERS.has(code) ? createStemmer(code as IsoCode) : null;
}
