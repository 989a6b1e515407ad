import { JSDOM } from 'jsdom';
import { type FeedForm, feedToken, feedTokenHash } from '../../src/alert/feed-token.ts';
import { createFeedParser, type FeedParser } from '../../src/feed/readers/parse.ts';
import type { Article } from '../../src/model/article.ts';
import type { FeedSubject } from '../../src/model/delivery.ts';
import type { FeedItem } from '../../src/model/feed.ts';
import { closeOutgoingFeed, openOutgoingFeed } from '../../src/store/access/outgoing-feeds.ts';
import { makeDelivery } from '../../src/store/alerts/made.ts';
import { telegramNews } from '../alert/support/alerts.ts';
import { addressesFor, article, commit, feed, leasedItem, syncFeeds, watch } from '../store/support.ts';
import { LINK_KEY, openPages, PUBLIC_URL, type TestPages } from './support.ts';

let pages: TestPages;
let parser: FeedParser;
beforeAll(async () => {
  pages = await openPages();
  parser = createFeedParser({ threads: 1 });
});
afterAll(async () => {
  await parser.close();
  await pages.close();
});
beforeEach(async () => {
  for (const table of ['deliveries', 'alerts', 'matches', 'feeds', 'articles', 'stories', 'outgoingFeeds'] as const)
    await pages.db.deleteFrom(table).execute();
  await syncFeeds(pages.db, [feed('a')]);
});

const PORT: FeedSubject = { kind: 'watch', id: 'port' };
const DESK: FeedSubject = { kind: 'receiver', id: 'desk' };
const FORMS: FeedForm[] = ['atom', 'rss', 'json'];

