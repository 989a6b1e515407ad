import { jest } from '@jest/globals';
import type * as PostingsModule from '../../../src/match/index/postings.ts';

/** The real postings; how many watches came up for the last article is kept to be seen. */
let candidates = 0;
const postings: typeof PostingsModule = await import('../../../src/match/index/postings.ts');
jest.unstable_mockModule('../../../src/match/index/postings.ts', () => ({
  ...postings,
  createPostings() {
    const held = postings.createPostings();
    const collect: typeof held.collect = (presence, into) => {
      candidates = held.collect(presence, into);
      return candidates;
    };
    return { ...held, collect };
  },
}));
const { createWatchIndex } = await import('../../../src/match/index/watch-index.ts');

/** Long words are expected to be rare: the watch is kept by the first two. */
const QUERY = 'international AND government AND bat';
const IN_VAIN = 'The government signs an international treaty.';

function indexOf(queries: string[]) {
  const index = createWatchIndex({});
  for (const query of queries) index.add({ id: query, query, language: null, dialect: null });
  const find = (text: string) => index.find({ title: '', text, language: 'en' });
  return { index, find };
}

/** How often an article comes before the watches that it does not satisfy are left alone, up to `most`. */
function timesInVain(find: (text: string) => string[], most: number): number {
  for (let times = 0; times < most; times += 1) {
    expect(find(IN_VAIN)).toEqual([]);
    if (candidates === 0) return times;
  }
  return most;
}

it('comes up no more for articles that hold what was thought to be rare', () => {
  const { find } = indexOf([QUERY]);
  const times = timesInVain(find, 1_000);
  expect(times).toBeGreaterThan(0);
  expect(times).toBeLessThan(1_000);
  expect(timesInVain(find, 1_000)).toBe(0);
});

it('is found as before, and gone when it is removed', () => {
  const { index, find } = indexOf([QUERY]);
  timesInVain(find, 1_000);
  expect(find('A bat stops an international flight of the government.')).toEqual([QUERY]);
  expect(find('A bat.')).toEqual([]);
  expect(find('A bat stops an international flight.')).toEqual([]);
  index.remove(QUERY);
  expect(find('A bat stops an international flight of the government.')).toEqual([]);
  expect(candidates).toBe(0);
});

it('stays where it is when nothing it asks for is rarer', () => {
  const { find } = indexOf(['international AND government NOT treaty']);
  expect(timesInVain(find, 200)).toBe(200);
  expect(find('An international government.')).toHaveLength(1);
});

it('goes with few others at a time', () => {
  const names = Array.from({ length: 50 }, (_, index) => `bat${index}`);
  const { find } = indexOf(names.map((name) => `international AND government AND ${name}`));
  for (let times = 0; times < 32; times += 1) find(IN_VAIN);
  const left = [50, 50, 50].map(() => {
    find(IN_VAIN);
    return candidates;
  });
  expect(left).toEqual([30, 10, 0]);
});
