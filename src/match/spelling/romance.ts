import { type Respelling, replacing } from './replacement.ts';

/**
 * Rectifications of 1990 (Conseil supérieur de la langue française): no circumflex on i and u but in words that it tells
 * from others, è for é before a mute syllable; a diaeresis that type drops: Israël, Haïti.
 */
export const FRENCH_SPELLING: Respelling = replacing(
  [/i\u0302/g, 'i'],
  [/(?<=.{2})u\u0302(?=.{2})|(?<=ao)u\u0302/g, 'u'],
  [/e\u0300(?=[^aeiouy]{1,2}[aeiouy])/g, 'e\u0301'],
  [/e\u0308/g, 'e'],
  [/(?<=.{3})i\u0308|i\u0308(?=.{3})/g, 'i'],
  [/^clef(?=s?$)/, 'cle\u0301'],
  [/^oign(?=on)/, 'ogn'],
);

/** Behind a prefix the hyphen goes and the r is doubled: anti-robo, antirrobo. */
const DOUBLED_R = /^((?:anti|auto|contra|vice|para|semi|extra|infra|super|bio|foto|mini|micro|co))r(?=[aeiou])/;

/** Doublets of the Diccionario de la lengua española, and accents that the Ortografía of 2010 no longer asks for. */
export const SPANISH_SPELLING: Respelling = replacing(
  [/i\u0301ac(?=[oa]s?$)/, 'iac'],
  [/^((?:e\u0301)(?=(?:st|s)(?:[ea]|[oa]s)$))/, 'e'],
  [/^aque\u0301l/, 'aquel'],
  [/^so\u0301lo$/, 'solo'],
  [/^(gui|tru)o\u0301n$/, '$1on'],
  [/^(v)i\u0301deo/, '$1ideo'],
  [/^peri\u0301odo/, 'periodo'],
  [/^fu\u0301tbol/, 'futbol'],
  [/^co\u0301ctel/, 'coctel'],
  [/^i\u0301cono/, 'icono'],
  [/^cho\u0301fer/, 'chofer'],
  [/^olimpi\u0301ada/, 'olimpiada'],
  [/^psic(?=o)/, 'sic'],
  [/^septiembre/, 'setiembre'],
  [/^me\u0301jico/, 'me\u0301xico'],
  [/^mejican/, 'mexican'],
  [/^obscur/, 'oscur'],
  [/^substan/, 'sustan'],
  [/^trans(?=[^aeiou])/, 'tras'],
  [/^remplaz/, 'reemplaz'],
  [/^iraq/, 'irak'],
  [DOUBLED_R, '$1rr'],
);

/** Roots that Portugal wrote with a silent c before the Acordo Ortográfico of 1990, and Brazil without. */
const SILENT =
  /(?<=(?:a|re|co|s?ele|dete|prote|corre|arquite|respe|aspe|espe|proje|obje|dire|cole|infe|perspe|exa|fra|tra|abstra|afe|efe))c(?=c\u0327|t[aeiour])(?!to$)|(?<=(?:proje|obje|arquite|corre|dire|aspe|espe|exa|abstra|tra|afe))c(?=to$)/g;

/** The Acordo's base XVI: behind a prefix the hyphen goes and r and s are doubled: anti-racista, antirracista. */
const DOUBLED_RS =
  /^((?:anti|auto|contra|ultra|mini|micro|extra|infra|semi|neo|proto|pseudo|multi|arqui|bio|foto|macro|co))([rs])(?=[aeiou])/;

/**
 * Portugal and Brazil: António and Antônio, before and after the Acordo Ortográfico of 1990: ideia, linguística, ação,
 * projeto, bebé and bebê, voo, úmido, registro.
 */
export const PORTUGUESE_SPELLING: Respelling = replacing(
  [/([eo])\u0302(?=[mn][aeiou])/g, '$1\u0301'],
  [/e\u0301(?=ia)|o\u0301(?=i[acd])/g, 'e'],
  [/u\u0308/g, 'u'],
  [SILENT, ''],
  [/(?<=^(?:rece|conce|perce|dece|ado|absor))p(?=c\u0327)/, ''],
  [/^(o\u0301|o)p(?=tim)/, '$1'],
  [/^adop(?=t)/, 'ado'],
  [/^bap(?=tis)/, 'ba'],
  [/^egip(?=to$)/, 'egi'],
  [/^excep(?=t)/, 'exce'],
  [DOUBLED_RS, '$1$2$2'],
  [/(?<=.{2})e\u0302(?=s?$)/, 'e\u0301'],
  [/o\u0302o(?=s?$)/, 'oo'],
  [/e\u0302em$/, 'eem'],
  [/^hu(?=\u0301?mid)/, 'u'],
  [/^connosco$/, 'conosco'],
  [/^comummente$/, 'comumente'],
  [/^registr(?=[ao])/, 'regist'],
  [/^(a|inde|o)mn(?=i)/, '$1n'],
  [/^subtil/, 'sutil'],
  [/^su\u0301bdit/, 'su\u0301dit'],
  [/^planej(?=a)/, 'plane'],
  [/^moscovo$/, 'moscou'],
  [/^vietname$/, 'vietna\u0303'],
);

/** An â inside a word was an î until 1993, and is one in the Republic of Moldova. */
export const ROMANIAN_SPELLING: Respelling = replacing([/(?<=.)i\u0302(?=.)/g, 'a\u0302'], [/^sa\u0302nt/, 'sunt']);

/** Typed accents turned the other way: perchè, poichè. */
export const ITALIAN_SPELLING: Respelling = replacing([/(?<=.{2})e\u0300$/, 'e\u0301']);
