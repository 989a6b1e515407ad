import { NO_SCHEDULE } from '../../../src/feed/cleaning/raw-feed.ts';
import { documentOf, fetchFeed, NO_VALIDATORS, patienceFor, type Validators } from '../../../src/feed/polling/fetch.ts';
import { classifyPoll, type FeedExchange, type Moving, type PollOutcome } from '../../../src/feed/polling/outcome.ts';
import type { FeedReading } from '../../../src/feed/readers/read-document.ts';
import { createHttpClient } from '../../../src/net/client.ts';
import type { HttpClient, HttpResult, Redirect } from '../../../src/net/http.ts';
import { type Site, startSite } from '../../support/site.ts';

let site: Site;
let http: HttpClient;

beforeEach(async () => {
  site = await startSite();
  http = createHttpClient({ allow: ['127.0.0.1'], userAgent: 'test' });
});

afterEach(async () => {
  await http.close();
  await site.close();
});

const NOW = new Date('2026-11-25T10:00:00Z');
const SEEN: Validators = { etag: 'W/"a b\\"c"', lastModified: 'whenever it was, 2026' };

const READ: FeedReading = {
  kind: 'parsed',
  warnings: [],
  feed: {
    title: 'The Test Courier',
    link: null,
    language: null,
    items: [],
    schedule: { everyMs: null, skipHours: [], skipDays: [] },
    hubs: [],
    self: null,
  },
};

/** Makes the feed answer so, always. */
function answer(status: number, headers: Record<string, string> = {}, body = '') {
  site.on('/feed', (_, response) => response.writeHead(status, headers).end(body));
}

/** Asks the site for its feed, and judges what came. */
async function poll(
  validators: Validators = NO_VALIDATORS,
  reading: FeedExchange['reading'] = READ,
  url = `${site.url}/feed`,
): Promise<PollOutcome> {
  const result = await fetchFeed(http, url, validators);
  return classifyPoll(
    { result, reading: documentOf(result) && reading },
    { validators, moving: null, hasMoved: false },
    NOW,
  );
}

