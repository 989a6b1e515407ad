import { type Discovery, discoverFeeds } from '../../../src/feed/discovery/discover.ts';
import { feedLinksOf } from '../../../src/feed/discovery/site-links.ts';
import { createFeedParser, type FeedParser } from '../../../src/feed/readers/parse.ts';
import { createHttpClient } from '../../../src/net/client.ts';
import type { HttpClient } from '../../../src/net/http.ts';
import { rss, type Site, startSite } from '../../support/site.ts';

let parser: FeedParser;
let http: HttpClient;
let site: Site;

beforeAll(() => {
  parser = createFeedParser({ threads: 1 });
  http = createHttpClient({ allow: ['127.0.0.0/8'], userAgent: 'Wirewatch/test' });
});
afterAll(() => Promise.all([parser.close(), http.close()]));

beforeEach(async () => {
  site = await startSite();
});
afterEach(() => site.close());

/** Items whose links tell which feed they are from. */
const items = (name: string, count = 3, published = new Date()) =>
  Array.from({ length: count }, (_, index) => ({
    guid: `${name}-${index}`,
    title: `${name} ${index}`,
    link: `https://news.example/${name}/${index}`,
    published,
  }));

const html = (head: string, body = '') => `<!doctype html><html><head>${head}</head><body>${body}</body></html>`;
const declared = (href: string, type = 'application/rss+xml') =>
  `<link rel="alternate" type="${type}" title="News" href="${href}">`;

async function discover(path = '/', pauseMs = 0): Promise<Extract<Discovery, { kind: 'discovered' }>> {
  const discovery = await discoverFeeds(`${site.url}${path}`, { http, parser, pauseMs });
  if (discovery.kind === 'failed') throw new Error(discovery.reason);
  return discovery;
}

/** The paths of what was found, the best first. */
const pathsOf = ({ feeds }: { feeds: { url: string }[] }) => feeds.map(({ url }) => url.replace(site.url, ''));

/** Every request the site got, by path. */
const asked = ({ tried }: { tried: { url: string }[] }) => tried.map(({ url }) => url.replace(site.url, ''));

describe('the address that is given', () => {
  it('may be a feed itself, and then nothing else is asked', async () => {
    const newest = new Date('2026-11-20T10:00:00Z');
    site.on('/news.xml', rss([...items('world', 2, newest), ...items('old', 1, new Date('2026-01-01'))], 'de'));
    const found = await discover('/news.xml');
    expect(found.feeds).toEqual([
      {
        url: `${site.url}/news.xml`,
        by: 'given',
        title: 'The Test Courier',
        format: 'RSS 2.0',
        items: 3,
        newest,
        language: 'de',
        also: [],
      },
    ]);
    expect(asked(found)).toEqual(['/news.xml']);
  });

  it('gives way to the one it has moved to for good, and to no other', async () => {
    const to = (status: number, location: string) => (_: unknown, response: import('node:http').ServerResponse) =>
      response.writeHead(status, { location }).end();
    site.on('/old', to(301, '/new'));
    site.on('/passing', to(302, '/new'));
    site.on('/new', rss(items('a')));
    expect(pathsOf(await discover('/old'))).toEqual(['/new']);
    expect(pathsOf(await discover('/passing'))).toEqual(['/passing']);
  });

  it('is where it ends when nobody answers', async () => {
    const gone = await startSite();
    await gone.close();
    const discovery = await discoverFeeds(gone.url, { http, parser, pauseMs: 0 });
    expect(discovery).toMatchObject({ kind: 'failed', reason: expect.stringMatching(/127\.0\.0\.1/) });
    expect(discovery.tried).toHaveLength(1);
  });

  it('may be a page that is not there: the site is looked at all the same', async () => {
    site.on('/rss.xml', rss(items('a')));
    expect(pathsOf(await discover('/not-there'))).toEqual(['/rss.xml']);
  });
});

