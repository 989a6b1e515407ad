/** Measures one contestant in a process of its own: `measure-reader.ts NAME ROUNDS [FOLDER]` prints a {@link Reading}. */
import { CONTESTANTS, type Contestant } from './contestants.ts';
import { readPages } from './pages.ts';

/** How one contestant read all pages. */
export interface Reading {
  pages: number;
  /** ms a page. Of a page, the median of its rounds counts. */
  median: number;
  p95: number;
  max: number;
  /** Most memory the process had, in bytes. */
  peakRss: number;
  /** Pages in which any text was found. */
  withText: number;
}

const [name, rounds, folder] = process.argv.slice(2) as [Contestant, string, string?];
const pages = readPages(folder ?? null);
const read = await CONTESTANTS[name]();

const times: number[][] = pages.map(() => []);
let withText = 0;
// The first round warms up and does not count.
for (let round = 0; round <= Number(rounds); round += 1) {
  for (const [i, page] of pages.entries()) {
    const start = performance.now();
    const length = await read(page);
    if (round > 0) times[i]!.push(performance.now() - start);
    else if (length > 0) withText += 1;
  }
}
const sorted = times.map((one) => quantile(one, 0.5)).sort((a, b) => a - b);
const reading: Reading = {
  pages: pages.length,
  median: quantile(sorted, 0.5),
  p95: quantile(sorted, 0.95),
  max: sorted.at(-1)!,
  peakRss: process.resourceUsage().maxRSS * 1024,
  withText,
};
console.log(JSON.stringify(reading));

function quantile(values: number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))]!;
}
