import { parseFeed } from 'feedsmith';
import RssParser from 'rss-parser';
import { brokenFeeds } from '../../src/demo/newsroom/broken-feeds.ts';
import { feedPath } from '../../src/demo/newsroom/outlet.ts';
import { outlets } from '../../src/demo/newsroom/outlets.ts';
import { type Newsroom, startNewsroom } from '../../src/demo/newsroom-server.ts';

describe('the newsroom', () => {
  let newsroom: Newsroom;
  beforeEach(async () => {
    newsroom = await startNewsroom();
  });
  afterEach(() => newsroom.close());

  const get = (path: string, headers: Record<string, string> = {}) => fetch(newsroom.url + path, { headers });
  const feedOf = async (outletId: string) => (await get(feedPath({ id: outletId }))).text();

  it.each(outlets.map((outlet) => [outlet.format, outlet.id, outlet] as const))(
    'serves %s that two parsers read alike (%s)',
    async (format, id, outlet) => {
      newsroom.breakStory();
      const xml = await feedOf(id);
      const titles = outlet.items.map(({ title }) => title).toSorted();

      const byRssParser = await new RssParser().parseString(xml);
      expect(byRssParser.items.map(({ title }) => title).toSorted()).toEqual(titles);
      expect(byRssParser.items.every(({ link, isoDate }) => link?.startsWith(newsroom.url) && isoDate)).toBe(true);

      const byFeedsmith = parseFeed(xml);
      expect(byFeedsmith.format).toBe({ 'RSS 2.0': 'rss', Atom: 'atom', 'RSS 1.0': 'rdf' }[format]);
      const { feed } = byFeedsmith;
      const items = ('entries' in feed ? feed.entries : 'items' in feed ? feed.items : undefined) ?? [];
      const titleOf = ({ title }: { title?: string | { value?: string } }) =>
        typeof title === 'object' ? title.value : title;
      expect(items.map(titleOf).toSorted()).toEqual(titles);
    },
  );

  it('holds only background items until the story breaks, and dates what is new no earlier than that', async () => {
    const isBreaking = outlets[0]!.items.find(({ wave }) => wave === 'breaking')!;
    expect(await feedOf(outlets[0]!.id)).not.toContain(isBreaking.slug);
    expect((await get(`/${outlets[0]!.id}/news/${isBreaking.slug}`)).status).toBe(404);

    const before = Date.now();
    newsroom.breakStory();
    const { items } = await new RssParser().parseString(await feedOf(outlets[0]!.id));
    const item = items.find(({ link }) => link?.endsWith(isBreaking.slug));
    expect(Date.parse(item!.isoDate!)).toBeGreaterThanOrEqual(before);
    expect((await get(`/${outlets[0]!.id}/news/${isBreaking.slug}`)).status).toBe(200);
  });

  it('answers 304 to either validator until the feed changes', async () => {
    const path = feedPath(outlets[0]!);
    const first = await get(path);
    const etag = first.headers.get('etag')!;
    const lastModified = first.headers.get('last-modified')!;
    expect((await get(path, { 'if-none-match': etag })).status).toBe(304);
    expect((await get(path, { 'if-none-match': `W/${etag}` })).status).toBe(304);
    expect((await get(path, { 'if-modified-since': lastModified })).status).toBe(304);
    expect((await get(path, { 'if-none-match': '"other"', 'if-modified-since': lastModified })).status).toBe(200);

    newsroom.breakStory();
    expect((await get(path, { 'if-none-match': etag })).status).toBe(200);
  });

  it('keeps a feed the same, byte for byte, from one request to the next', async () => {
    newsroom.breakStory();
    const first = await feedOf('the-lamplighter');
    newsroom.breakStory();
    expect(await feedOf('the-lamplighter')).toBe(first);
  });

  it('links the reprint with tracking, and the reprint names the original as canonical', async () => {
    newsroom.breakStory();
    const { items } = await new RssParser().parseString(await feedOf('beacon-digest'));
    const link = items.find((item) => item.link?.includes('messenger-that-never-tells'))!.link!;
    expect(new URL(link).searchParams.get('utm_source')).toBe('feed');
    expect(await (await fetch(link)).text()).toContain(
      `<link rel="canonical" href="${newsroom.url}/the-lamplighter/news/messenger-gave-german-investigators-account-details">`,
    );
  });

  it('answers for broken feeds as they are broken, and stops in spite of one that is silent', async () => {
    const [gone, noise, failing, silent] = brokenFeeds;
    expect((await get(gone!.path)).status).toBe(404);
    expect((await get(failing!.path)).status).toBe(500);
    const garbage = await get(noise!.path);
    expect(garbage.status).toBe(200);
    const text = await garbage.text();
    expect(() => parseFeed(text)).toThrow();
    const unanswered = get(silent!.path).then(
      () => 'answered',
      () => 'cut off',
    );
    await get('/');
    await newsroom.close();
    expect(await unanswered).toBe('cut off');
  });

  it('serves the pages that are broken on purpose as errors', async () => {
    newsroom.breakStory();
    expect((await get('/beacon-digest/news/committee-asks-for-figures')).status).toBe(404);
    expect((await get('/el-candil/news/mercado-de-abastos')).status).toBe(500);
    expect((await get('/el-candil/news/no-such-article')).status).toBe(404);
  });

  it('records what was asked of it', async () => {
    await get(feedPath(outlets[0]!), { 'if-none-match': '"old"' });
    expect(newsroom.requests).toEqual([
      { method: 'GET', path: '/die-laterne/feed.xml', status: 200, conditional: true },
    ]);
  });

  it('shows every outlet on its front page', async () => {
    const html = await (await get('/')).text();
    for (const { name } of outlets) expect(html).toContain(name);
  });

  it('links to nothing but itself', async () => {
    newsroom.breakStory();
    const pages = outlets.flatMap(({ id, items }) => items.map(({ slug }) => `/${id}/news/${slug}`));
    for (const path of ['/', ...pages]) {
      const html = await (await get(path)).text();
      const links = [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, link]) => link!);
      expect(links.filter((link) => !link.startsWith(newsroom.url))).toEqual([]);
    }
  });
});