describe('a page', () => {
  it.each([
    ['application/rss+xml'],
    ['application/atom+xml'],
    ['application/feed+json'],
    ['Application/RSS+XML; charset=utf-8'],
  ])('declares feeds as %s', async (type) => {
    site.on('/', html(declared('/all', type)));
    site.on('/all', rss(items('a')));
    const found = await discover();
    expect(found.feeds).toMatchObject([{ url: `${site.url}/all`, by: 'declared', items: 3 }]);
  });

  it('has its links resolved against its base, and against where it was redirected', async () => {
    site.on('/', (_, response) => response.writeHead(302, { location: '/en/' }).end());
    site.on('/en/', html(`<base href="feeds/">${declared('all.xml')}<base href="/wrong/">`));
    site.on('/en/feeds/all.xml', rss(items('a')));
    expect(pathsOf(await discover())).toEqual(['/en/feeds/all.xml']);
  });

  it('is not asked for style sheets, feedback forms and other sites', async () => {
    site.on(
      '/',
      html(
        '<link rel="stylesheet" href="/rss.css"><link rel="alternate" hreflang="de" href="/de">',
        '<a href="/feedback">x</a><a href="/rss/icon.svg">x</a><a href="mailto:rss@x.example">x</a><a href="/embarrassing">x</a>',
      ),
    );
    const found = await discover();
    expect(asked(found)).not.toEqual(expect.arrayContaining([expect.stringMatching(/css|svg|back|barr|\/de$/)]));
    expect(found.feeds).toEqual([]);
  });

  it('links to a page that lists the feeds', async () => {
    site.on('/', html('', '<a href="/about/rss">Our feeds</a>'));
    site.on('/about/rss', html('', '<a href="/xml/sport.rss">Sport</a><a href="/xml/world.rss">World</a>'));
    site.on('/xml/sport.rss', rss(items('sport')));
    site.on('/xml/world.rss', rss(items('world')));
    expect(pathsOf(await discover())).toEqual(['/xml/sport.rss', '/xml/world.rss']);
  });

  it.each([
    ['attributes without end', '<a href="/feed?'],
    ['elements without end', '<div>'],
    ['ends without a beginning', '</p></b>'],
    ['comments', '<!-- '],
  ])('is read to its end, whatever it holds: %s', (_what, piece) => {
    const page = `${'<i>'.repeat(499)}${piece.repeat(4_000_000 / piece.length)}`;
    expect(feedLinksOf(page, 'https://a.example/')).toEqual([]);
  });
});

describe('the feeds that are found', () => {
  it('are told once, whatever leads to them', async () => {
    site.on('/', html(declared('/rss') + declared('/atom', 'application/atom+xml') + declared('/moved')));
    site.on('/rss', rss(items('a', 10)));
    // The same stories, but for one that appeared in between.
    site.on('/atom', rss([...items('new', 1), ...items('a', 9)]));
    site.on('/moved', (_, response) => response.writeHead(302, { location: '/rss' }).end());
    const found = await discover();
    expect(pathsOf(found)).toEqual(['/rss']);
    expect(found.feeds[0]?.also).toEqual([`${site.url}/atom`, `${site.url}/moved`]);
  });

  it('are two when they share some stories only', async () => {
    site.on('/', html(declared('/all') + declared('/world')));
    site.on('/all', rss([...items('world', 3), ...items('sport', 7)]));
    site.on('/world', rss(items('world', 3)));
    expect(pathsOf(await discover())).toEqual(['/all', '/world']);
  });

  it('come the best first', async () => {
    site.on(
      '/',
      html(
        ['/comments/feed', '/empty', '/given-up', '/alive'].map((path) => declared(path)).join(''),
        '<a href="/more.rss">RSS</a>',
      ),
    );
    site.on('/comments/feed', rss(items('comment')));
    site.on('/empty', rss([]));
    site.on('/given-up', rss(items('old', 3, new Date('2019-05-05'))));
    site.on('/alive', rss(items('a')));
    site.on('/more.rss', rss(items('b')));
    expect(pathsOf(await discover())).toEqual(['/alive', '/more.rss', '/given-up', '/empty', '/comments/feed']);
  });
});

