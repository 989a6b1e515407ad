import type { WatchIndex } from '../../../src/match/index/watch-index.ts';
import type { BenchArticle } from './corpus.ts';
import { addQuery, indexQueries, queriesOf } from './engine.ts';
import type { Material } from './material.ts';
import {
  measureOnce,
  measureRounds,
  memoryInUse,
  type Rate,
  type RoundsOfCalls,
  type Spread,
  spreadOf,
  timeOf,
} from './measure.ts';

/** Durations are in ms, memory in bytes. */
export interface EngineResult {
  load: number;
  /** The first article of all, when the inflection of its language is prepared. */
  firstArticle: number;
  find: RoundsOfCalls;
  /** With evidence. */
  match: RoundsOfCalls;
  cold: Rate;
  /** Different words in the cold articles that were read. */
  coldWords: number;
  /** Of articles ten times as long. */
  long: RoundsOfCalls;
  /** Watches an article satisfies, on average. */
  matches: number;
  memoryLoaded: number;
  memoryWarm: number;
  /** After the cold articles. */
  memoryCold: number;
  add: Spread;
  remove: Spread;
}

/** Reading cold articles goes on for so many times the seconds of a rate: what is kept of words fills up meanwhile. */
const COLD_TIMES = 8;

/** Measures Wirewatch's index, `seconds` for each rate, and hands it over as it is then. */
export async function measureEngine(
  queries: readonly string[],
  { warmUp, articles, cold, coldWords, long, further }: Material,
  seconds: number,
): Promise<{ index: WatchIndex; result: EngineResult }> {
  const before = memoryInUse();
  const start = performance.now();
  const index = indexQueries(queries);
  const load = performance.now() - start;
  const memoryLoaded = memoryInUse() - before;

  const firstArticle = timeOf(() => index.find(warmUp[0]!));
  for (const article of warmUp) index.find(article);
  const memoryWarm = memoryInUse() - before;

  const matches = articles.reduce((sum, article) => sum + index.find(article).length, 0) / articles.length;
  const find = measureRounds(articles, seconds, (article) => index.find(article));
  const match = measureRounds(articles, seconds, (article) => index.match(article));
  const longRounds = measureRounds(long, seconds / 3, (article) => index.find(article));
  const coldRate = await measureOnce(cold, COLD_TIMES * seconds, (article) => {
    index.find(article);
  });
  const memoryCold = memoryInUse() - before;
  return {
    index,
    result: {
      load,
      firstArticle,
      find,
      match,
      cold: coldRate,
      coldWords: coldWords[coldRate.articles - 1]!,
      long: longRounds,
      matches,
      memoryLoaded,
      memoryWarm,
      memoryCold,
      ...measureChanges(index, queriesOf(further), articles),
    },
  };
}

/** Adds a watch and removes it, as happens in use: between articles. */
function measureChanges(
  index: WatchIndex,
  queries: readonly string[],
  articles: readonly BenchArticle[],
): { add: Spread; remove: Spread } {
  const add: number[] = [];
  const remove: number[] = [];
  for (const [number, query] of queries.entries()) {
    index.find(articles[number % articles.length]!);
    add.push(timeOf(() => addQuery(index, 'further', query)));
    index.find(articles[(number + 1) % articles.length]!);
    remove.push(timeOf(() => index.remove('further')));
  }
  return { add: spreadOf(add), remove: spreadOf(remove) };
}
