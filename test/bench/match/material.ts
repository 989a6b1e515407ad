import { type BenchArticle, writeArticles } from './corpus.ts';
import type { Vocabulary } from './vocabulary.ts';
import { type Asked, writeWatches } from './watches.ts';

/** What all sizes are measured with. */
export interface Material {
  /** Read before anything is measured, so that the engine knows the words. */
  warmUp: readonly BenchArticle[];
  articles: readonly BenchArticle[];
  /** Half of the distinct words of each were never seen. */
  cold: readonly BenchArticle[];
  /** As many as the largest size. */
  watches: readonly Asked[];
  /** Added and removed on top of the others. */
  further: readonly Asked[];
}

/** People do not watch for everyday words: the 500th is in one article of nine. */
const FROM_RANK = 500;
const WARM_UP_ARTICLES = 1_000;
const ARTICLES = 300;
const COLD_ARTICLES = 1_000;
const FURTHER_WATCHES = 300;

/** The same in every run. `watches`: the largest size. */
export function prepareMaterial(vocabulary: Vocabulary, watches: number): Material {
  return {
    warmUp: writeArticles(vocabulary, { count: WARM_UP_ARTICLES, seed: 11, unseen: false }),
    articles: writeArticles(vocabulary, { count: ARTICLES, seed: 12, unseen: false }),
    cold: writeArticles(vocabulary, { count: COLD_ARTICLES, seed: 13, unseen: true }),
    watches: writeWatches(vocabulary, { count: watches, seed: 14, fromRank: FROM_RANK }),
    further: writeWatches(vocabulary, { count: FURTHER_WATCHES, seed: 15, fromRank: FROM_RANK }),
  };
}