describe('a good guest', () => {
  it('guesses only where the site tells nothing', async () => {
    site.on('/', html(declared('/all')));
    site.on('/all', rss(items('a')));
    expect(asked(await discover())).toEqual(['/', '/robots.txt', '/all', '/news-sitemap.xml', '/sitemap-news.xml']);
  });

  it('does not guess where robots.txt forbids it, and asks for the news sitemaps it names', async () => {
    site.on('/', html(''));
    site.on(
      '/robots.txt',
      `User-agent: *\nDisallow: /feed\nDisallow: /rss\nSitemap: ${site.url}/sitemap.xml\nSitemap: ${site.url}/maps/google-news.xml\n`,
    );
    const paths = asked(await discover());
    expect(paths).toContain('/maps/google-news.xml');
    expect(paths).toContain('/atom.xml');
    expect(paths.filter((path) => /^\/(feed|rss|sitemap)/.test(path))).toEqual([]);
  });

  it('guesses nothing while the server cannot say what it allows', async () => {
    site.on('/', html(''));
    site.on('/robots.txt', (_, response) => response.writeHead(503).end());
    expect(asked(await discover())).toEqual(['/', '/robots.txt']);
  });

  it('makes 20 requests at most, and says how many addresses it left out', async () => {
    const links = Array.from({ length: 40 }, (_, index) => declared(`/feeds/${index}`));
    site.on('/', html(links.join('')));
    for (const index of links.keys()) site.on(`/feeds/${index}`, rss(items(`feed${index}`)));
    const found = await discover();
    expect(found.feeds).toHaveLength(15);
    expect(found.untried).toBe(25);
    expect(asked(found)).toHaveLength(19);
    expect(asked(found).slice(-2)).toEqual(['/news-sitemap.xml', '/sitemap-news.xml']);
  });

  it('pauses between two requests, longer where robots.txt asks for it', async () => {
    const times: number[] = [];
    const note = (body: string) => (_: unknown, response: import('node:http').ServerResponse) => {
      times.push(performance.now());
      response.end(body);
    };
    site.on('/', note(html(declared('/a') + declared('/b'))));
    site.on('/robots.txt', note('User-agent: *\nCrawl-delay: 0.3\nDisallow: /news-\nDisallow: /sitemap-'));
    site.on('/a', note(rss(items('a'))));
    site.on('/b', note(rss(items('b'))));
    await discover('/', 50);
    const gaps = times.slice(1).map((time, index) => time - times[index]!);
    expect(gaps).toHaveLength(3);
    expect(gaps[0]).toBeGreaterThanOrEqual(45);
    for (const gap of gaps.slice(1)) expect(gap).toBeGreaterThanOrEqual(290);
  });

  it('says what it tried', async () => {
    site.on('/', html(''));
    site.on('/feed', (_, response) => response.writeHead(403).end());
    const { tried } = await discover();
    expect(tried[0]).toEqual({ url: `${site.url}/`, by: 'given', outcome: 'a page' });
    expect(tried).toContainEqual({
      url: `${site.url}/feed`,
      by: 'guessed',
      outcome: expect.stringMatching(/^HTTP 403: /),
    });
    expect(tried).toContainEqual({
      url: `${site.url}/rss`,
      by: 'guessed',
      outcome: expect.stringMatching(/^HTTP 404: /),
    });
  });

  it.each([429, 503])('ends at once when the site wants to be left alone (%i)', async (status) => {
    site.on('/', (_, response) => response.writeHead(status, { 'retry-after': '60' }).end());
    const discovery = await discoverFeeds(`${site.url}/`, { http, parser, pauseMs: 0 });
    expect(discovery).toMatchObject({ kind: 'failed', reason: expect.stringContaining('left alone for 60 s') });
    expect(site.requests('/robots.txt')).toHaveLength(0);
  });
});
