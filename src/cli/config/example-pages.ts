import type { ReadPage } from '../../config/expect/unmet.ts';
import { createExtractor } from '../../extract/extractor.ts';
import { fetchPage } from '../../extract/page/fetch-page.ts';
import { createRobots } from '../../extract/page/robots.ts';
import type { HttpClient } from '../../net/http.ts';
import { articleOfPage } from '../article/article-line.ts';

/** Pages that are asked for, and ms in which the last of them is begun with: the rest is told as not checked. */
const MAX_PAGES = 100;
const MAX_MS = 60_000;

/**
 * Runs `use` with what reads the pages of examples, each address once and as Wirewatch reads articles. How many there are,
 * and how long they take, is bounded.
 */
export async function withExamplePages<T>(http: HttpClient, use: (readPage: ReadPage) => Promise<T>): Promise<T> {
  const extractor = createExtractor({ threads: 1 });
  const fetcher = { http, extractor, robots: createRobots(http) };
  const until = performance.now() + MAX_MS;
  const asked = new Map<string, ReturnType<ReadPage>>();
  const read = async (url: string): ReturnType<ReadPage> => {
    const page = await fetchPage(fetcher, url);
    if (page.kind === 'postponed') return { kind: 'unread', reason: 'the host wants to be left alone' };
    if (page.kind === 'unavailable') return { kind: 'unread', reason: page.reason };
    const given = await articleOfPage(url, page.article);
    return given.kind === 'article'
      ? { kind: 'read', article: given.article }
      : { kind: 'unread', reason: given.reason };
  };
  try {
    return await use(async (url) => {
      const known = asked.get(url);
      if (known) return known;
      if (asked.size >= MAX_PAGES) return { kind: 'unread', reason: `${MAX_PAGES} pages were asked for before it` };
      if (performance.now() > until) return { kind: 'unread', reason: 'those before it took too long' };
      const reading = read(url);
      asked.set(url, reading);
      return reading;
    });
  } finally {
    await extractor.close();
  }
}
