import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { compareFindings } from './agreement.ts';
import { writeArticles } from './corpus.ts';
import { findUninflected, indexQueries, queriesOf } from './engine.ts';
import { connectPostgresBaseline } from './postgres.ts';
import { createRegExpBaseline } from './regexp.ts';
import { createVocabulary } from './vocabulary.ts';
import { writeWatches } from './watches.ts';

const WATCHES = 200;
const vocabulary = createVocabulary(1);
// Of the commonest words, so that many match, and many nearly do.
const watches = writeWatches(vocabulary, { count: WATCHES, seed: 2, fromRank: 4 });
const articles = writeArticles(vocabulary, { count: 30, seed: 3, unseen: false });

const index = indexQueries(queriesOf(watches));
const found = articles.map((article) => findUninflected(index, article));

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

it('compares watches of which many match and many do not', () => {
  const share = found.flat().length / (WATCHES * articles.length);
  expect(share).toBeGreaterThan(0.02);
  expect(share).toBeLessThan(0.5);
});

it('finds what one regular expression a watch finds', () => {
  const baseline = createRegExpBaseline(watches);
  const expected = articles.map((article) => baseline.find(article));
  expect(compareFindings(found, expected, WATCHES)).toEqual({
    pairs: WATCHES * articles.length,
    matching: found.flat().length,
    differing: 0,
  });
});

it('finds what PostgreSQL finds', async () => {
  const baseline = await connectPostgresBaseline(database.url);
  await baseline.load(watches);
  const expected: number[][] = [];
  for (const article of articles) expected.push(await baseline.find(article));
  await baseline.close();
  expect(found).toEqual(expected);
});

it('counts the pairs on which two disagree, whichever of them says match', () => {
  const agreement = compareFindings([[1, 2], [], [5]], [[2, 3], [4], [5]], 10);
  expect(agreement).toEqual({ pairs: 30, matching: 2, differing: 3 });
});
