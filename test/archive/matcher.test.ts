import { createMatcher } from '../../src/archive/matcher.ts';
import { type MatcherThread, startMatcherThread } from '../../src/archive/matcher-thread.ts';
import { article, useStore } from '../store/support.ts';
import { eventually } from '../support/app.ts';
import { readCorpus } from './corpus.ts';
import { fill, search, storeArticles, watchOf } from './support.ts';

const corpus = readCorpus();
const ALIASES = { bka: ['{BKA}', 'Bundeskriminalamt', '联邦刑事警察局'] };
const CONFIGURATIONS = [
  {
    watches: [watchOf('@bka OR kilo OR полиция'), watchOf('title:"Kilo" OR 警察 OR شرطة', { id: 'two' })],
    aliases: ALIASES,
  },
  { watches: [], aliases: {} },
  { watches: [watchOf('Häuser NOT NEAR/2 Amt', { language: 'de' })], aliases: {} },
];

let thread: MatcherThread | null = null;
afterEach(() => thread?.close());

describe('a thread that matches articles', () => {
  it('says what the matcher says, evidence and all, of one batch after the other', async () => {
    thread = startMatcherThread(CONFIGURATIONS);
    const here = createMatcher(CONFIGURATIONS);
    const batches = [corpus.slice(0, 50), corpus.slice(50), corpus.slice(-20), []];
    const said = await Promise.all(batches.map((batch) => thread!.match(batch)));
    expect(said).toEqual(await Promise.all(batches.map((batch) => here.match(batch))));
    expect(said.flat(3).length).toBeGreaterThan(5);
    expect(thread.isReady()).toBe(true);
  });

  it('answers nobody any more once it is closed', async () => {
    thread = startMatcherThread(CONFIGURATIONS);
    await eventually('the thread', async () => thread!.isReady());
    const waiting = thread.match(corpus);
    await Promise.all([expect(waiting).rejects.toThrow('has ended'), thread.close()]);
    await expect(thread.match(corpus)).rejects.toThrow('has ended');
  });

  it('tells what is wrong with a watch', async () => {
    thread = startMatcherThread([{ watches: [watchOf('(')], aliases: {} }]);
    await expect(thread.match(corpus)).rejects.toThrow('query');
  });
});

describe('a search over many articles', () => {
  const store = useStore();

  it('finds all of them once, the latest first, and leaves others their turns', async () => {
    const text = `A ferry. ${'Many other words follow it here. '.repeat(50)}`;
    const ids = await storeArticles(
      store.db,
      Array.from({ length: 1_500 }, (_, nth) =>
        article(`${nth}`, { text: nth % 3 === 0 ? text : `No ${text.slice(8)}` }),
      ),
    );
    await fill(store.db);
    const looked: number[] = [];
    const { ids: found, progress } = await search(store.db, [watchOf('ferry OR "other words" NOT no')], {
      onProgress: (come) => looked.push(come.looked),
    });
    expect(found).toEqual(ids.filter((_, nth) => nth % 3 === 0).toReversed());
    expect(progress).toMatchObject({ end: 'whole', looked: 1_500, candidates: 1_500 });
    expect(looked).toEqual(looked.toSorted((a, b) => a - b));
    expect(looked.length).toBeGreaterThan(10);
  });

  it('is stopped with what was found until then', async () => {
    const ids = await storeArticles(
      store.db,
      Array.from({ length: 1_000 }, (_, nth) => article(`${nth}`, { text: 'A ferry.' })),
    );
    const stopping = new AbortController();
    const { ids: found, progress } = await search(store.db, [watchOf('ferry')], {
      signal: stopping.signal,
      onProgress: ({ looked }) => looked >= 100 && stopping.abort(),
    });
    expect(progress.end).toBe('stopped');
    expect(progress.looked).toBe(found.length);
    expect(progress.looked).toBeLessThan(1_000);
    expect(found).toEqual(ids.toReversed().slice(0, found.length));
  });
});
