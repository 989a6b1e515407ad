import { formatStories } from './table.ts';

it('shows ms an article beside reading its page, and how they grow', () => {
  const size = { signature: 1, keys: 90, neighbours: 30, bytes: 2_000 };
  const parts = { page: 20, copyPath: 0.1, restore: 0.05, storedBytes: 2_500 };
  const text = formatStories(
    [
      { ...size, stories: 1_000, grouping: 1 },
      { ...size, stories: 10_000, grouping: 2 },
    ],
    parts,
    { articles: 2_000, stories: 100, first: 10, last: 20, alerts: 101, bytes: 9_000 },
  );
  expect(text).toContain(
    '101 alerts of 2,000 articles and 100 stories; ms an article, others waiting: 10 at first, 20 at last, 2;',
  );
  expect(text).toMatch(/^1,000 +2 +1 +1 +0\.1 +90 +30 +2,000$/m);
  expect(text).toContain('growth of grouping with the stories: 0.301');
  expect(text).toContain('the copy path alone: 0.1 ms, 0.005 of reading a page');
});