describe('a poll', () => {
  it('brings the document and its type', async () => {
    answer(200, { 'content-type': 'application/rss+xml; charset=koi8-r' }, '<rss/>');
    expect(documentOf(await fetchFeed(http, `${site.url}/feed`, NO_VALIDATORS))).toEqual({
      body: Buffer.from('<rss/>'),
      contentType: 'application/rss+xml; charset=koi8-r',
      url: `${site.url}/feed`,
    });
  });

  it('keeps the validators of a document word for word', async () => {
    answer(200, { etag: SEEN.etag!, 'last-modified': SEEN.lastModified! }, '<rss/>');
    expect(await poll()).toEqual({
      kind: 'modified',
      status: 200,
      news: { feed: READ.kind === 'parsed' && READ.feed, warnings: [] },
      validators: SEEN,
      freshMs: null,
      moving: null,
      reason: 'HTTP 200: new content',
    });
  });

  it('sends the validators back as they came, and none at first', async () => {
    answer(304);
    await poll();
    await poll(SEEN);
    const [first, second] = site.requests('/feed').map((request) => request.headers);
    expect(first).not.toHaveProperty('if-none-match');
    expect(first).not.toHaveProperty('if-modified-since');
    expect(second).toMatchObject({ 'if-none-match': SEEN.etag, 'if-modified-since': SEEN.lastModified });
  });

  it('keeps the validators of a 304, and takes those it renews', async () => {
    answer(304, { 'last-modified': 'newer' });
    expect(await poll({ etag: '"1"', lastModified: 'older' })).toMatchObject({
      kind: 'notModified',
      validators: { etag: '"1"', lastModified: 'newer' },
    });
  });

  it('forgets the validators that a new document no longer has', async () => {
    answer(200, {}, '<rss/>');
    expect(await poll(SEEN)).toMatchObject({ validators: NO_VALIDATORS });
  });

  it('that brings the document of last time is not modified', async () => {
    answer(200, { etag: '"2"' }, '<rss/>');
    expect(await poll(NO_VALIDATORS, 'same')).toMatchObject({
      kind: 'notModified',
      status: 200,
      validators: { etag: '"2"', lastModified: null },
      reason: 'HTTP 200: the same document',
    });
  });

  it('that brings what is no feed is unreadable', async () => {
    answer(200, {}, '<p>');
    const reading: FeedReading = { kind: 'unreadable', reason: 'an HTML page, not a feed' };
    expect(await poll(NO_VALIDATORS, reading)).toEqual({
      kind: 'unreadable',
      status: 200,
      reason: 'an HTML page, not a feed',
    });
  });

  it.each([
    [410, 'gone'],
    [429, 'throttled'],
    [500, 'temporary'],
    [502, 'temporary'],
    [503, 'temporary'],
    [408, 'temporary'],
    [304, 'temporary'],
    [400, 'permanent'],
    [401, 'permanent'],
    [403, 'permanent'],
    [404, 'permanent'],
    [451, 'permanent'],
    [300, 'permanent'],
  ])('that is answered %i without more words is %s', async (status, kind) => {
    answer(status);
    expect(await poll()).toMatchObject({ kind, status, reason: expect.stringContaining(`HTTP ${status}: `) });
  });

  it.each([
    [304, 'the server says "not modified" to a first request'],
    [403, 'the server does not let us read the feed'],
    [404, 'there is no feed at this address'],
    [451, 'the feed is withheld for legal reasons'],
  ])('that is answered %i tells people what that means', async (status, reason) => {
    answer(status);
    expect(await poll()).toMatchObject({ reason: `HTTP ${status}: ${reason}` });
  });

  it.each([429, 503])('that is answered %i with Retry-After is throttled as long as asked', async (status) => {
    answer(status, { 'retry-after': '120' });
    expect(await poll()).toEqual({
      kind: 'throttled',
      status,
      retryAfterMs: 120_000,
      reason: `HTTP ${status}: the server wants to be left alone for 120 s`,
    });
  });

  it('that finds no server is temporary', async () => {
    expect(await poll(NO_VALIDATORS, READ, 'http://127.0.0.1:1/feed')).toEqual({
      kind: 'temporary',
      status: null,
      certificate: false,
      reason: '127.0.0.1 refused the connection',
    });
  });

  it('of a private address is permanent', async () => {
    expect(await poll(NO_VALIDATORS, READ, 'http://10.0.0.1/feed')).toMatchObject({
      kind: 'permanent',
      status: null,
      reason: '10.0.0.1 is not a public address',
    });
  });

  it('of more than 10 MB is permanent', async () => {
    site.on('/feed', (_, response) => response.end(Buffer.alloc(10_000_001)));
    expect(await poll()).toMatchObject({ kind: 'permanent', status: null, reason: '127.0.0.1 sent more than 10 MB' });
  });

  it('that redirects in a circle is permanent', async () => {
    site.on('/feed', (_, response) => response.writeHead(301, { location: '/feed' }).end());
    expect(await poll()).toMatchObject({ kind: 'permanent', status: null });
  });

  it('of a server whose certificate does not hold is temporary, and says that it is the certificate', () => {
    const result: HttpResult = { kind: 'failed', why: 'certificate', reason: 'no', mayHaveArrived: false };
    const question = { validators: NO_VALIDATORS, moving: null, hasMoved: false };
    expect(classifyPoll({ result, reading: null }, question, NOW)).toMatchObject({
      kind: 'temporary',
      certificate: true,
    });
  });

  it('is postponed while others are before it at the host', () => {
    const result: HttpResult = { kind: 'postponed', inMs: 700, reason: 'others are before us' };
    const question = { validators: NO_VALIDATORS, moving: null, hasMoved: false };
    expect(classifyPoll({ result, reading: null }, question, NOW)).toEqual(result);
  });
});

describe('how long an answer stays right', () => {
  it.each([
    [{ 'cache-control': 'public, max-age=600' }, 600_000],
    [{ 'cache-control': 'max-age="600", must-revalidate', age: '100' }, 500_000],
    [{ 'cache-control': 'max-age=60', age: '100' }, 0],
    [{ 'cache-control': 's-maxage=600' }, null],
    [{ 'cache-control': 'no-cache, max-age=600' }, 0],
    [{ 'cache-control': 'no-store' }, 0],
    [{ expires: 'Wed, 25 Nov 2026 10:10:00 GMT', date: 'Wed, 25 Nov 2026 10:00:00 GMT' }, 600_000],
    [{ expires: '0' }, 0],
    [{ expires: 'Wed, 25 Nov 2026 09:00:00 GMT', date: 'Wed, 25 Nov 2026 10:00:00 GMT' }, 0],
    [{ 'cache-control': 'max-age=30', expires: 'Wed, 25 Nov 2099 10:00:00 GMT' }, 30_000],
    [{ 'cache-control': 'max-age=99999999999' }, 7 * 86_400_000],
    [{}, null],
  ])('with %j is %p ms, of a 304 too', async (headers, freshMs) => {
    // Without the date that Node would add, which is today's.
    for (const status of [200, 304]) {
      site.on('/feed', (_, response) => {
        response.sendDate = false;
        response.writeHead(status, headers).end();
      });
      expect(await poll(SEEN)).toMatchObject({ freshMs });
    }
  });
});

