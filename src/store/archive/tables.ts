import type { Generated } from 'kysely';

/** What articles are searched by. */
export interface ArchiveTable {
  articleId: number;
  /** Of the rules by which the tokens were made. */
  version: number;
  /** A tsvector; null: the article is too long for one. */
  tokens: string | null;
}

/** Words that stand in articles. */
export interface ArchiveWordsTable {
  version: number;
  /** Of the articles: ISO 639, `und` where nobody knows. */
  language: string;
  word: string;
  /** A tsvector of what the word is looked up by. */
  keys: string;
}

/** Articles whose tokens are not those of what they say now; one may be there several times. */
export interface ArchiveWorkTable {
  id: Generated<number>;
  articleId: number;
}
