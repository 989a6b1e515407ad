import type { Page } from './pages.ts';

/** Reads a page and returns the length of its text, so that nothing can be left out. */
export type Reader = (page: Page) => Promise<number>;

/** Who reads, by name. Loaded in a process of its own, which reads with nothing else. */
export const CONTESTANTS = {
  Wirewatch: loadWirewatch,
  'Readability on jsdom': loadReadability,
} satisfies Record<string, () => Promise<Reader>>;

export type Contestant = keyof typeof CONTESTANTS;

async function loadWirewatch(): Promise<Reader> {
  const { extractArticle } = await import('../../../src/extract/article.ts');
  return async ({ html, url }) => {
    const read = await extractArticle(html, url);
    return read.kind === 'read' ? read.article.text.length : 0;
  };
}

/** As its documentation shows: https://github.com/mozilla/readability#nodejs-usage. */
async function loadReadability(): Promise<Reader> {
  const { JSDOM, VirtualConsole } = await import('jsdom');
  const { Readability } = await import('@mozilla/readability');
  return async ({ html, url }) => {
    const { document } = new JSDOM(html, { url, virtualConsole: new VirtualConsole() }).window;
    return new Readability(document).parse()?.textContent?.length ?? 0;
  };
}
