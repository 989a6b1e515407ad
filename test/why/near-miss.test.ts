import { nearMisses, nearnessTo } from '../../src/why/near-miss.ts';
import { watch } from '../support/app.ts';

const ARTICLE = {
  title: 'Skagen counts its ships',
  text: 'The harbour is full after the storm, and the bridge to the west is closed. Behörden prüfen 東京電力.',
  language: 'en',
};
const ALIASES = { port: ['harbour', 'haven'] };
const near = (query: string) => nearnessTo(watch('w', query, []), ARTICLE, ALIASES)!;

it.each([
  ['all of it', 'harbour AND bridge', 1],
  ['the words, too far apart', 'harbour NEAR/3 closed', 0.9],
  ['one of two', 'harbour AND ferry', 0.5],
  ['one side of a proximity', 'harbour NEAR/5 ferry', 0.45],
  ['all but what it excludes', 'harbour AND NOT storm', 0.9],
  ['the better part of a choice', '(ferry AND train) OR (harbour AND train)', 0.5],
  ['the words in another field', 'title:harbour', 0],
  ['a name of an alias', '@port AND ferry', 0.5],
  ['a word in another form', '{Harbour}', 0.5],
  ['nothing', 'ferry AND train', 0],
  ['nothing, though what it excludes is missing', 'ferry AND NOT train', 0],
])('measures how much of a query holds: %s', (_what, query, share) => {
  expect(near(query).share).toBeCloseTo(share, 5);
});

it('says what failed, each part of a conjunction by itself', () => {
  expect(near('harbour AND ferry AND "bridge west"').failures).toEqual([
    expect.stringMatching(/^ferry: does not stand in the article/),
    expect.stringMatching(/^"bridge west": bridge at word 10, west at word 13/),
  ]);
  expect(near('harbour').failures).toEqual([]);
});

it('finds the near miss among thousands of watches of which no word stands there, and is not held up by them', async () => {
  const others = Array.from({ length: 3_000 }, (_, index) =>
    watch(`other${index}`, `zq${index} AND (vx${index} OR wk${index})`, []),
  );
  const last = watch('last', 'harbour NEAR/3 closed', []);
  const { nearest } = await nearMisses(ARTICLE, [...others, last], ALIASES, 3);
  expect(nearest.map((one) => one.watch.id)).toEqual(['last']);
});

it('guesses in any script', async () => {
  const others = Array.from({ length: 3_000 }, (_, index) => watch(`other${index}`, `zq${index}`, []));
  const queries = ['東京電力 AND 原発', 'Behörden AND Ministerium', '@port AND 原発'];
  const watches = [...others, ...queries.map((query) => watch(query, query, []))];
  const { nearest } = await nearMisses(ARTICLE, watches, ALIASES, 5);
  expect(nearest.map((one) => one.watch.id).sort()).toEqual([...queries].sort());
});
