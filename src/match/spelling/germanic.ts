import { type Respelling, replacing } from './replacement.ts';

/** Amtliches Regelwerk der deutschen Rechtschreibung (2006): doublets with f and z, and spellings until 1996. */
export const GERMAN_SPELLING: Respelling = replacing(
  [/ph/g, 'f'],
  [/(?<=.{2})ti(?=(?:al|ell)(?:e|en|er|es|em|s)?$)/, 'zi'],
  [/selbstst/, 'selbst'],
  [/([b-df-hj-np-tv-xz])\1\1/g, '$1$1'],
  [/^rauh(?=e?[nrsm]?$)/, 'rau'],
  [/^greuel/, 'gra\u0308uel'],
  [/^aufwa\u0308ndig/, 'aufwendig'],
  [/^joghurt/, 'jogurt'],
);

/** Het Groene Boekje: a trema is for the eye. */
export const DUTCH_SPELLING: Respelling = replacing([/([aeio])\u0308/g, '$1']);

/** Retskrivningsordbogen: the acute is optional, but in én. */
export const DANISH_SPELLING: Respelling = replacing([/(?<=.{2})e\u0301/g, 'e']);
