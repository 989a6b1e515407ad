import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { findFeed } from '../../src/store/feeds/feeds.ts';
import { addSubscription, claimDueSubscriptions } from '../../src/store/feeds/subscriptions.ts';
import { feed, syncFeeds } from '../store/support.ts';
import { eventually } from '../support/app.ts';
import { rss } from '../support/site.ts';
import { openPages, type TestPages } from './support.ts';

const HUB = 'https://hub.example/';
const TOPIC = 'https://a.example/self?x=1';
const SECRET = 'the secret of a';
const DAY = 24 * 3_600_000;
const DATED = new Date();

let pages: TestPages;
let origin: string;

beforeAll(async () => {
  pages = await openPages();
  origin = await pages.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => pages.close());
beforeEach(async () => {
  await pages.db.deleteFrom('feeds').execute();
  await syncFeeds(pages.db, [feed('a'), feed('b')]);
});

/** The callback of a subscription that the hub was asked for. */
const subscribe = async (feedId = 'a', hub = HUB) => {
  await pages.db
    .updateTable('feeds')
    .set({ hubs: [hub], topic: TOPIC, baselineAt: new Date() })
    .where('id', '=', feedId)
    .execute();
  await addSubscription(pages.db, { feedId, hub, topic: TOPIC, secret: SECRET });
  const [due] = await claimDueSubscriptions(pages.db, 1, DAY);
  return `${origin}/websub/${due!.id}`;
};
const row = () => pages.db.selectFrom('subscriptions').selectAll().where('feedId', '=', 'a').executeTakeFirst();
const items = () => pages.db.selectFrom('feedItems').select(['guid', 'state']).orderBy('guid').execute();
const feedRow = async () => (await findFeed(pages.db, 'a'))!;
const news = (...guids: string[]) => rss(guids.map((guid) => ({ guid, title: `News ${guid}`, published: DATED })));
const sign = (body: string | Uint8Array, method = 'sha256') =>
  `${method}=${createHmac(method, SECRET).update(body).digest('hex')}`;
const push = (url: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/rss+xml', 'x-hub-signature': sign(body), ...headers },
  });
const stored = (count: number) =>
  eventually(`${count} items`, async () => {
    const all = await items();
    return all.length >= count && all;
  });

describe('a verification', () => {
  const verification = {
    'hub.mode': 'subscribe',
    'hub.topic': TOPIC,
    'hub.challenge': '<i>1 + 1 = 2&ü',
    'hub.lease_seconds': '86400',
  };
  const ask = (url: string, parameters: Record<string, string> = {}) =>
    fetch(`${url}?${new URLSearchParams({ ...verification, ...parameters })}`);

  it('has its challenge echoed as plain text, and begins the lease', async () => {
    const response = await ask(await subscribe());
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain\b/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.text()).toBe('<i>1 + 1 = 2&ü');
    const verified = await row();
    expect(verified).toMatchObject({ state: 'verified', failures: 0 });
    const since = (date: Date) => date.getTime() - verified!.verifiedAt!.getTime();
    expect(since(verified!.expiresAt!)).toBe(DAY);
    expect(since(verified!.dueAt)).toBeLessThan(0.61 * DAY);
  });

  it.each([
    ['of another topic', { 'hub.topic': 'https://a.example/other' }],
    ['that would end what is wanted', { 'hub.mode': 'unsubscribe' }],
    ['without a challenge', { 'hub.challenge': '' }],
    ['with a challenge of 5,000 characters', { 'hub.challenge': 'x'.repeat(5_000) }],
  ])('%s is answered with 404, and changes nothing', async (_which, parameters) => {
    const url = await subscribe();
    const before = await row();
    expect((await ask(url, parameters)).status).toBe(404);
    expect(await row()).toEqual(before);
  });

  it('of what nobody knows is answered with 404', async () => {
    await subscribe();
    for (const id of [randomUUID(), 'x', "1'--", '%00', 'a'.repeat(90)]) {
      expect((await ask(`${origin}/websub/${id}`)).status).toBe(404);
    }
    expect(await row()).toMatchObject({ state: 'asked' });
  });

  it('is no matter of HEAD', async () => {
    const url = await subscribe();
    const response = await fetch(`${url}?${new URLSearchParams(verification)}`, { method: 'HEAD' });
    expect(response.status).toBe(404);
    expect(await row()).toMatchObject({ state: 'asked' });
  });

  it('of the end is confirmed when the feed left, and ends the subscription', async () => {
    const url = await subscribe();
    await pages.db.updateTable('feeds').set({ active: false }).execute();
    expect((await ask(url)).status).toBe(404);
    const response = await ask(url, { 'hub.mode': 'unsubscribe' });
    expect([response.status, await response.text()]).toEqual([200, verification['hub.challenge']]);
    expect(await row()).toBeUndefined();
  });

  it('can be a denial, even of what was granted', async () => {
    const url = await subscribe();
    await ask(url);
    const response = await ask(url, { 'hub.mode': 'denied', 'hub.reason': 'not\r\nyou\u0000' });
    expect(response.status).toBe(200);
    expect(await row()).toMatchObject({ state: 'denied', reason: 'the hub denied it: not you', expiresAt: null });
    expect((await row())!.dueAt.getTime() - Date.now()).toBeGreaterThan(5 * DAY);
  });
});

