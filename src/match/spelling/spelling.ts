import type { Inflection } from '../inflection/inflection.ts';
import { type FoldedWord, foldedFrom, foldKeys, meetsWord } from '../text/fold.ts';
import {
  AMHARIC_SPELLING,
  ARABIC_SPELLING,
  ARABIC_UNINFLECTED,
  BENGALI_SPELLING,
  HEBREW_SPELLING,
  INDONESIAN_SPELLING,
  PERSIAN_SPELLING,
  TURKISH_SPELLING,
  VIETNAMESE_SPELLING,
} from './asian.ts';
import { BELARUSIAN_SPELLING, CROATIAN_SPELLING, GREEK_SPELLING, UKRAINIAN_SPELLING } from './eastern.ts';
import { ENGLISH_SPELLING } from './english.ts';
import { DANISH_SPELLING, DUTCH_SPELLING, FINNIC_SPELLING, GERMAN_SPELLING, HUNGARIAN_SPELLING } from './germanic.ts';
import type { Respelling } from './replacement.ts';
import {
  FRENCH_SPELLING,
  ITALIAN_SPELLING,
  PORTUGUESE_SPELLING,
  ROMANIAN_SPELLING,
  SPANISH_SPELLING,
} from './romance.ts';
import { SERBIAN_SPELLING } from './serbian.ts';

/** By ISO 639-1. What holds for a whole script is in `text/spellings.ts`. */
const RESPELLINGS: Record<string, Respelling> = {
  am: AMHARIC_SPELLING,
  ar: ARABIC_SPELLING,
  be: BELARUSIAN_SPELLING,
  bn: BENGALI_SPELLING,
  bs: SERBIAN_SPELLING,
  da: DANISH_SPELLING,
  de: GERMAN_SPELLING,
  el: GREEK_SPELLING,
  en: ENGLISH_SPELLING,
  es: SPANISH_SPELLING,
  et: FINNIC_SPELLING,
  fa: PERSIAN_SPELLING,
  fi: FINNIC_SPELLING,
  fr: FRENCH_SPELLING,
  he: HEBREW_SPELLING,
  hr: CROATIAN_SPELLING,
  hu: HUNGARIAN_SPELLING,
  id: INDONESIAN_SPELLING,
  it: ITALIAN_SPELLING,
  nl: DUTCH_SPELLING,
  pt: PORTUGUESE_SPELLING,
  ro: ROMANIAN_SPELLING,
  sh: SERBIAN_SPELLING,
  sr: SERBIAN_SPELLING,
  tr: TURKISH_SPELLING,
  uk: UKRAINIAN_SPELLING,
  ur: PERSIAN_SPELLING,
  vi: VIETNAMESE_SPELLING,
};

/** Spellings of words that are not inflected besides, by ISO 639-1. */
const UNINFLECTED_RESPELLINGS: Record<string, Respelling> = { ar: ARABIC_UNINFLECTED };

/** Languages in which every word is among its own bases. */
const OWN_BASE: ReadonlySet<string> = new Set(['fi']);

/** A word meets itself. */
const UNINFLECTED: Inflection = { askedKeys: foldKeys, foundKeys: foldKeys, meets: meetsWord };

/**
 * `inflection` for words in any spelling that readers of the language take for the same; itself for a language with one
 * spelling. `language`: ISO 639-1.
 */
export function inAnySpelling(language: string, inflection: Inflection | null): Inflection | null {
  const respelling = Object.hasOwn(RESPELLINGS, language) ? RESPELLINGS[language]! : null;
  const uninflected = Object.hasOwn(UNINFLECTED_RESPELLINGS, language) ? UNINFLECTED_RESPELLINGS[language]! : null;
  if (!respelling) return inflection;
  // Not every word is its own base.
  const base = OWN_BASE.has(language) ? inflection : inflection && either(inflection, UNINFLECTED);
  const inflected = respelled(base ?? UNINFLECTED, respelling);
  return uninflected ? either(inflected, respelled(UNINFLECTED, uninflected)) : inflected;
}

function respelled({ askedKeys, foundKeys, meets }: Inflection, respelling: Respelling): Inflection {
  // A query's word is compared with many of a text, and a word of a text with many in a row.
  const asked = new WeakMap<FoldedWord, FoldedWord>();
  const asAsked = (word: FoldedWord) => {
    let result = asked.get(word);
    if (!result) {
      result = respell(word, respelling);
      asked.set(word, result);
    }
    return result;
  };
  let last: FoldedWord | null = null;
  let lastAsFound: FoldedWord | null = null;
  const asFound = (word: FoldedWord) => {
    if (word !== last) {
      last = word;
      lastAsFound = respell(word, respelling);
    }
    return lastAsFound!;
  };
  return {
    askedKeys: (word) => askedKeys(asAsked(word)),
    foundKeys: (word) => foundKeys(asFound(word)),
    meets: (one, other) => meets(asAsked(one), asFound(other)),
  };
}

function either(a: Inflection, b: Inflection): Inflection {
  return {
    askedKeys: (word) => together(a.askedKeys(word), b.askedKeys(word)),
    foundKeys: (word) => together(a.foundKeys(word), b.foundKeys(word)),
    meets: (asked, found) => a.meets(asked, found) || b.meets(asked, found),
  };
}

/** Each once. There are few, so that a set of them would take longer. */
function together(some: string[], others: string[]): string[] {
  const missing = others.filter((key) => !some.includes(key));
  return missing.length === 0 ? some : [...some, ...missing];
}

function respell(word: FoldedWord, respelling: Respelling): FoldedWord {
  const marked = respelling(word.marked);
  const spelledOut = word.spelledOut === word.marked ? marked : respelling(word.spelledOut);
  return marked === word.marked && spelledOut === word.spelledOut ? word : foldedFrom(marked, spelledOut);
}
