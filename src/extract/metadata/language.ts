import { isContradicted } from '../../language/function-words.ts';
import { relativeOf } from '../../language/relatives.ts';
import { languageTag } from './language-tag.ts';

/** UTF-16 code units looked at; more makes no guess better. */
const SAMPLE_LENGTH = 2_000;
/** Below this many letters a guess is worth nothing. */
const MIN_LETTERS = 8;
/** Share of a text's letters that must be Latin where the language is written so. */
const MIN_LATIN_SHARE = 0.5;
/** Texts in any other script hold Latin names too: share of all letters, and share of those that are not Latin. */
const MIN_OTHER_SHARE = 0.2;
const MIN_SHARE_OF_NOT_LATIN = 0.8;

/** Unicode scripts (`\p{sc=…}`) of the composite ones of ISO 15924. */
const COMPOSITE_SCRIPTS: Record<string, string[]> = {
  Hans: ['Hani'],
  Hant: ['Hani'],
  Jpan: ['Hani', 'Hira', 'Kana'],
  Kore: ['Hang', 'Hani'],
};
const LATIN = /\p{sc=Latin}/gu;
/** Languages printed in Latin or Cyrillic letters, whichever their tag implies. */
const TWO_SCRIPTS = new Set(['az', 'bs', 'kk', 'ku', 'mn', 'sh', 'sr', 'tg', 'tk', 'uz']);

/** The most likely language of a text as ISO 639-1 code, or null where it is too short or too unclear to say. */
export async function detectLanguage(text: string): Promise<string | null> {
  const sample = text.slice(0, SAMPLE_LENGTH);
  const letters = countLetters(sample);
  if (letters.all < MIN_LETTERS) return null;
  // It takes 150 MB of memory, and most feeds never need it: they say their language.
  const { eld } = await import('eld/small');
  // Names in Latin letters would outvote a short text in another script.
  const isLatin = 1 - letters.latin / letters.all < MIN_OTHER_SHARE;
  return eld.detect(isLatin ? sample : sample.replace(LATIN, ' ')).language || null;
}

/**
 * The language of an article: as its page declares it, else as its feed does, else detected. A declaration that the
 * script of the text or its commonest words contradict (`en` over Chinese, or over German: a template nobody translated)
 * is passed over, and one of a near relative (`ru` over Ukrainian) mended.
 *
 * @param told `page`, `feed`: BCP 47 tags as declared, or null; `text`: title and text of the article.
 * @returns a lower-case BCP 47 tag, or null.
 */
export async function articleLanguage(told: {
  page: string | null;
  feed: string | null;
  text: string;
}): Promise<string | null> {
  for (const declared of [told.page, told.feed]) {
    const tag = declared && languageTag(declared);
    if (!tag || !fitsScript(tag, told.text.slice(0, SAMPLE_LENGTH))) continue;
    const relative = relativeOf(tag, told.text);
    if (relative) return relative;
    if (!isContradicted(new Intl.Locale(tag).language, told.text.slice(0, SAMPLE_LENGTH))) return tag;
  }
  return detectLanguage(told.text);
}

function fitsScript(tag: string, text: string): boolean {
  const scripts = scriptsOf(tag);
  const letters = countLetters(text);
  if (letters.all < MIN_LETTERS || scripts.length === 0) return true;
  const fitting = count(text, new RegExp(`[${scripts.map((script) => `\\p{sc=${script}}`).join('')}]`, 'gu'));
  if (scripts.includes('Latn')) return fitting / letters.all >= MIN_LATIN_SHARE;
  return fitting / letters.all >= MIN_OTHER_SHARE && fitting / (letters.all - letters.latin) >= MIN_SHARE_OF_NOT_LATIN;
}

/** Unicode scripts a language is written in (CLDR likely subtags); empty when unknown. */
function scriptsOf(tag: string): string[] {
  const { language, script } = new Intl.Locale(tag).maximize();
  if (!script) return [];
  return TWO_SCRIPTS.has(language) ? ['Latn', 'Cyrl'] : (COMPOSITE_SCRIPTS[script] ?? [script]);
}

function countLetters(text: string): { all: number; latin: number } {
  return { all: count(text, /\p{L}/gu), latin: count(text, LATIN) };
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
