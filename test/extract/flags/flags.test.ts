import { extractArticle } from '../../../src/extract/article.ts';
import type { ArticleFlag } from '../../../src/model/article.ts';
import { PARAGRAPHS, readArticle } from '../read.ts';

const URL_OF_PAGE = 'https://news.example/2026/hall';
const page = (body: string, head = '') =>
  `<html><head><title>Market hall stays</title>${head}</head><body><h1>Market hall stays</h1>${body}</body></html>`;
const paragraphs = (count: number) =>
  PARAGRAPHS.slice(0, count)
    .map((text) => `<p>${text}</p>`)
    .join('');
const linked = (value: object) => `<script type="application/ld+json">${JSON.stringify(value)}</script>`;

async function flagsOf(html: string, url = URL_OF_PAGE): Promise<ArticleFlag[]> {
  const read = await extractArticle(html, url);
  return read.kind === 'read' ? read.article.flags : read.flags;
}

it('has none for an ordinary article', async () => {
  expect(await flagsOf(page(paragraphs(3)))).toEqual([]);
});

describe('a page for subscribers', () => {
  it.each<[string, string]>([
    ['says so in JSON-LD', page(paragraphs(3), linked({ '@type': 'NewsArticle', isAccessibleForFree: false }))],
    [
      'says so of a part',
      page(paragraphs(3), linked({ '@type': 'Article', hasPart: { isAccessibleForFree: 'False' } })),
    ],
    ['says so to crawlers', page(paragraphs(3), '<meta property="article:content_tier" content="locked">')],
    ['asks to subscribe below its first paragraph', page(`${paragraphs(1)}<div>Subscribe to continue reading</div>`)],
    ['asks so in German', page(`${paragraphs(1)}<p>Jetzt weiterlesen mit dem Digital-Abo</p>`)],
    ['asks so in Japanese', page(`${paragraphs(1)}<p>この記事は有料会員限定です</p>`)],
  ])('%s', async (_, html) => expect(await flagsOf(html)).toEqual(['paywall']));

  it('may show little of it, so that the feed item is asked, too', async () => {
    expect(
      await extractArticle(page(`${paragraphs(2)}<p>Subscribe to continue reading</p>`), URL_OF_PAGE),
    ).toMatchObject({
      kind: 'read',
      brief: true,
    });
  });

  it('is not one because its menu invites subscribers', async () => {
    expect(await flagsOf(page(`<header>Already a subscriber? Log in</header>${paragraphs(1)}`))).toEqual([]);
  });

  it('is not one because a long article tells of subscriptions', async () => {
    const told = `<p>The paper asked its readers to subscribe to continue reading, and many did.</p>`;
    expect(await flagsOf(page(`${told}${paragraphs(3).repeat(5)}`))).toEqual([]);
  });
});

describe('a consent wall', () => {
  const wall = page(
    `<div role="dialog"><p>We value your privacy. We and our partners store and/or access information on a device.</p></div>
     <main><p>Accept all cookies to read on, or manage your privacy settings.</p></main>`,
  );

  it('is no article, and its words are nothing to match against', async () => {
    expect(await extractArticle(wall, URL_OF_PAGE)).toEqual({
      kind: 'unreadable',
      reason: 'the page asks for consent and shows no article',
      flags: ['consent_wall'],
    });
  });

  it('leaves the description, which is of the article', async () => {
    const meta =
      '<meta property="og:type" content="article"><meta name="description" content="The council keeps the hall.">';
    const html = wall.replace('</title>', `</title>${meta}`);
    expect(await extractArticle(html, URL_OF_PAGE)).toMatchObject({
      kind: 'read',
      brief: true,
      article: { text: 'The council keeps the hall.', flags: ['consent_wall', 'summary_only'] },
    });
  });

  it('leaves no description that is of the site', async () => {
    const meta = '<meta name="description" content="The Courier, with you on Telegram since 2019.">';
    expect(await extractArticle(wall.replace('</title>', `</title>${meta}`), URL_OF_PAGE)).toMatchObject({
      kind: 'unreadable',
    });
  });

  it('is not a banner beside an article', async () => {
    const banner = '<div class="cookie-banner">We use cookies. Accept all cookies. We value your privacy.</div>';
    expect(await flagsOf(page(`${banner}${paragraphs(3)}`))).toEqual([]);
  });

  it('is not a news flash above a footer that tells of cookies', async () => {
    const footer = '<footer>We use cookies: see our cookie policy and privacy settings.</footer><script></script>';
    expect(await extractArticle(page(`<p>The council keeps the hall.</p>${footer}`), URL_OF_PAGE)).toMatchObject({
      kind: 'read',
      brief: true,
      article: { text: 'The council keeps the hall.', flags: [] },
    });
  });

  it('is not an article about cookies', async () => {
    const told = '<p>Regulators looked at banners that say “accept all cookies”, and found most of them unlawful.</p>';
    expect(await flagsOf(page(`${told}${paragraphs(3)}`))).toEqual([]);
  });
});

it.each([
  ['https://news.example/live-ticker/hall', []],
  ['https://news.example/sport/liveblog-hall-123.html', []],
  ['https://news.example/2026/hall', { '@type': 'LiveBlogPosting' }],
])('knows a live blog: %s %j', async (url, data) => {
  expect(await flagsOf(page(paragraphs(3), linked(data)), url)).toEqual(['live_blog']);
});

it('knows a page with a film and little else', async () => {
  const film = linked({ '@type': 'VideoObject', name: 'The hall' });
  expect(await flagsOf(page(paragraphs(2), film))).toEqual(['video']);
  expect(await flagsOf(page(paragraphs(3).repeat(5), film))).toEqual([]);
});

describe('a page that holds only scripts', () => {
  it.each([
    ['shows nothing', '<html><body><div id="app"></div><script src="/app.js"></script></body></html>'],
    ['asks for JavaScript', '<html><body><p>Please enable JavaScript to view this site.</p><a>Menu</a></body></html>'],
    [
      'checks who we are',
      '<html><body><h1>Just a moment</h1><p>Checking your browser before you proceed.</p></body></html>',
    ],
  ])('%s', async (_, html) => {
    expect(await extractArticle(html, URL_OF_PAGE)).toEqual({
      kind: 'unreadable',
      reason: 'the page holds only scripts',
      flags: ['scripts_only'],
    });
  });

  it('may hold its text as data', async () => {
    const data = linked({ '@type': 'NewsArticle', articleBody: PARAGRAPHS.join('\n') });
    const article = await readArticle(`<html><head>${data}</head><body><div id="app"></div></body></html>`);
    expect(article).toMatchObject({ text: PARAGRAPHS.join('\n\n'), places: { text: 'json-ld' } });
  });
});
