import type { Rate, Spread } from './measure.ts';
import type { BaselineResult, SizeResult } from './size.ts';

/** The sizes between which growth is told. */
const GROWTH_FROM = 1_000;
const GROWTH_TO = 100_000;

type Row = [label: string, figure: (result: SizeResult) => string];

const ROWS: Row[] = [
  ['articles/s, Wirewatch, words known', ({ engine }) => rate(engine.find)],
  ['articles/s, Wirewatch, half the words new', ({ engine }) => rate(engine.cold)],
  ['articles/s, Wirewatch with evidence', ({ engine }) => rate(engine.match)],
  ['articles/s, Wirewatch, whole language', ({ wholeLanguage }) => rate(wholeLanguage.find)],
  ['articles/s, one RegExp a watch', ({ regexp }) => rate(regexp.rate)],
  ['articles/s, PostgreSQL', ({ postgres }) => rate(postgres.rate)],
  ['times the RegExps', ({ engine, regexp }) => figure(engine.find.perSecond / regexp.rate.perSecond)],
  ['times PostgreSQL', ({ engine, postgres }) => figure(engine.find.perSecond / postgres.rate.perSecond)],
  ['watches an article matches', ({ engine }) => figure(engine.matches)],
  ['the same, whole language', ({ wholeLanguage }) => figure(wholeLanguage.matches)],
  ['load, ms', ({ engine }) => figure(engine.load)],
  ['load, whole language, ms', ({ wholeLanguage }) => figure(wholeLanguage.load)],
  ['memory, loaded, MB', ({ engine }) => figure(engine.memoryLoaded / 1e6)],
  ['memory, words known, MB', ({ engine }) => figure(engine.memoryWarm / 1e6)],
  ['memory, after the new words, MB', ({ engine }) => figure(engine.memoryCold / 1e6)],
  ['memory, whole language, MB', ({ wholeLanguage }) => figure(wholeLanguage.memoryWarm / 1e6)],
  ['different words in the articles with new ones', ({ engine }) => figure(engine.coldWords)],
  ['add one watch, ms: median, p99, max', ({ engine }) => spread(engine.add)],
  ['remove one watch, ms: median, p99, max', ({ engine }) => spread(engine.remove)],
  ['first article of the language, ms', ({ engine }) => figure(engine.firstArticle)],
  ['slowest article, best round, ms', ({ engine }) => figure(engine.find.slowestEveryTime)],
  ['slowest article, any round, ms', ({ engine }) => figure(engine.find.slowestOnce)],
  ['slowest of 50 KB, best round, ms', ({ engine }) => figure(engine.long.slowestEveryTime)],
  ['slowest of 50 KB, any round, ms', ({ engine }) => figure(engine.long.slowestOnce)],
  ['compared with RegExps', ({ regexp }) => agreement(regexp)],
  ['compared with PostgreSQL', ({ postgres }) => agreement(postgres)],
];

/** A column for each size, and a line for what holds of several. */
export function formatResults(results: readonly SizeResult[]): string {
  const cells = [
    ['', ...results.map(({ watches }) => `N = ${watches.toLocaleString('en')}`)],
    ...ROWS.map(([label, figure]) => [label, ...results.map(figure)]),
  ];
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const lines = cells.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  '),
  );
  const growth = growthOf(results);
  return [
    ...lines,
    '',
    ...(growth === null ? [] : [`growth from 1,000 to 100,000 watches: time an article ~ N^${growth.toFixed(2)}`]),
    summary(
      'RegExps',
      results.map(({ regexp }) => regexp),
    ),
    summary(
      'PostgreSQL',
      results.map(({ postgres }) => postgres),
    ),
  ].join('\n');
}

/** The exponent to which the time for an article grows with the number of watches; null unless both sizes were measured. */
export function growthOf(results: readonly SizeResult[]): number | null {
  const rateAt = (size: number) => results.find(({ watches }) => watches === size)?.engine.find.perSecond;
  const [few, many] = [rateAt(GROWTH_FROM), rateAt(GROWTH_TO)];
  return few && many ? Math.log(few / many) / Math.log(GROWTH_TO / GROWTH_FROM) : null;
}

function summary(name: string, results: readonly BaselineResult[]): string {
  const sum = (key: 'pairs' | 'matching' | 'differing') =>
    results.reduce((total, { agreement }) => total + agreement[key], 0).toLocaleString('en');
  return `Wirewatch and ${name}: ${sum('pairs')} pairs of article and watch compared, ${sum('matching')} match in both, ${sum('differing')} differ`;
}

function agreement({ agreement: { pairs, differing } }: BaselineResult): string {
  return `${pairs.toLocaleString('en')}: ${differing} differ`;
}

function rate({ perSecond }: Rate): string {
  return figure(perSecond);
}

function spread({ median, p99, max }: Spread): string {
  return [median, p99, max].map(figure).join(' ');
}

/** Three digits say all that such figures can. */
function figure(value: number): string {
  return value >= 100
    ? Math.round(value).toLocaleString('en')
    : value.toLocaleString('en', { maximumSignificantDigits: value >= 0.1 ? 3 : 2 });
}
