import { countDistinctWords, writeArticles } from './corpus.ts';
import { createVocabulary } from './vocabulary.ts';

const vocabulary = createVocabulary(1);
const warm = writeArticles(vocabulary, { count: 100, seed: 2, unseen: false });
const cold = writeArticles(vocabulary, { count: 100, seed: 3, unseen: true });

const wordsOf = (article: { title: string; text: string }) =>
  new Set(`${article.title} ${article.text}`.toLowerCase().match(/[\w']+/g));

it('writes the same articles in every run', () => {
  expect(writeArticles(createVocabulary(1), { count: 100, seed: 2, unseen: false })).toEqual(warm);
  expect(writeArticles(vocabulary, { count: 1, seed: 4, unseen: false })).not.toEqual(warm.slice(0, 1));
});

it('writes articles of some 5 KB, or of the length asked for', () => {
  const mean = warm.reduce((sum, { text }) => sum + text.length, 0) / warm.length;
  expect(mean).toBeGreaterThan(5_000);
  expect(mean).toBeLessThan(5_600);
  const [long] = writeArticles(vocabulary, { count: 1, seed: 2, unseen: false, length: 50_000 });
  expect(long!.text.length).toBeGreaterThan(50_000);
  expect(long!.text.length).toBeLessThan(52_000);
});

it('lets words stand in several forms, with names, numbers, hyphens and apostrophes', () => {
  const text = warm.map((article) => article.text).join(' ');
  const [plain] = vocabulary.words;
  for (const ending of ['', 's', 'ed', 'ing', "'s"]) expect(text).toMatch(new RegExp(`\\b${plain}${ending} `));
  for (const form of [/[a-z] [A-Z][a-z]+ [A-Z][a-z]+/, /\b\d+\b/, /[a-z]-[a-z]/, /n't\b/]) expect(text).toMatch(form);
});

it('makes half of the different words of a cold article new ones', () => {
  const known = countDistinctWords([...warm, ...cold]);
  const added = known.at(-1)! - known[warm.length - 1]!;
  const held = cold.reduce((sum, article) => sum + wordsOf(article).size, 0);
  expect(added / held).toBeGreaterThan(0.48);
  expect(added / held).toBeLessThan(0.6);
});

it('counts a word once, however it is written', () => {
  const article = { title: 'One two', text: "Two ONE three-one don't", language: null };
  expect(countDistinctWords([article, article, { ...article, text: 'four' }])).toEqual([4, 4, 5]);
});
