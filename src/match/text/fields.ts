import type { Article } from '../../model/article.ts';
import type { Field } from '../../model/watch.ts';
import { areaOf } from './areas.ts';
import { divide, type Sentences } from './sentences.ts';
import { createTokens, type Tokens } from './tokens.ts';
import { readUnspaced, type UnspacedText } from './unspaced.ts';
import { readTokens } from './words.ts';

/** What a query can be matched against. What is left out is not known, and no scope finds it. */
export type ReadableArticle = Pick<Article, 'title' | 'text' | 'language'> &
  Partial<Pick<Article, 'headlines' | 'url' | 'outlet' | 'authors' | 'country' | 'tags'>>;

/** The fields, in the order of their positions; behind them the other headlines, each a field of its own. */
export const FIELDS: readonly Exclude<Field, 'headline'>[] = [
  'title',
  'text',
  'url',
  'author',
  'source',
  'lang',
  'country',
  'tag',
];

/**
 * Positions of a field begin at a multiple of this: more than a field has words, and further apart than any proximity
 * reaches.
 */
export const FIELD_SPAN = 2 ** 20;

/** The text of a field is read so far, in UTF-16 code units: some 80,000 words, a whole book. */
export const MAX_FIELD_LENGTH = 500_000;

/** Other headlines of an article that are read. */
const MAX_HEADLINES = 12;

/** One field of an article, cut into words. The position of a word is `base` and its index. */
export interface FieldReading {
  field: Field;
  /** Where a headline stood that is not the title, else null. */
  place: string | null;
  text: string;
  base: number;
  /** Of the article, as a BCP 47 tag; null for what is no prose. */
  language: string | null;
  tokens: Tokens;
  /** Found out when they are first asked for. */
  sentences(): Sentences;
  unspaced(): UnspacedText;
}

/** Index into {@link FIELDS} of the field a position lies in; beyond them for another headline than the title. */
export function fieldNumber(position: number): number {
  return Math.floor(position / FIELD_SPAN);
}

/** Whether a position lies in another headline than the title. */
export function isInHeadline(position: number): boolean {
  return position >= FIELDS.length * FIELD_SPAN;
}

/** Whether a scope that names `scope` looks at a position. */
export function isInScope(position: number, scope: Field): boolean {
  return isInHeadline(position) ? scope === 'title' : FIELDS[fieldNumber(position)] === scope;
}

/** The field a position lies in. */
export function fieldAt(fields: readonly FieldReading[], position: number): FieldReading {
  const base = fieldNumber(position) * FIELD_SPAN;
  return fields.find((field) => field.base === base)!;
}

/** What a field of an article says, as one text; values of a list have a paragraph each. */
function textOfField(field: (typeof FIELDS)[number], article: ReadableArticle): string {
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
  read(field: (typeof FIELDS)[number], article: ReadableArticle): FieldReading;
  /** The other headlines, none of which says what the title says. */
  readHeadlines(article: ReadableArticle): FieldReading[];
}

/** A reader that uses its tables again for each article: what it returned is over when it reads the next one. */
export function createFieldReader(): FieldReader {
  /** By number of the field. */
  const columns: Tokens[] = [];

  function readText(field: Field, number: number, text: string, language: string | null, place: string | null) {
    const tokens = columns[number] ?? createTokens();
    columns[number] = tokens;
    readTokens(text, language, tokens);
    let divided: Sentences | null = null;
    let unspaced: UnspacedText | null = null;
    return {
      field,
      place,
      text,
      base: number * FIELD_SPAN,
      language,
      tokens,
      sentences: () => (divided ??= divide(text, tokens, language)),
      unspaced: () => (unspaced ??= readUnspaced(text, tokens)),
    };
  }

  return {
    read(field, article) {
      const text = textOfField(field, article).slice(0, MAX_FIELD_LENGTH);
      return readText(field, FIELDS.indexOf(field), text, areaOf(field) === 'content' ? article.language : null, null);
    },
    readHeadlines: ({ headlines = [], language }) =>
      headlines
        .slice(0, MAX_HEADLINES)
        .map(({ text, place }, nth) =>
          readText('headline', FIELDS.length + nth, text.slice(0, MAX_FIELD_LENGTH), language, place),
        ),
  };
}
