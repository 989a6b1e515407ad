import { byEndings } from './by-endings.ts';
import { inAnySpelling } from './in-any-spelling.ts';
import type { Inflection } from './inflection.ts';
import { korean } from './korean.ts';
import { GRAMMARS } from './languages.ts';
import { swahili } from './swahili.ts';

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
