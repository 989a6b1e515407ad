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
  rate: Rate;
  agreement: Agreement;
}

/** People do not watch for everyday words: the 500th is in one article of nine. */
const FROM_RANK = 500;
const WARM_UP_ARTICLES = 1_000;
const ARTICLES = 300;
const COLD_ARTICLES = 1_000;
const FURTHER_WATCHES = 300;
/** V8 has no room for the machine code of 100,000 expressions at once. */
const REGEXP_SLICE = 10_000;

export function prepareMaterial(
  vocabulary: Vocabulary,
  { watches, wildcards }: { watches: number; wildcards: boolean },
): Material {
  return {
    vocabulary,
    warmUp: writeArticles(vocabulary, { count: WARM_UP_ARTICLES, seed: 11, unseen: false }),
    articles: writeArticles(vocabulary, { count: ARTICLES, seed: 12, unseen: false }),
    cold: writeArticles(vocabulary, { count: COLD_ARTICLES, seed: 13, unseen: true }),
    watches: writeWatches(vocabulary, { count: watches, seed: 14, fromRank: FROM_RANK, wildcards }),
    further: writeWatches(vocabulary, { count: FURTHER_WATCHES, seed: 15, fromRank: FROM_RANK, wildcards }),
  };
}

/** Measures the first `count` watches, `seconds` for each figure; where that is not enough for two articles, two. */
export async function measureSize(
  count: number,
  material: Material,
  { postgres, seconds }: { postgres: PostgresBaseline; seconds: number },
): Promise<SizeResult> {
  const watches = material.watches.slice(0, count);
  const { index, result: engine } = await measureEngine(queriesOf(watches), material, seconds);
  const compared = ({ rate, findings }: BaselineRun): BaselineResult => ({
    rate,
    agreement: compareFindings(
      material.articles.slice(0, rate.articles).map((article) => findUninflected(index, article)),
      findings,
      count,
    ),
  });
  return {
    watches: count,
    engine,
    regexp: compared(await runRegExps(watches, material, seconds)),
    postgres: compared(await runPostgres(postgres, watches, material, seconds)),
  };
}

interface BaselineRun {
  rate: Rate;
  /** For each article, the numbers of the watches that match. */
  findings: number[][];
}

/** Each slice of the watches is tried on the same articles, and the times are added up. */
async function runRegExps(
  watches: readonly Asked[],
  { warmUp, articles }: Material,
  seconds: number,
): Promise<BaselineRun> {
  const slices = Math.ceil(watches.length / REGEXP_SLICE);
  let compared = articles;
  let duration = 0;
  const findings: number[][] = articles.map(() => []);
  for (let from = 0; from < watches.length; from += REGEXP_SLICE) {
    const baseline = createRegExpBaseline(watches.slice(from, from + REGEXP_SLICE));
    // V8 interprets an expression the first time and compiles it the second.
    for (const article of warmUp.slice(0, 2)) baseline.find(article);
    const rate = await measureOnce(compared, from === 0 ? seconds / slices : Number.POSITIVE_INFINITY, (article) => {
      findings[articles.indexOf(article)]!.push(...baseline.find(article).map((number) => from + number));
    });
    compared = compared.slice(0, rate.articles);
    duration += rate.articles / rate.perSecond;
  }
  return {
    rate: { articles: compared.length, perSecond: compared.length / duration },
    findings: findings.slice(0, compared.length),
  };
}

async function runPostgres(
  postgres: PostgresBaseline,
  watches: readonly Asked[],
  { warmUp, articles }: Material,
  seconds: number,
): Promise<BaselineRun> {
  await postgres.load(watches);
  for (const article of warmUp.slice(0, 2)) await postgres.find(article);
  const findings: number[][] = [];
  const rate = await measureOnce(articles, seconds, async (article) => {
    findings.push(await postgres.find(article));
  });
  return { rate, findings };
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
