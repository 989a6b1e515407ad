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

/** The spellings of a language. */
export interface Respellings {
  /** Of all its words; null where it has one spelling. */
  ofWords: Respelling | null;
  /** Of words that are not inflected besides; null where there are none. */
  ofUninflected: Respelling | null;
}

/** What readers of the language take for one word. `language`: ISO 639-1. */
export function respellingsOf(language: string): Respellings {
  return { ofWords: known(RESPELLINGS, language), ofUninflected: known(UNINFLECTED_RESPELLINGS, language) };
}

function known(respellings: Record<string, Respelling>, language: string): Respelling | null {
  return Object.hasOwn(respellings, language) ? respellings[language]! : null;
}
