import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { ArticleFlag, ArticleSource, OtherHeadline } from '../../model/article.ts';
import type { Evidence } from '../../model/watch.ts';

/** Postgres fills it in; it can still be set. */
type Defaulted<T> = ColumnType<T, T | undefined, T>;

/** What is told by one article or many. */
export interface StoriesTable {
  id: Generated<number>;
  createdAt: Generated<Date>;
  /** Articles that tell it. */
  articles: Generated<number>;
  /** When its first and its latest article were published, or read where nobody knows; null: it has none. */
  firstAt: Date | null;
  lastAt: Date | null;
  /** The story of which it is another chapter. */
  continues: number | null;
  /** The story that it turned out to be. */
  mergedInto: number | null;
}

/** Stories that a person told apart: each pair both ways. */
export interface StorySplitsTable {
  storyId: number;
  otherId: number;
  createdAt: Generated<Date>;
}

/** By what articles are known to tell a story. */
export interface StoryKeysTable {
  key: string;
  storyId: number;
}

/** Articles as they were last read. */
export interface ArticlesTable {
  id: Generated<number>;
  storyId: number;
  /** The story it was of before a person said that both are one; null: none. */
  strand: Defaulted<number | null>;
  canonicalUrl: string | null;
  url: string | null;
  title: string;
  text: string;
  language: string | null;
  outlet: string | null;
  authors: string[];
  country: string | null;
  tags: string[];
  publishedAt: Date | null;
  source: ArticleSource;
  flags: Defaulted<ArticleFlag[]>;
  places: JSONColumnType<Record<string, string>, string | undefined, string>;
  headlines: JSONColumnType<OtherHeadline[], string | undefined, string>;
  readAt: Defaulted<Date>;
  /** Why it joined its story; null: it began it, or has its address or text in common with it. */
  joined: JSONColumnType<object, string | undefined, string> | null;
}

/** By what articles are known to tell one story though their words differ. */
export interface ArticleSignaturesTable {
  articleId: number;
  version: number;
  signature: JSONColumnType<object>;
  publishedAt: Date | null;
  addedAt: Defaulted<Date>;
}

/** Under which articles are found that may tell one story. */
export interface ArticleKeysTable {
  /** 0: of copies; 1: of what it says. */
  kind: number;
  key: number;
  articleId: number;
}

/** What a model of embeddings made of articles. */
export interface ArticleEmbeddingsTable {
  model: string;
  articleId: number;
  /** Of length 1: four bytes a number, the low one first. */
  vector: Buffer;
}

/** How many articles say something. */
export interface FeatureCountsTable {
  key: number;
  count: number;
}

/** Which articles satisfied which watches, and by what. */
export interface MatchesTable {
  id: Generated<number>;
  articleId: number;
  watchId: string;
  evidence: JSONColumnType<Evidence>;
  /** Number of the configuration by which it was found; null: of none. */
  configVersion: number | null;
  createdAt: Generated<Date>;
}
