import { articleLanguage } from '../../extract/metadata/language.ts';

/** The language of a text of which nothing else is known, as a tag; null where it cannot be told. */
export function languageOf(text: string): Promise<string | null> {
  return articleLanguage({ page: null, feed: null, text });
}
