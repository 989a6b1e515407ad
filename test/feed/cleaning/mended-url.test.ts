import { mendUrl } from '../../../src/feed/cleaning/mended-url.ts';

const FEED = 'https://news.example/feeds/all.xml';

it.each([
  ['https://x.example/a?b=1&c=%20#d', 'https://x.example/a?b=1&c=%20#d'],
  ['www.x.example/a', 'https://www.x.example/a'],
  ['x.example/a/5', 'https://x.example/a/5'],
  ['x.example:8080/a', 'https://x.example:8080/a'],
  ['news.example', 'https://news.example'],
  ['häfen.example/a', 'https://häfen.example/a'],
  ['//x.example/a', 'https://x.example/a'],
  ['http//x.example/a', 'http://x.example/a'],
  ['http:/x.example/a', 'http://x.example/a'],
  ['https:x.example/a', 'https://x.example/a'],
  ['https:///x.example/a', 'https://x.example/a'],
  ['http:\\\\x.example/a', 'http://x.example/a'],
  ['http;//x.example/a', 'http://x.example/a'],
  ['ttp://x.example/a', 'http://x.example/a'],
  ['hhttps://x.example/a', 'https://x.example/a'],
  ['https:// x.example/a', 'https://x.example/a'],
  ['http://https://x.example/a', 'https://x.example/a'],
  ['http://http//x.example/a', 'http://x.example/a'],
  ['feed:https://x.example/a', 'https://x.example/a'],
  ['feed://x.example/a', 'https://x.example/a'],
  ['https://x.example/https://x.example/a', 'https://x.example/a'],
  ['https://x.example/https://y.example/a', 'https://x.example/https://y.example/a'],
  ['/https://x.example/a', 'https://x.example/a'],
  ['https://x.example/\n    a/5', 'https://x.example/a/5'],
  ['\n\thttps://x.example/a\r\n', 'https://x.example/a'],
  ['https://x.example/a?b=1\n&c=2', 'https://x.example/a?b=1&c=2'],
  ['https://x.example/a\nhttps://x.example/b', 'https://x.example/a'],
  ['https://x.example/a https://x.example/b', 'https://x.example/a'],
  ['Read more: https://x.example/a', 'https://x.example/a'],
  ['\u200bhttps://x.example/a\ufeff', 'https://x.example/a'],
  ['"https://x.example/a"', 'https://x.example/a'],
  ['<https://x.example/a>', 'https://x.example/a'],
  ['https://x.example/a?b=1&amp;c=2', 'https://x.example/a?b=1&c=2'],
  ['https://x.example/a?b=1&amp;amp;c=2', 'https://x.example/a?b=1&c=2'],
  ['https%3A%2F%2Fx.example%2Fa', 'https://x.example/a'],
  ['https%253A%252F%252Fx.example%252Fa', 'https://x.example/a'],
  ['<a href="https://x.example/a?b=1">Read</a>', 'https://x.example/a?b=1'],
  ['&lt;a href="https://x.example/a"&gt;Read&lt;/a&gt;', 'https://x.example/a'],
  ['<![CDATA[https://x.example/a]]>', 'https://x.example/a'],
])('%j means %s', (text, url) => {
  expect(mendUrl(text, FEED)).toBe(url);
});

it.each([
  '/a/5',
  'a/5',
  'article.html',
  'news/article.php?id=5',
  'article.php?id=5',
  '2026/11/10/a',
  'v1.0/a',
  'node.js/a',
  '?id=5',
  'javascript:alert(1)',
  'tag:x.example,2026:1',
  'https://x.example/go?to=https://y.example/a',
  'https://archive.example/2026/https://x.example/a',
  'https://x.example/100%25-b?c=%2526',
])('%s stays as it is', (text) => {
  expect(mendUrl(text, FEED)).toBe(text);
});

it('takes the scheme of the feed', () => {
  expect(mendUrl('//x.example/a', 'http://news.example/')).toBe('http://x.example/a');
  expect(mendUrl('www.x.example/a', null)).toBe('https://www.x.example/a');
});

it.each(['<a ', 'a.', ' \n', 'http:', '&amp;', '%25', '(', '\u200b'])(
  'reads many of %j as far as an address goes, and does not stand still',
  (part) => {
    expect(mendUrl(part.repeat(100_000), FEED).length).toBeLessThan(10_000);
  },
);
