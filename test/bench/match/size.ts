import { type Agreement, compareFindings } from './agreement.ts';
import { findUninflected, queriesOf } from './engine.ts';
import type { Material } from './material.ts';
import type { Rate } from './measure.ts';
import { type BaselineRun, runPostgres, runRegExps } from './measure-baselines.ts';
import { type EngineResult, measureEngine } from './measure-engine.ts';
import { measureWholeLanguage, type WholeLanguageResult } from './measure-whole-language.ts';
import type { PostgresBaseline } from './postgres.ts';

/** Figures for one number of watches. */
export interface SizeResult {
  watches: number;
  engine: EngineResult;
  regexp: BaselineResult;
  postgres: BaselineResult;
  wholeLanguage: WholeLanguageResult;
}

export interface BaselineResult {
  rate: Rate;
  agreement: Agreement;
}

/** What is compared with each other. */
type Contest = Pick<SizeResult, 'engine' | 'regexp' | 'postgres'>;

/** Measures the first `count` watches, `seconds` for each figure; where that is not enough for two articles, two. */
export async function measureSize(
  count: number,
  material: Material,
  using: { postgres: PostgresBaseline; seconds: number },
): Promise<SizeResult> {
  const contest = await measureContest(count, material, using);
  return { watches: count, ...contest, wholeLanguage: measureWholeLanguage(count, material, using.seconds) };
}

async function measureContest(
  count: number,
  material: Material,
  { postgres, seconds }: { postgres: PostgresBaseline; seconds: number },
): Promise<Contest> {
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
    engine,
    regexp: compared(await runRegExps(watches, material, seconds)),
    postgres: compared(await runPostgres(postgres, watches, material, seconds)),
  };
}
