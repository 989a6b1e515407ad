import { columns, figure } from '../columns.ts';
import type { Reading } from './measure-reader.ts';
import type { PoolRate } from './pool.ts';

/** A line for each contestant, the ratios, and a line for each size of the pool. The first contestant is Wirewatch. */
export function formatExtraction(readings: [name: string, reading: Reading][], pools: PoolRate[]): string {
  const rows = readings.map(([name, { pages, median, p95, max, peakRss, withText }]) => [
    name,
    ...[median, p95, max].map(figure),
    figure(peakRss / 1e6),
    `${withText} of ${pages}`,
  ]);
  const [[, ours], ...others] = readings as [[string, Reading], ...[string, Reading][]];
  const ratios = others.map(
    ([name, theirs]) =>
      `${figure(ours.median / theirs.median)} of the median and ${figure(ours.p95 / theirs.p95)} of the p95 of ${name}`,
  );
  const single = pools[0];
  const growth = pools.map(({ threads, pagesPerSecond }) => [
    `${threads} ${threads === 1 ? 'thread' : 'threads'}`,
    `${figure(pagesPerSecond)} pages/s`,
    single ? `${figure(pagesPerSecond / single.pagesPerSecond)} times one` : '',
  ]);
  return [
    ...columns([['', 'median, ms', 'p95, ms', 'max, ms', 'peak memory, MB', 'with text'], ...rows]),
    ...ratios,
    '',
    ...columns(growth),
  ].join('\n');
}