describe('a push', () => {
  const notDue = () =>
    pages.db
      .updateTable('feedWork')
      .set({ dueAt: new Date('2999-01-01'), visibleAt: new Date('2999-01-01') })
      .execute();

  it('is answered with 202 and stored, without the polling being moved', async () => {
    const url = await subscribe();
    await pages.db.updateTable('feeds').set({ etag: 'v1' }).execute();
    await notDue();
    const before = await feedRow();
    expect((await push(url, news('one', 'two'))).status).toBe(202);
    expect(await stored(2)).toEqual([
      { guid: 'one', state: 'pending' },
      { guid: 'two', state: 'pending' },
    ]);
    expect(await feedRow()).toEqual({
      ...before,
      items: 2,
      lastItemAt: expect.any(Date),
      itemTimes: expect.any(Array),
    });
    expect((await row())!.lastPushAt).not.toBeNull();
  });

  it.each(['sha1', 'sha256', 'sha384', 'sha512'])('counts when it is signed with %s', async (method) => {
    const url = await subscribe();
    await push(url, news('one'), { 'x-hub-signature': sign(news('one'), method) });
    await stored(1);
  });

  it('that comes twice stores an item once', async () => {
    const url = await subscribe();
    await Promise.all([push(url, news('one')), push(url, news('one')), push(url, news('one', 'two'))]);
    await stored(2);
    await push(url, news('three'));
    expect(await stored(3)).toHaveLength(3);
  });

  it.each([
    ['with a wrong signature', { 'x-hub-signature': sign('something else') }, 'a wrong signature'],
    ['with a signature of no known form', { 'x-hub-signature': 'md5=00' }, 'an unknown form'],
  ])('%s stores nothing, is answered all the same, and is written down', async (_which, headers, reason) => {
    const url = await subscribe();
    const before = await feedRow();
    expect((await push(url, news('one'), headers)).status).toBe(202);
    expect(await items()).toEqual([]);
    expect(await feedRow()).toEqual(before);
    expect(await row()).toMatchObject({ reason: expect.stringContaining(reason), lastPushAt: null });
  });

  it('without a signature stores nothing', async () => {
    const url = await subscribe();
    expect((await fetch(url, { method: 'POST', body: news('one') })).status).toBe(202);
    expect(await items()).toEqual([]);
    expect(await row()).toMatchObject({ reason: expect.stringContaining('without a signature') });
  });

  it('of a hub that keeps no secret makes the feed due, and stores nothing', async () => {
    const url = await subscribe('a', 'http://hub.example/');
    await notDue();
    expect((await push(url, news('one'))).status).toBe(202);
    await eventually('a due feed', async () => (await feedRow()).nextPollAt!.getTime() <= Date.now());
    expect(await items()).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['what is no feed', 'ping'],
    ['JSON that is no feed', '{"ping": true}'],
    ['half a feed', news('one').slice(0, 90)],
  ])('that brings %s makes the feed due at once', async (_what, body) => {
    const url = await subscribe();
    await notDue();
    expect((await push(url, body, { 'content-type': 'application/json' })).status).toBe(202);
    await eventually('a due feed', async () => (await feedRow()).nextPollAt!.getTime() <= Date.now());
    expect(await items()).toEqual([]);
  });

  it('takes what is older than the watch on the feed for its baseline', async () => {
    const url = await subscribe();
    const old = { guid: 'old', title: 'Old', published: new Date('2001-01-01') };
    const undated = { guid: 'undated', title: 'Undated' };
    await push(url, rss([old, undated]));
    expect(await stored(2)).toEqual([
      { guid: 'old', state: 'baseline' },
      { guid: 'undated', state: 'pending' },
    ]);
  });

  it('takes a JSON Feed, signed over its bytes', async () => {
    const url = await subscribe();
    const json = `{ "version": "https://jsonfeed.org/version/1.1", "title": "A",\n "items": [{"id": "j", "content_text": "ü"}]}`;
    await push(url, json, { 'content-type': 'application/json' });
    await stored(1);
  });

  it.each(['', 'nonsense', 'text/html; charset=', 'application/x-www-form-urlencoded'])(
    'is read whatever its type says: "%s"',
    async (type) => {
      const url = await subscribe();
      const body = new TextEncoder().encode(news('one'));
      const headers = { 'x-hub-signature': sign(body), ...(type && { 'content-type': type }) };
      expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(202);
      await stored(1);
    },
  );

  it('to an address that nobody knows is answered with 410, before its body is read', async () => {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1');
    socket.write(
      `POST /websub/${randomUUID()} HTTP/1.1\r\nhost: x\r\ncontent-type: text/xml\r\ncontent-length: 9000000\r\n\r\n<rss`,
    );
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 410 /);
    await once(socket, 'close');
  });

  it('of more than 10 MB is refused, whether or not it says so before', async () => {
    const url = await subscribe();
    expect((await push(url, 'x'.repeat(10_000_001))).status).toBe(413);
    const chunked = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(1_000_000)),
    });
    const init = { method: 'POST', body: chunked, duplex: 'half', headers: { 'content-type': 'text/xml' } } as const;
    const status = await fetch(url, init).then(
      (response) => response.status,
      () => 413,
    );
    expect(status).toBe(413);
    expect((await push(url, news('one'))).status).toBe(202);
  });

  it('in a content coding is refused', async () => {
    const url = await subscribe();
    const body = new Uint8Array(gzipSync(news('one')));
    expect((await push(url, body, { 'content-encoding': 'gzip' })).status).toBe(415);
  });

  it('has to wait when four of its feed are on their way, those of other feeds do not', async () => {
    const url = await subscribe();
    const other = await subscribe('b');
    const slow = Array.from({ length: 5 }, () => connect(Number(new URL(origin).port), '127.0.0.1'));
    for (const socket of slow) {
      socket.on('error', () => {});
      socket.write(
        `POST ${new URL(url).pathname} HTTP/1.1\r\nhost: x\r\ncontent-type: text/xml\r\ncontent-length: 1000\r\n\r\n<`,
      );
    }
    // Four of them wait for what they have not sent yet.
    const [answer] = await Promise.race(slow.map((socket) => once(socket, 'data')));
    expect(String(answer)).toMatch(/^HTTP\/1\.1 429 /);
    expect(String(answer)).toMatch(/^retry-after: \d+/im);
    expect((await push(url, news('one'))).status).toBe(429);
    expect((await push(other, news('one'))).status).toBe(202);
    for (const socket of slow) socket.destroy();
    await eventually('a free place', async () => (await push(url, news('one'))).status === 202);
    await stored(2);
  });

  it('is finished before the server is closed', async () => {
    const url = await subscribe();
    await push(url, news(...Array.from({ length: 500 }, (_, index) => `item ${index}`)));
    await pages.app.close();
    expect(await items()).toHaveLength(500);
  });
});
