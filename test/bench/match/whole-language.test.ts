import { writeArticles } from './corpus.ts';
import { indexQueries } from './engine.ts';
import { createVocabulary } from './vocabulary.ts';
import { writeWholeLanguage } from './whole-language.ts';

const vocabulary = createVocabulary(1);
// Of the commonest words, so that each form matches somewhere.
const { aliases, queries } = writeWholeLanguage(vocabulary, { count: 800, seed: 2, fromRank: 2 });
const index = indexQueries(queries, aliases);
const articles = writeArticles(vocabulary, { count: 100, seed: 3, unseen: false });
const matching = [...new Set(articles.flatMap((article) => index.find(article)))].map((id) => queries[Number(id)]!);

const FORMS = {
  sentence: /NEAR\/s/,
  paragraph: /NEAR\/p/,
  order: /ONEAR\/10/,
  'not near': /NOT NEAR/,
  'near within near': /\) NEAR\/5 .+\) NEAR\/20/,
  scope: /title:/,
  count: /ATLEAST/,
  beginning: /FIRST/,
  alias: /@group/,
  'as spelled': /=/,
  stem: /~\w+ AND/,
  'phrase with room': /"~5/,
  'one letter left open': /\?/,
  'any beginning': /^\*/,
};

it.each(Object.entries(FORMS))('has watches with the form: %s, and articles match some of them', (_, form) => {
  expect(queries.filter((query) => form.test(query)).length).toBeGreaterThan(10);
  expect(matching.filter((query) => form.test(query))).not.toEqual([]);
});

it('names groups of 60', () => {
  expect(new Set(Object.values(aliases).map((names) => names.length))).toEqual(new Set([60]));
});

it('begins a longer list with the shorter one', () => {
  const { queries: shorter } = writeWholeLanguage(vocabulary, { count: 41, seed: 2, fromRank: 2 });
  expect(queries.slice(0, 41)).toEqual(shorter);
});
