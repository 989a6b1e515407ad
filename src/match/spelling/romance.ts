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
);

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
);

/** Roots that Portugal wrote with a silent c before the Acordo Ortográfico of 1990, and Brazil without. */
const SILENT =
  /(?<=(?:a|re|co|s?ele|dete|prote|corre|arquite|respe|aspe|espe|proje|obje|dire|cole|infe|perspe|exa|fra|tra|abstra|afe|efe))c(?=c\u0327|t[aeiour])(?!to$)|(?<=(?:proje|obje|arquite|corre|dire|aspe|espe|exa|abstra|tra|afe))c(?=to$)/g;

/**
 * Portugal and Brazil: António and Antônio, before and after the Acordo Ortográfico of 1990: ideia, linguística, ação,
 * projeto.
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
);

/** An â inside a word was an î until 1993, and is one in the Republic of Moldova. */
export const ROMANIAN_SPELLING: Respelling = replacing([/(?<=.)i\u0302(?=.)/g, 'a\u0302'], [/^sa\u0302nt/, 'sunt']);

/** Typed accents turned the other way: perchè, poichè. */
export const ITALIAN_SPELLING: Respelling = replacing([/(?<=.{2})e\u0300$/, 'e\u0301']);
