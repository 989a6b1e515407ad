import { indexQueries } from './engine.ts';
import type { Material } from './material.ts';
import { measureRounds, memoryInUse, type RoundsOfCalls } from './measure.ts';

/** Figures of watches that use the whole language. Durations are in ms, memory in bytes. */
export interface WholeLanguageResult {
  load: number;
  find: RoundsOfCalls;
  /** Watches an article satisfies, on average. */
  matches: number;
  /** After the articles to warm up with. */
  memoryWarm: number;
}

/** Measures the first `count` watches, `seconds` for the rate. */
export function measureWholeLanguage(
  count: number,
  { wholeLanguage: { aliases, queries }, warmUp, articles }: Material,
  seconds: number,
): WholeLanguageResult {
  const before = memoryInUse();
  const start = performance.now();
  const index = indexQueries(queries.slice(0, count), aliases);
  const load = performance.now() - start;
  for (const article of warmUp) index.find(article);
  const memoryWarm = memoryInUse() - before;
  const matches = articles.reduce((sum, article) => sum + index.find(article).length, 0) / articles.length;
  return { load, find: measureRounds(articles, seconds, (article) => index.find(article)), matches, memoryWarm };
}