async function open(subject: FeedSubject, isRenewed = false): Promise<string> {
  const tokenOf = (generation: number) => feedToken(LINK_KEY, subject, generation);
  const hashOf = (generation: number) => feedTokenHash(tokenOf(generation))!;
  return tokenOf(await openOutgoingFeed(pages.db, subject, hashOf, { isRenewed }));
}
/** Without a login. */
const get = (token: string, form: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') =>
  pages.app.inject({ method, url: `/feeds/${token}.${form}`, headers });
async function told(path: string, more: Partial<Article> = {}, watches = [watch('port', ['desk'])]): Promise<void> {
  await commit(pages.db, await leasedItem(pages.db, 'a', path), article(path, more), watches);
}
/** As Wirewatch itself reads the feed. */
async function read(token: string, form: FeedForm): Promise<FeedItem[]> {
  const { rawPayload: body, headers } = await get(token, form);
  const reading = await parser.parse({ body, contentType: String(headers['content-type']), url: PUBLIC_URL });
  if (reading.kind !== 'parsed') throw new Error(reading.reason);
  expect(reading.warnings).toEqual([]);
  return reading.feed.items;
}
const titlesIn = async (token: string) => (await get(token, 'json')).json().items.map((item: FeedItem) => item.title);
const alertIds = async () =>
  (await pages.db.selectFrom('alerts').select('id').orderBy('createdAt').execute()).map(({ id }) => id);
const setStates = (state: 'suppressed' | 'dead') => pages.db.updateTable('deliveries').set({ state }).execute();

describe('a feed of what was found', () => {
  it.each(FORMS)(
    'says as %s what was found, which sentence matched and why, newest first, to who has its token',
    async (form) => {
      await told('harbour');
      await told('bridge', { title: 'The bridge', outlet: null });
      const [first, second] = await alertIds();
      for (const token of [await open(PORT), await open(DESK)]) {
        const items = await read(token, form);
        expect(items).toMatchObject([
          { guid: `urn:uuid:${second}`, title: 'The bridge', link: 'https://news.example/bridge?from=feed' },
          { guid: `urn:uuid:${first}`, title: 'The story of harbour', categories: ['port'], authors: ['The Courier'] },
        ]);
        const said = String(items[1]!.content ?? items[1]!.summary).replace(/\s+/g, ' ');
        expect(said).toMatch(/“\*?harbour\*? news” Watch port · high\. Why it matched: .*Found “harbour”/);
        expect(said).toContain('The Courier · A. Writer · English · 20 Nov 2026, 08:00 UTC');
        const [{ createdAt }] = (await pages.db
          .selectFrom('alerts')
          .select('createdAt')
          .where('id', '=', first!)
          .execute()) as [{ createdAt: Date }];
        expect(items[1]!.publishedAt!.toISOString().slice(0, 19)).toBe(createdAt.toISOString().slice(0, 19));
      }
    },
  );

  it('is valid: RFC 4287, RSS 2.0 and JSON Feed 1.1 want these', async () => {
    await told('harbour');
    const [id] = await alertIds();
    const token = await open(PORT);
    const self = (form: FeedForm) => `https://wirewatch.example/desk/feeds/${token}.${form}`;
    const feedId = (await pages.db.selectFrom('outgoingFeeds').select('id').executeTakeFirstOrThrow()).id;

    const atom = xml((await get(token, 'atom')).body);
    expect(atom.documentElement.namespaceURI).toBe('http://www.w3.org/2005/Atom');
    const text = (name: string) => [...atom.getElementsByTagName(name)].map((each) => each.textContent!.trim());
    expect(text('id')).toEqual([`urn:uuid:${feedId}`, `urn:uuid:${id}`]);
    expect(text('title')).toEqual(['Wirewatch: Watch port', 'The story of harbour']);
    expect(text('name')).toEqual(['Wirewatch', 'The Courier']);
    for (const time of [...text('updated'), ...text('published')]) expect(time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(text('dcterms:issued')).toEqual(['2026-11-20T08:00:00.000Z']);
    expect(atom.querySelector('link[rel=self]')!.getAttribute('href')).toBe(self('atom'));

    const rss = xml((await get(token, 'rss')).body);
    expect(rss.documentElement.getAttribute('version')).toBe('2.0');
    for (const name of ['title', 'link', 'description']) expect(rss.querySelector(`channel > ${name}`)).not.toBeNull();
    expect(rss.querySelector('guid')!.outerHTML).toBe(`<guid isPermaLink="false">urn:uuid:${id}</guid>`);
    expect(rss.getElementsByTagName('atom:link')[0]!.getAttribute('href')).toBe(self('rss'));

    const json = (await get(token, 'json')).json();
    expect(json).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Wirewatch: Watch port',
      feed_url: self('json'),
      items: [
        {
          id: `urn:uuid:${id}`,
          content_text: expect.stringContaining('“*harbour* news”'),
          authors: [{ name: 'The Courier' }],
          tags: ['port'],
          language: 'en',
          _wirewatch: { article_published: '2026-11-20T08:00:00.000Z' },
        },
      ],
    });
  });

  it.each(FORMS)('can be read as %s when nothing was found yet', async (form) => {
    const token = await open(DESK);
    expect(await read(token, form)).toEqual([]);
    if (form === 'json') expect((await get(token, form)).json()).toMatchObject({ items: [], title: 'Wirewatch: desk' });
  });

  it('links to nothing but http(s)', async () => {
    await told('harbour', { url: 'javascript:alert(1)', canonicalUrl: null });
    const token = await open(PORT);
    for (const form of FORMS) expect((await get(token, form)).body).not.toContain('javascript:');
  });

  it('has the fifty that were told of last', async () => {
    for (let at = 0; at < 52; at++) await told(`story-${at}`, { title: `Story ${at}` });
    for (const token of [await open(PORT), await open(DESK)]) {
      const titles = await titlesIn(token);
      expect([titles.length, titles[0], titles.at(-1)]).toEqual([50, 'Story 51', 'Story 2']);
    }
  });
});

describe('a feed of a receiver', () => {
  it('has an article that met several watches once, and only what he is told', async () => {
    await told('harbour', {}, [watch('port', ['desk']), watch('roads', ['desk']), watch('other', ['else'])]);
    const items = (await get(await open(DESK), 'json')).json().items;
    expect(items).toHaveLength(1);
    expect(items[0].tags.sort()).toEqual(['port', 'roads']);
    expect(await titlesIn(await open({ kind: 'receiver', id: 'nobody' }))).toEqual([]);
  });

  it('has not what a silence keeps back, which the watch’s has', async () => {
    await told('harbour');
    await setStates('suppressed');
    expect(await titlesIn(await open(DESK))).toEqual([]);
    expect(await titlesIn(await open(PORT))).toEqual(['The story of harbour']);
  });

  it('has not what waits, until that is told', async () => {
    await told('harbour');
    // An alert that waits in a group is one of no delivery.
    await pages.db.deleteFrom('deliveries').execute();
    const token = await open(DESK);
    expect(await titlesIn(token)).toEqual([]);
    const [address] = addressesFor('desk');
    const made = { address: address!, payload: telegramNews, rank: 0, alertIds: await alertIds(), suppressed: null };
    await pages.db.transaction().execute((trx) => makeDelivery(trx, made));
    expect(await titlesIn(token)).toEqual(['The story of harbour']);
  });

  it('has what its channel could not be told', async () => {
    await told('harbour');
    await setStates('dead');
    expect(await titlesIn(await open(DESK))).toEqual(['The story of harbour']);
  });
});

