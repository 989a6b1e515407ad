import type { Material } from './material.ts';
import { measureOnce, type Rate } from './measure.ts';
import type { PostgresBaseline } from './postgres.ts';
import { createRegExpBaseline } from './regexp.ts';
import type { Asked } from './watches.ts';

/** How a baseline did with the first articles, as many as time allowed. */
export interface BaselineRun {
  rate: Rate;
  /** For each article, the numbers of the watches that match. */
  findings: number[][];
}

/** V8 has no room for the machine code of 100,000 expressions at once. */
const REGEXP_SLICE = 10_000;
/** Articles to get ready with: V8 interprets an expression the first time and compiles it the second. */
const PREPARING_ARTICLES = 2;

/** Each slice of the watches is tried on the same articles, and the times are added up. */
export async function runRegExps(
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
    for (const article of warmUp.slice(0, PREPARING_ARTICLES)) baseline.find(article);
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

export async function runPostgres(
  postgres: PostgresBaseline,
  watches: readonly Asked[],
  { warmUp, articles }: Material,
  seconds: number,
): Promise<BaselineRun> {
  await postgres.load(watches);
  for (const article of warmUp.slice(0, PREPARING_ARTICLES)) await postgres.find(article);
  const findings: number[][] = [];
  const rate = await measureOnce(articles, seconds, async (article) => {
    findings.push(await postgres.find(article));
  });
  return { rate, findings };
}