describe('a feed that moved', () => {
  /** `/feed` redirects to `/1`, that to `/2` and so on; the last one answers. */
  function chain(...statuses: number[]) {
    const paths = ['/feed', ...statuses.map((_, i) => `/${i + 1}`)];
    for (const [i, status] of statuses.entries()) {
      site.on(paths[i]!, (_, response) => response.writeHead(status, { location: paths[i + 1]! }).end());
    }
    site.on(paths.at(-1)!, '<rss/>');
  }

  it.each([
    [[301], '/1'],
    [[308], '/1'],
    [[301, 308], '/2'],
    [[301, 302, 301], '/1'],
  ])('for good (%j) says where to', async (statuses, path) => {
    chain(...statuses);
    expect(await poll()).toMatchObject({ kind: 'modified', moving: { to: `${site.url}${path}`, seen: 1, since: NOW } });
  });

  it.each([[[302]], [[303]], [[307]], [[302, 301]]])('for now (%j) has not moved', async (statuses) => {
    chain(...statuses);
    expect(await poll()).toMatchObject({ kind: 'modified', moving: null });
  });

  const to = 'https://new.example/feed';
  const redirects: Redirect[] = [{ status: 301, from: 'https://old.example/feed', to }];
  const result: HttpResult = {
    kind: 'response',
    status: 304,
    headers: {},
    body: Buffer.alloc(0),
    faults: [],
    isCut: false,
    url: to,
    redirects,
  };
  const judged = (moving: Moving | null, more: Partial<typeof result> = {}) =>
    classifyPoll({ result: { ...result, ...more }, reading: null }, { validators: SEEN, moving, hasMoved: false }, NOW);
  const ago = (ms: number) => new Date(NOW.getTime() - ms);

  it('is believed after three polls in a row over an hour', () => {
    expect(judged({ to, seen: 2, since: ago(3_600_000) })).toMatchObject({
      kind: 'moved',
      to,
      news: null,
      moving: null,
    });
    expect(judged({ to, seen: 2, since: ago(3_599_000) })).toMatchObject({ kind: 'notModified', moving: { seen: 3 } });
    expect(judged({ to, seen: 1, since: ago(9_000_000) })).toMatchObject({ kind: 'notModified', moving: { seen: 2 } });
  });

  it('is counted anew when it leads elsewhere, and forgotten when it is not there', () => {
    const elsewhere: Moving = { to: 'https://other.example/feed', seen: 9, since: ago(9_000_000) };
    expect(judged(elsewhere)).toMatchObject({ kind: 'notModified', moving: { to, seen: 1, since: NOW } });
    expect(judged(elsewhere, { redirects: [] })).toMatchObject({ kind: 'notModified', moving: null });
  });

  it('and is gone from there is not gone for good', () => {
    const gone: HttpResult = { ...result, status: 410, redirects: [] };
    const question = { validators: SEEN, moving: null };
    const judge = (hasMoved: boolean) => classifyPoll({ result: gone, reading: null }, { ...question, hasMoved }, NOW);
    expect(judge(true)).toMatchObject({ kind: 'permanent', status: 410 });
    expect(judge(false)).toMatchObject({ kind: 'gone' });
  });
});

it.each([
  [{ failures: 0, tookMs: null }, 4_500],
  [{ failures: 0, tookMs: 300 }, 4_500],
  [{ failures: 0, tookMs: 4_000 }, 8_000],
  [{ failures: 2, tookMs: null }, 13_500],
  [{ failures: 50, tookMs: 19_000 }, 20_000],
])('gives a server more time the longer it needed, or failed (%j): %i ms', (feed, ms) => {
  expect(patienceFor(feed)).toBe(ms);
});

it('an answer that breaks off keeps no validators: what is missing would not come again', () => {
  const headers = { etag: '"a"', 'last-modified': 'Tue, 10 Nov 2026 09:15:00 GMT' };
  const feed = { title: null, link: null, language: null, items: [], schedule: NO_SCHEDULE, hubs: [], self: null };
  const judge = (isCut: boolean) =>
    classifyPoll(
      {
        result: {
          kind: 'response',
          status: 200,
          headers,
          body: Buffer.alloc(0),
          faults: ['the body is odd'],
          isCut,
          url: 'https://news.example/feed',
          redirects: [],
        },
        reading: { kind: 'parsed', feed, warnings: ['a date is odd'] },
      },
      { validators: SEEN, moving: null, hasMoved: false },
      NOW,
    );
  expect(judge(false)).toMatchObject({ validators: { etag: '"a"' } });
  expect(judge(true)).toMatchObject({
    validators: { etag: null, lastModified: null },
    news: { warnings: ['the body is odd', 'a date is odd'] },
  });
});