describe('the address of a feed', () => {
  it('is the same each time, until it is renewed; then the old one leads nowhere', async () => {
    const token = await open(PORT);
    expect(await open(PORT)).toBe(token);
    const renewed = await open(PORT, true);
    expect(renewed).not.toBe(token);
    expect((await get(token, 'atom')).statusCode).toBe(404);
    expect((await get(renewed, 'atom')).statusCode).toBe(200);
  });

  it('leads nowhere when the feed is closed, and is not given out again', async () => {
    const token = await open(PORT);
    expect(await closeOutgoingFeed(pages.db, PORT)).toBe(true);
    expect(await closeOutgoingFeed(pages.db, PORT)).toBe(false);
    expect((await get(token, 'atom')).statusCode).toBe(404);
    expect(await open(PORT)).not.toBe(token);
    expect((await get(token, 'atom')).statusCode).toBe(404);
  });

  it('is another for each watch and receiver', async () => {
    const tokens = [await open(PORT), await open(DESK), await open({ kind: 'receiver', id: 'port' })];
    expect(new Set(tokens).size).toBe(3);
  });

  it('that is wrong says what any address says at which there is nothing', async () => {
    const token = await open(PORT);
    const nothing = await pages.app.inject('/nothing');
    const wrong = [
      ...[`${token.startsWith('A') ? 'B' : 'A'}${token.slice(1)}`, `${token}x`, '', 'x'].map((one) => `${one}.atom`),
      token,
      `${token}.xml`,
      `${token}.ATOM`,
    ];
    for (const name of wrong) {
      const answer = await pages.app.inject(`/feeds/${name}`);
      expect([name, answer.statusCode, answer.body.replace(`/feeds/${name}`, '/nothing')]).toEqual([
        name,
        404,
        nothing.body,
      ]);
      expect(Object.keys(answer.headers)).toEqual(Object.keys(nothing.headers));
    }
  });

  it('holds nothing that the database tells', async () => {
    const token = await open(PORT);
    const rows = JSON.stringify(await pages.db.selectFrom('outgoingFeeds').selectAll().execute());
    expect(rows).not.toContain(token);
    expect(rows).not.toContain(Buffer.from(token, 'base64url').toString('hex'));
  });
});

describe('a feed reader that asks again', () => {
  it('is told that nothing has changed, by the version it has or the time of that', async () => {
    await told('harbour');
    await pages.db
      .updateTable('alerts')
      .set({ createdAt: new Date('2026-11-20T08:00:00.700Z') })
      .execute();
    const token = await open(PORT);
    for (const form of FORMS) {
      const { headers } = await get(token, form);
      expect(headers).toMatchObject({
        'cache-control': 'private, no-cache',
        'x-robots-tag': 'noindex',
        'last-modified': 'Fri, 20 Nov 2026 08:00:00 GMT',
      });
      const etag = String(headers.etag);
      const since = String(headers['last-modified']);
      for (const [ours, status] of [
        [{ 'if-none-match': etag }, 304],
        [{ 'if-none-match': `"x", W/${etag}` }, 304],
        [{ 'if-none-match': '"x"' }, 200],
        [{ 'if-modified-since': since }, 304],
        [{ 'if-modified-since': 'Fri, 20 Nov 2026 07:59:59 GMT' }, 200],
        [{ 'if-modified-since': 'yesterday' }, 200],
        // Who names a version is answered by that.
        [{ 'if-none-match': '"x"', 'if-modified-since': since }, 200],
      ] as const) {
        const answer = await get(token, form, ours);
        expect([ours, answer.statusCode]).toEqual([ours, status]);
        expect(answer.body === '').toBe(status === 304);
        expect(answer.headers.etag).toBe(etag);
      }
      expect((await get(token, form, {}, 'HEAD')).headers.etag).toBe(etag);
    }
    await told('bridge');
    expect(
      (await get(token, 'atom', { 'if-none-match': String((await get(token, 'rss')).headers.etag) })).statusCode,
    ).toBe(200);
  });

  it('is given no time that more may have happened at', async () => {
    await told('harbour');
    await pages.db
      .updateTable('alerts')
      .set({ createdAt: new Date(Date.now() + 3_600_000) })
      .execute();
    const { headers, statusCode } = await get(await open(PORT), 'atom', {
      'if-modified-since': new Date(Date.now() + 7_200_000).toUTCString(),
    });
    expect([statusCode, headers['last-modified']]).toEqual([200, undefined]);
  });
});

/** @throws when it is not well-formed. */
function xml(text: string): Document {
  return new JSDOM(text, { contentType: 'application/xml' }).window.document;
}
