import { type FetchOutcome, fetchFeed } from '../../src/feed/fetch.ts';
import { createHttpClient } from '../../src/net/client.ts';
import type { HttpClient } from '../../src/net/http.ts';
import { type Site, startSite } from '../support/site.ts';

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

/** Makes the feed answer so, always. */
function answer(status: number, headers: Record<string, string> = {}, body = '') {
  site.on('/feed', (_, response) => response.writeHead(status, headers).end(body));
}

function poll(validators: { etag?: string; lastModified?: string } = {}): Promise<FetchOutcome> {
  const { etag = null, lastModified = null } = validators;
  return fetchFeed(http, { url: `${site.url}/feed`, etag, lastModified });
}

describe('a poll', () => {
  it('brings the document, its type and its validators word for word', async () => {
    const validators = { etag: 'W/"a b\\"c"', 'last-modified': 'whenever it was, 2026' };
    answer(200, { 'content-type': 'application/rss+xml; charset=koi8-r', ...validators }, '<rss/>');
    expect(await poll()).toEqual({
      kind: 'modified',
      status: 200,
      body: Buffer.from('<rss/>'),
      contentType: 'application/rss+xml; charset=koi8-r',
      etag: 'W/"a b\\"c"',
      lastModified: 'whenever it was, 2026',
      url: `${site.url}/feed`,
      movedPermanentlyTo: null,
      reason: 'HTTP 200: new content',
    });
  });

  it('sends the validators back as they came, and none at first', async () => {
    answer(304);
    await poll();
    await poll({ etag: 'W/"a b\\"c"', lastModified: 'whenever it was, 2026' });
    const [first, second] = site.requests('/feed').map((request) => request.headers);
    expect(first).not.toHaveProperty('if-none-match');
    expect(first).not.toHaveProperty('if-modified-since');
    expect(second).toMatchObject({ 'if-none-match': 'W/"a b\\"c"', 'if-modified-since': 'whenever it was, 2026' });
  });

  it('keeps the validators of a 304, and takes those it renews', async () => {
    answer(304, { 'last-modified': 'newer' });
    expect(await poll({ etag: '"1"', lastModified: 'older' })).toMatchObject({
      kind: 'notModified',
      etag: '"1"',
      lastModified: 'newer',
    });
  });

  it('forgets the validators that a new document no longer has', async () => {
    answer(200, {}, '<rss/>');
    expect(await poll({ etag: '"1"', lastModified: 'older' })).toMatchObject({ etag: null, lastModified: null });
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
    const outcome = await fetchFeed(http, { url: 'http://127.0.0.1:1/feed', etag: null, lastModified: null });
    expect(outcome).toEqual({ kind: 'temporary', status: null, reason: '127.0.0.1 refused the connection' });
  });

  it('of a private address is permanent', async () => {
    const outcome = await fetchFeed(http, { url: 'http://10.0.0.1/feed', etag: null, lastModified: null });
    expect(outcome).toEqual({ kind: 'permanent', status: null, reason: '10.0.0.1 is not a public address' });
  });

  it('of more than 10 MB is permanent', async () => {
    site.on('/feed', (_, response) => response.end(Buffer.alloc(10_000_001)));
    expect(await poll()).toEqual({ kind: 'permanent', status: null, reason: '127.0.0.1 sent more than 10 MB' });
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
    expect(await poll()).toMatchObject({ kind: 'modified', movedPermanentlyTo: `${site.url}${path}` });
  });

  it.each([[[302]], [[303]], [[307]], [[302, 301]]])('for now (%j) has not moved', async (statuses) => {
    chain(...statuses);
    expect(await poll()).toMatchObject({ kind: 'modified', movedPermanentlyTo: null });
  });

  it('in a circle is permanent', async () => {
    site.on('/feed', (_, response) => response.writeHead(301, { location: '/feed' }).end());
    expect(await poll()).toMatchObject({ kind: 'permanent', status: null });
  });
});
