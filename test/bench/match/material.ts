import { type BenchArticle, countDistinctWords, writeArticles } from './corpus.ts';
import type { Vocabulary } from './vocabulary.ts';
import { type Asked, writeWatches } from './watches.ts';
import { type Queries, writeWholeLanguage } from './whole-language.ts';

/** What all sizes are measured with. */
export interface Material {
  /** Read before anything is measured, so that the engine knows the words. */
  warmUp: readonly BenchArticle[];
  articles: readonly BenchArticle[];
  /** Half of the distinct words of each were never seen. */
  cold: readonly BenchArticle[];
  /** For each of the cold articles, how many different words it and those before it hold. */
  coldWords: readonly number[];
  /** Ten times as long as others. */
  long: readonly BenchArticle[];
  /** As many as the largest size. */
  watches: readonly Asked[];
  /** Added and removed on top of the others. */
  further: readonly Asked[];
  /** As many as the largest size, with the forms of the watch language that no baseline has. */
  wholeLanguage: Queries;
}

/** People do not watch for everyday words: the 500th is in one article of nine. */
const FROM_RANK = 500;
const WARM_UP_ARTICLES = 1_000;
const ARTICLES = 300;
/** Enough for a million different words. */
const COLD_ARTICLES = 5_700;
const LONG_ARTICLES = 20;
const LONG = 50_000;
const FURTHER_WATCHES = 300;

/** The same in every run. `watches`: the largest size. */
export function prepareMaterial(vocabulary: Vocabulary, watches: number): Material {
  const cold = writeArticles(vocabulary, { count: COLD_ARTICLES, seed: 13, unseen: true });
  return {
    warmUp: writeArticles(vocabulary, { count: WARM_UP_ARTICLES, seed: 11, unseen: false }),
    articles: writeArticles(vocabulary, { count: ARTICLES, seed: 12, unseen: false }),
    cold,
    coldWords: countDistinctWords(cold),
    long: writeArticles(vocabulary, { count: LONG_ARTICLES, seed: 16, unseen: false, length: LONG }),
    watches: writeWatches(vocabulary, { count: watches, seed: 14, fromRank: FROM_RANK }),
    further: writeWatches(vocabulary, { count: FURTHER_WATCHES, seed: 15, fromRank: FROM_RANK }),
    wholeLanguage: writeWholeLanguage(vocabulary, { count: watches, seed: 17, fromRank: FROM_RANK }),
  };
}
