/*
 * The signs of a query that all grammars share, as people and their word processors write them. The expressions are
 * sticky: whoever uses one says where.
 */

/** Straight, and as word processors and other languages set them. Any one closes any other: „so“, “so”, «so». */
export const QUOTES = '"“”„‟«»＂「」『』';
/** Before a word: an article must not hold it. A hyphen, and what word processors make of it. */
export const MINUS = '-−–';
/** Parentheses, full width and square ones, too. */
export const OPEN = '(（[';
/** Any one closes any {@link OPEN}. */
export const CLOSE = ')）]';
/** Between words. */
export const SPACE = /\s+/y;
/** `<<<…>>>`, or what never ends; the first group: its end, or empty. */
export const COMMENT = /<<<.*?(>>>|$)/sy;
/** A phrase, or what never ends; groups: its text, and its end, or empty. */
export const QUOTED = new RegExp(`[${QUOTES}]([^${QUOTES}]*)([${QUOTES}]?)`, 'y');
/** Single ones, as British word processors set them: around several words only, since they are apostrophes, too. */
export const SINGLE = "‘‚‛'";
/** The group: what stands between them. */
export const SINGLE_QUOTED = /[‘‚‛']([^\s‘’‚‛'"()]+(?:\s+[^\s‘’‚‛'"()]+)+)[’‘'](?![\p{L}\p{N}])/uy;
/** Behind a phrase: words that may stand among its own. */
export const SLOP = /~(\d{1,9})/y;
/** The same with nothing before it. */
export const STRAY_SLOP = /~\d{1,9}(?![^\s()（）[\]])/y;
/** Weights and distances of other languages, behind a parenthesis. */
export const BEHIND_GROUP = /([~^])\d+(?:\.\d+)?/y;
/** `{…}`; groups: its text, and its end, or empty. */
export const EXACT = /\{([^{}]*)(\}?)/y;
/** `@name`; the group: the name, or empty. */
export const ALIAS = /@([\p{L}\p{N}_-]*)/uy;
/** A word with all its signs. Hebrew writes a quotation mark before the last letter of an acronym. */
export const WORD = new RegExp(`(?:[^\\s()（）[\\]{}${QUOTES}]|(?<=\\p{sc=Hebrew})"(?=\\p{sc=Hebrew}))+`, 'uy');
/** Signs before a word: how it is spelled where it is met. */
export const SPELLINGS: Record<string, 'spelled' | 'stemmed'> = { '=': 'spelled', '~': 'stemmed' };
