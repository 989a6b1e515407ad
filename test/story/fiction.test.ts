import { groupAll, readFiction } from './support.ts';

const articles = readFiction();

/** How many pairs of articles are put together, and how many of those, and of those that belong together, rightly. */
function figures(stories: readonly number[]) {
  let [right, together, belonging] = [0, 0, 0];
  for (let later = 0; later < articles.length; later += 1) {
    for (let earlier = 0; earlier < later; earlier += 1) {
      const isOne = articles[later]!.story === articles[earlier]!.story;
      const isPutTogether = stories[later] === stories[earlier];
      if (isOne) belonging += 1;
      if (isPutTogether) together += 1;
      if (isOne && isPutTogether) right += 1;
    }
  }
  return { precision: right / together, recall: right / belonging };
}

it('holds 150 articles and more, of 30 stories and more, in six languages', () => {
  expect(articles.length).toBeGreaterThanOrEqual(150);
  expect(new Set(articles.map(({ story }) => story)).size).toBeGreaterThanOrEqual(30);
  expect(new Set(articles.map(({ language }) => language))).toEqual(new Set(['en', 'de', 'fr', 'es', 'ru', 'zh']));
});

it('puts rewrites and translations together, and look-alikes apart', () => {
  const { precision, recall } = figures(groupAll(articles));
  expect(precision).toBeGreaterThanOrEqual(0.99);
  expect(recall).toBeGreaterThanOrEqual(0.9);
});

it('needs no language but to be told which it is', () => {
  const { precision, recall } = figures(groupAll(articles.map((article) => ({ ...article, language: null }))));
  expect(precision).toBeGreaterThanOrEqual(0.99);
  expect(recall).toBeGreaterThanOrEqual(0.6);
});
