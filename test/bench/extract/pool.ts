import { createExtractor } from '../../../src/extract/extractor.ts';
import type { Page } from './pages.ts';

/** Pages a second through the pool that production uses, guard and decoding included. */
export interface PoolRate {
  threads: number;
  pagesPerSecond: number;
}

/** @param seconds For so long at least, after a round that starts the threads and does not count. */
export async function measurePool(pages: Page[], threads: number, seconds: number): Promise<PoolRate> {
  const extractor = createExtractor({ threads });
  // Each page is read from memory of its own, as one that was fetched.
  const readAll = () =>
    Promise.all(
      pages.map(({ html, url }) => extractor.extract({ html: Buffer.from(html), contentType: 'text/html', url })),
    );
  try {
    await readAll();
    const start = performance.now();
    let read = 0;
    while (performance.now() - start < seconds * 1_000) read += (await readAll()).length;
    return { threads, pagesPerSecond: (read * 1_000) / (performance.now() - start) };
  } finally {
    await extractor.close();
  }
}
