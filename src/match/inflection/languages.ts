import type { Grammar } from './grammar.ts';
import { CZECH, SLOVAK } from './languages/czech-slovak.ts';
import { DUTCH } from './languages/dutch.ts';
import { RUSSIAN, UKRAINIAN } from './languages/east-slavic.ts';
import { ENGLISH } from './languages/english.ts';
import { FINNISH } from './languages/finnish.ts';
import { FRENCH } from './languages/french.ts';
import { GERMAN } from './languages/german.ts';
import { GREEK } from './languages/greek.ts';
import { HUNGARIAN } from './languages/hungarian.ts';
import { CATALAN, PORTUGUESE, SPANISH } from './languages/iberian.ts';
import { ITALIAN } from './languages/italian.ts';
import { MALAY } from './languages/malay.ts';
import { HINDI, PERSIAN } from './languages/persian-hindi.ts';
import { POLISH } from './languages/polish.ts';
import { ROMANIAN } from './languages/romanian.ts';
import { DANISH, NORWEGIAN, SWEDISH } from './languages/scandinavian.ts';
import { ARABIC, HEBREW } from './languages/semitic.ts';
import { BULGARIAN, CROATIAN, SERBIAN } from './languages/south-slavic.ts';
import { TURKISH } from './languages/turkish.ts';

/** By ISO 639-1. Small on purpose: where two words are not sure to be one, the query can say OR. */
export const GRAMMARS: Record<string, Grammar> = {
  ar: ARABIC,
  bg: BULGARIAN,
  bs: CROATIAN,
  ca: CATALAN,
  cs: CZECH,
  da: DANISH,
  de: GERMAN,
  el: GREEK,
  en: ENGLISH,
  es: SPANISH,
  fa: PERSIAN,
  fi: FINNISH,
  fr: FRENCH,
  he: HEBREW,
  hi: HINDI,
  hr: CROATIAN,
  hu: HUNGARIAN,
  id: MALAY,
  it: ITALIAN,
  ms: MALAY,
  nb: NORWEGIAN,
  nl: DUTCH,
  nn: NORWEGIAN,
  no: NORWEGIAN,
  pl: POLISH,
  pt: PORTUGUESE,
  ro: ROMANIAN,
  ru: RUSSIAN,
  sh: SERBIAN,
  sk: SLOVAK,
  sr: SERBIAN,
  sv: SWEDISH,
  tr: TURKISH,
  uk: UKRAINIAN,
};
