import type { Article, Field } from '../model.ts';
import type { Area } from './terms.ts';
import { divide, type Sentences } from './text/sentences.ts';
import { createTokens, type Tokens } from './text/tokens.ts';
import { readTokens } from './text/words.ts';
import { readUnspaced, type UnspacedText } from './unspaced.ts';

/** What a query can be matched against. What is left out is not known, and no scope finds it. */
export type ReadableArticle = Pick<Article, 'title' | 'text' | 'language'> &
  Partial<Pick<Article, 'url' | 'outlet' | 'authors' | 'country' | 'tags'>>;

/** The fields, in the order of their positions. */
export const FIELDS: readonly Field[] = ['title', 'text', 'url', 'author', 'source', 'lang', 'country', 'tag'];

/**
 * Positions of a field begin at a multiple of this: more than a field has words, and further apart than any proximity
 * reaches.
 */
export const FIELD_SPAN = 2 ** 20;

/** The text of a field is read so far, in UTF-16 code units: some 80,000 words, a whole book. */
export const MAX_FIELD_LENGTH = 500_000;

/** One field of an article, cut into words. The position of a word is `base` and its index. */
export interface FieldReading {
  field: Field;
  text: string;
  base: number;
  /** Of the article, as a BCP 47 tag; null for what is no prose. */
  language: string | null;
  tokens: Tokens;
  /** Found out when they are first asked for. */
  sentences(): Sentences;
  unspaced(): UnspacedText;
}

export function areaOf(field: Field): Area {
  return field === 'title' || field === 'text' ? 'content' : field;
}

/** Index into {@link FIELDS} of the field a position lies in. */
export function fieldNumber(position: number): number {
  return Math.floor(position / FIELD_SPAN);
}

/** The field a position lies in. */
export function fieldAt(fields: readonly FieldReading[], position: number): FieldReading {
  const base = fieldNumber(position) * FIELD_SPAN;
  return fields.find((field) => field.base === base)!;
}

/** What a field of an article says, as one text; values of a list have a paragraph each. */
function textOfField(field: Field, article: ReadableArticle): string {
  switch (field) {
    case 'title':
      return article.title;
    case 'text':
      return article.text;
    case 'url':
      return withWholeHost(article.url ?? '');
    case 'author':
      return (article.authors ?? []).join('\n\n');
    case 'source':
      return [article.outlet, withWholeHost(hostOf(article.url) ?? '')].filter((value) => value).join('\n\n');
    case 'lang':
      return article.language ?? '';
    case 'country':
      return article.country ?? '';
    case 'tag':
      return (article.tags ?? []).join('\n\n');
  }
}

/** A letter (U+A78F) that no host has: it joins what a hyphen would part. */
const DOT_AS_LETTER = 'ꞏ';

/** An address whose host is cut into words at its dots only: bild.de is not part of auto-bild.de. */
export function withWholeHost(address: string): string {
  return address.replace(/^(?:[a-z]+:\/\/)?[^/\s]+/i, (host) => host.replaceAll('-', DOT_AS_LETTER));
}

function hostOf(url: string | null | undefined): string | null {
  return (url && URL.parse(url)?.hostname) || null;
}

/** Reads fields, one after the other. The columns of a reading are used again for the next article. */
export interface FieldReader {
  read(field: Field, article: ReadableArticle): FieldReading;
}

export function createFieldReader(): FieldReader {
  const columns = new Map<Field, Tokens>();
  return {
    read(field, article) {
      const text = textOfField(field, article).slice(0, MAX_FIELD_LENGTH);
      const language = areaOf(field) === 'content' ? article.language : null;
      const tokens = columns.get(field) ?? createTokens();
      columns.set(field, tokens);
      tokens.count = 0;
      readTokens(text, language, tokens);
      let divided: Sentences | null = null;
      let unspaced: UnspacedText | null = null;
      return {
        field,
        text,
        base: FIELDS.indexOf(field) * FIELD_SPAN,
        language,
        tokens,
        sentences: () => (divided ??= divide(text, tokens, language)),
        unspaced: () => (unspaced ??= readUnspaced(text, tokens)),
      };
    },
  };
}
