import { type Respelling, replacing, replacingAtStart } from './replacement.ts';

/** Words whose root was written otherwise until 1996, or may be written in two ways. */
const germanRoots = replacingAtStart({
  auf: [[/^aufwa\u0308ndig/, 'aufwendig']],
  beh: [[/^behend/, 'beha\u0308nd']],
  bel: [[/^belemmer/, 'bela\u0308mmer']],
  del: [[/^delphin/, 'delfin']],
  gem: [[/^gemse/, 'ga\u0308mse']],
  gre: [[/^greuel/, 'gra\u0308uel']],
  jog: [[/^joghurt/, 'jogurt']],
  'ka\u0308': [[/^ka\u0308nguruh/, 'ka\u0308nguru']],
  ket: [[/^ketchup/, 'ketschup']],
  num: [[/^numerier/, 'nummerier']],
  pan: [[/^panther/, 'panter']],
  pla: [[/^plazier/, 'platzier']],
  por: [[/^portemonnaie/, 'portmonee']],
  que: [[/^quentchen/, 'qua\u0308ntchen']],
  rau: [[/^rauh(?=e?[nrsm]?$)/, 'rau']],
  sch: [[/^schneuz/, 'schna\u0308uz']],
  spa: [[/^spaghetti/, 'spagetti']],
  ste: [[/^stengel/, 'sta\u0308ngel']],
  thu: [[/^thunfisch/, 'tunfisch']],
  tip: [[/^tip(?=s?$)/, 'tipp']],
});
const germanSounds = replacing(
  [/ph/g, 'f'],
  [/(?<=.{2})ti(?=(?:al|ell)(?:e|en|er|es|em|s)?$)/, 'zi'],
  [/selbstst/, 'selbst'],
  [/([b-df-hj-np-tv-xz])\1\1/g, '$1$1'],
);

/** Amtliches Regelwerk der deutschen Rechtschreibung (2006): doublets with f and z, and spellings until 1996. */
export const GERMAN_SPELLING: Respelling = (marked) => germanSounds(germanRoots(marked));

/** Het Groene Boekje: a trema is for the eye. */
export const DUTCH_SPELLING: Respelling = replacing([/([aeio])\u0308/g, '$1']);

/** Retskrivningsordbogen: the acute is optional, but in én. */
export const DANISH_SPELLING: Respelling = replacing([/(?<=.{2})e\u0301/g, 'e']);

/** Kielitoimiston ohjepankki and Eesti õigekeelsussõnaraamat: š and ž of loan words are typed sh and zh. */
export const FINNIC_SPELLING: Respelling = replacing([/sh/g, 's\u030c'], [/zh/g, 'z\u030c']);

/** The long ő and ű, which code pages of Western Europe had not: tõke, fû. */
export const HUNGARIAN_SPELLING: Respelling = replacing([/o\u0303/g, 'o\u030b'], [/u\u0302/g, 'u\u030b']);
