import { createStemmer, type IsoCode } from 'multilingual-stemmer';
import { inAnySpelling } from '../spelling/spelling.ts';
import type { FoldedWord } from '../text/fold.ts';
import { byEndings } from './by-endings.ts';
import { korean } from './korean.ts';
import { GRAMMARS } from './languages.ts';
import { swahili } from './swahili.ts';

/**
 * What makes two words forms of one word in one language.
 *
 * A pair meets when both share a key and {@link Inflection.meets} agrees. Keys are cheap and generous, so that words can be
 * looked up; `meets` is strict.
 */
export interface Inflection {
  /** The keys a query's word is filed under. */
  askedKeys(word: FoldedWord): string[];
  /** The keys a text's word is looked up by. */
  foundKeys(word: FoldedWord): string[];
  meets(asked: FoldedWord, found: FoldedWord): boolean;
}

/**
 * The inflection of a language, with its spellings, or null where Wirewatch knows none or the language has none. It takes
 * some milliseconds to build: keep it. `language`: ISO 639-1.
 */
export function inflectionOf(language: string): Inflection | null {
  return inAnySpelling(language, inflectionIn(language));
}

function inflectionIn(language: string): Inflection | null {
  if (language === 'ko') return korean;
  if (language === 'sw') return swahili;
  const grammar = Object.hasOwn(GRAMMARS, language) ? GRAMMARS[language] : undefined;
  return grammar ? byEndings(grammar) : null;
}

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
