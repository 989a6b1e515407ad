import type { WatchIndex } from '../../../src/match/watch-index.ts';
import { type Agreement, compareFindings } from './agreement.ts';
import { type BenchArticle, writeArticles } from './corpus.ts';
import { addQuery, findUninflected, indexQueries, queriesOf } from './engine.ts';
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
import type { PostgresBaseline } from './postgres.ts';
import { createRegExpBaseline } from './regexp.ts';
import type { Vocabulary } from './vocabulary.ts';
import { type Asked, writeWatches } from './watches.ts';

/** What all sizes are measured with. */
export interface Material {
  vocabulary: Vocabulary;
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

/** Figures for one number of watches. */
export interface SizeResult {
  watches: number;
  engine: EngineResult;
  regexp: BaselineResult;
  postgres: BaselineResult;
}

/** Durations are in ms, memory in bytes. */
export interface EngineResult {
  load: number;
  /** The first article of all, when the inflection of its language is prepared. */
  firstArticle: number;
  find: RoundsOfCalls;
  /** With evidence. */
  match: RoundsOfCalls;
  cold: Rate;
  /** Watches an article satisfies, on average. */
  matches: number;
  memoryLoaded: number;
  memoryWarm: number;
  add: Spread;
  remove: Spread;
}

export interface BaselineResult {
  /** In ms. */
  load: number;
  rate: Rate;
  agreement: Agreement;
}

const WARM_UP_ARTICLES = 1_000;
const ARTICLES = 300;
const COLD_ARTICLES = 1_000;
const FURTHER_WATCHES = 300;

export function prepareMaterial(
  vocabulary: Vocabulary,
  { watches, wildcards }: { watches: number; wildcards: boolean },
): Material {
  return {
    vocabulary,
    warmUp: writeArticles(vocabulary, { count: WARM_UP_ARTICLES, seed: 11, unseen: false }),
    articles: writeArticles(vocabulary, { count: ARTICLES, seed: 12, unseen: false }),
    cold: writeArticles(vocabulary, { count: COLD_ARTICLES, seed: 13, unseen: true }),
    watches: writeWatches(vocabulary, { count: watches, seed: 14, wildcards }),
    further: writeWatches(vocabulary, { count: FURTHER_WATCHES, seed: 15, wildcards }),
  };
}

/** Measures the first `count` watches, `seconds` for each figure; a baseline's first article may take it longer. */
export async function measureSize(
  count: number,
  material: Material,
  { postgres, seconds }: { postgres: PostgresBaseline; seconds: number },
): Promise<SizeResult> {
  const watches = material.watches.slice(0, count);
  const { index, result: engine } = await measureEngine(queriesOf(watches), material, seconds);

  async function measureBaseline(
    load: () => Promise<(article: BenchArticle) => number[] | Promise<number[]>>,
  ): Promise<BaselineResult> {
    const start = performance.now();
    const find = await load();
    const loaded = performance.now();
    // Expressions are compiled, and pages read, at the first article or the second.
    for (const article of material.warmUp.slice(0, 2)) await find(article);
    const expected: number[][] = [];
    const rate = await measureOnce(material.articles, seconds, async (article) => {
      expected.push(await find(article));
    });
    const found = material.articles.slice(0, rate.articles).map((article) => findUninflected(index, article));
    return { load: loaded - start, rate, agreement: compareFindings(found, expected, count) };
  }

  return {
    watches: count,
    engine,
    regexp: await measureBaseline(async () => createRegExpBaseline(watches).find),
    postgres: await measureBaseline(async () => {
      await postgres.load(watches);
      return postgres.find;
    }),
  };
}

async function measureEngine(
  queries: readonly string[],
  { warmUp, articles, cold, further }: Material,
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
  const coldRate = await measureOnce(cold, seconds, (article) => {
    index.find(article);
  });
  return {
    index,
    result: {
      load,
      firstArticle,
      find,
      match,
      cold: coldRate,
      matches,
      memoryLoaded,
      memoryWarm,
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
