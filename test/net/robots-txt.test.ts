import { parseRobotsTxt } from '../../src/net/robots-txt.ts';

const URL = 'https://news.example/robots.txt';

it('tells what may be read, which sitemaps there are, and how far apart requests are to be', () => {
  const robots = parseRobotsTxt(
    URL,
    'User-agent: *\nDisallow: /x*y\nCrawl-delay: 2.5\nSitemap: https://news.example/news.xml',
  );
  expect(robots.isAllowed('https://news.example/x-y')).toBe(false);
  expect(robots.isAllowed('https://news.example/x-z')).toBe(true);
  expect(robots).toMatchObject({ sitemaps: ['https://news.example/news.xml'], delayMs: 2_500 });
  expect(parseRobotsTxt(URL, '')).toMatchObject({ sitemaps: [], delayMs: null });
});

it('takes no more wildcards than can be compared at once, and every other rule', () => {
  const wild = `Disallow: /*${'a'.repeat(400)}b`;
  const robots = parseRobotsTxt(URL, `User-agent: *\n${`${wild}\n`.repeat(1_200)}Disallow: /plain`);
  expect(robots.isAllowed(`https://news.example/${'a'.repeat(1_900)}`)).toBe(true);
  expect(robots.isAllowed(`https://news.example/${'a'.repeat(400)}b`)).toBe(false);
  expect(robots.isAllowed('https://news.example/plain')).toBe(false);
});
