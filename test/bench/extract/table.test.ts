import type { Reading } from './measure-reader.ts';
import { readPages } from './pages.ts';
import { formatExtraction } from './table.ts';

const reading = (median: number, p95: number): Reading => {
  return { pages: 10, median, p95, max: 2 * p95, peakRss: 100e6, withText: 9 };
};

it('tells what share of the baseline Wirewatch takes, and how the pool grows', () => {
  const pools = [1, 2].map((threads) => ({ threads, pagesPerSecond: 40 * threads }));
  const readings: [string, Reading][] = [
    ['Wirewatch', reading(10, 30)],
    ['Readability on jsdom', reading(50, 300)],
  ];
  const text = formatExtraction(readings, pools);
  expect(text).toContain('0.2 of the median and 0.1 of the p95 of Readability on jsdom');
  expect(text).toContain('9 of 10');
  expect(text).toMatch(/2 threads +80 pages\/s +2 times one/);
});

it('generates the same pages in every run, of very different sizes', () => {
  const pages = readPages(null);
  expect(readPages(null)).toEqual(pages);
  const sizes = pages.map(({ html }) => html.length);
  expect(Math.max(...sizes) / Math.min(...sizes)).toBeGreaterThan(4);
});
