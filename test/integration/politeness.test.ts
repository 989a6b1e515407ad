import type { IncomingMessage, ServerResponse } from 'node:http';
import { sql } from 'kysely';
import type { Feed } from '../../src/model/feed.ts';
import { pauseFeed } from '../../src/store/feeds/feed-health.ts';
import { findFeed, type StoredFeed } from '../../src/store/feeds/feeds.ts';
import { syncFeeds } from '../store/support.ts';
import { eventually, feed, startApp, type TestApp } from '../support/app.ts';
import { rss, type Site, startSite } from '../support/site.ts';

let site: Site;
let app: TestApp;

beforeEach(async () => {
  site = await startSite();
});
afterEach(async () => {
  await app.close();
  await site.close();
});

const DOCUMENT = rss([{ guid: 'a', title: 'A', published: new Date('2026-01-01T00:00:00Z') }]);

async function start(
  feeds: Feed[],
  perHost: { atOnce: number; delayMs: number } = { atOnce: 20, delayMs: 0 },
): Promise<void> {
  const network = { allow: ['127.0.0.0/8'], contact: 'https://wirewatch.example/bot', publicUrl: null, perHost };
  app = await startApp('postgres', { feeds, watches: [], receivers: [], network });
}

const row = async (id = 'feed') => {
  const found = await findFeed(app.db, id);
  if (!found) throw new Error(`no feed ${id}`);
  return found;
};
/** Nobody polls it. */
const isFree = async (id = 'feed') => {
  const work = await app.db.selectFrom('feedWork').select('holder').where('id', '=', id).executeTakeFirst();
  return work?.holder !== 'worker';
};

/** The row once a poll has ended so. */
const polled = (outcome: string, more: (feed: StoredFeed) => boolean = () => true, id = 'feed') =>
  eventually(`the outcome ${outcome}`, async () => {
    const found = await row(id);
    return found.lastOutcome === outcome && (await isFree(id)) && more(found) && found;
  });

const dueNow = () => sql`UPDATE feed_work SET due_at = now(), visible_at = now()`.execute(app.db);

const minutesAhead = ({ nextPollAt, lastPolledAt }: StoredFeed) =>
  (nextPollAt!.getTime() - lastPolledAt!.getTime()) / 60_000;

/** A server that knows its document: 304 to whoever has it. */
function conditional(headers: Record<string, string> = {}) {
  return (request: IncomingMessage, response: ServerResponse) => {
    const isKnown = request.headers['if-none-match'] === '"v1"';
    response.writeHead(isKnown ? 304 : 200, { etag: '"v1"', ...headers }).end(isKnown ? undefined : DOCUMENT);
  };
}

const adapting = (path = '/feed') => feed('feed', `${site.url}${path}`, { everyMs: null });

it('says who asks and whom to ask about it, with no cookie, no referrer and no query of its own', async () => {
  site.on('/feed', conditional({ 'set-cookie': 'id=1' }));
  await start([feed('feed', `${site.url}/feed`)]);
  await eventually('two polls', async () => site.requests('/feed').length >= 2);
  for (const { headers, url } of site.requests('/feed')) {
    expect(headers['user-agent']).toMatch(/^Wirewatch\/[\d.]+ \(\+https:\/\/wirewatch\.example\/bot\)$/);
    expect(headers).not.toHaveProperty('cookie');
    expect(headers).not.toHaveProperty('referer');
    expect(url).toBe('/feed');
  }
});

it('gets 304 at the second poll, and asks without validators once a day', async () => {
  site.on('/feed', conditional());
  await start([adapting()]);
  const first = await polled('modified');
  expect(first.wholeAt).not.toBeNull();
  await dueNow();
  const second = await polled('notModified');
  expect(second.lastStatus).toBe(304);
  expect(second.wholeAt).toEqual(first.wholeAt);

  await sql`UPDATE feeds SET whole_at = now() - interval '25 h'`.execute(app.db);
  await dueNow();
  const third = await polled('notModified', ({ lastStatus }) => lastStatus === 200);
  expect(third.lastReason).toBe('HTTP 200: the same document');
  expect(third.wholeAt!.getTime()).toBeGreaterThan(second.wholeAt!.getTime());
  expect(site.requests('/feed').map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"v1"', undefined]);
});

it('finds the news that a server hides behind validators it keeps over changed content', async () => {
  let document = DOCUMENT;
  site.on('/feed', (request, response) => {
    const isKnown = request.headers['if-none-match'] === '"stuck"';
    response.writeHead(isKnown ? 304 : 200, { etag: '"stuck"' }).end(isKnown ? undefined : document);
  });
  await start([adapting()]);
  await polled('modified');
  document = rss([{ guid: 'b', title: 'B', published: new Date('2026-01-02T00:00:00Z') }]);
  await dueNow();
  await polled('notModified');
  await sql`UPDATE feeds SET whole_at = now() - interval '25 h'`.execute(app.db);
  await dueNow();
  await polled('modified');
  const items = await app.db.selectFrom('feedItems').select('guid').orderBy('guid').execute();
  expect(items.map(({ guid }) => guid)).toEqual(['a', 'b']);
});

it('reads no document twice that comes without validators', async () => {
  site.on('/feed', DOCUMENT);
  await start([feed('feed', `${site.url}/feed`)]);
  await polled('notModified', ({ lastReason }) => lastReason === 'HTTP 200: the same document');
});

it.each([301, 308])('takes over a permanent redirect (%i) once it was seen repeatedly', async (status) => {
  site.on('/feed', (_, response) => response.writeHead(status, { location: '/new' }).end());
  site.on('/new', conditional());
  await start([adapting()]);
  await polled('modified', ({ movingSeen }) => movingSeen === 1);
  await dueNow();
  await polled('notModified', ({ movingSeen }) => movingSeen === 2);
  await sql`UPDATE feeds SET moving_since = now() - interval '1 h'`.execute(app.db);
  await dueNow();
  const moved = await polled('moved');
  expect(moved).toMatchObject({ movedUrl: `${site.url}/new`, url: `${site.url}/feed`, movingTo: null });
  const before = site.requests('/feed').length;
  await dueNow();
  await polled('notModified');
  expect(site.requests('/feed')).toHaveLength(before);

  site.on('/new', (_, response) => response.writeHead(404).end());
  site.on('/feed', conditional());
  await dueNow();
  await polled('permanent', ({ movedUrl }) => movedUrl === null);
  await dueNow();
  await polled('notModified');
  expect(site.requests('/feed')).toHaveLength(before + 1);
});

it.each([302, 307])('never takes over a temporary redirect (%i)', async (status) => {
  site.on('/feed', (_, response) => response.writeHead(status, { location: '/now' }).end());
  site.on('/now', conditional());
  await start([feed('feed', `${site.url}/feed`)]);
  await eventually('four polls', async () => site.requests('/now').length >= 4);
  expect(await row()).toMatchObject({ movedUrl: null, movingTo: null });
});

it('stops at 410 and tells the operator', async () => {
  site.on('/feed', (_, response) => response.writeHead(410).end());
  await start([feed('feed', `${site.url}/feed`), feed('other', `${site.url}/other`)]);
  await polled('gone');
  await dueNow();
  await eventually('polls of another feed', async () => site.requests('/other').length >= 2);
  expect(site.requests('/feed')).toHaveLength(1);
  await sql`UPDATE heartbeats SET at = now() - interval '1 h' WHERE name = 'review'`.execute(app.db);
  await eventually('a notice', () =>
    app.db.selectFrom('notices').selectAll().where('kind', '=', 'gone').executeTakeFirst(),
  );
});

it.each([429, 503])('leaves all of a host alone for as long as Retry-After of a %i says', async (status) => {
  site.on('/feed', (_, response) => response.writeHead(status, { 'retry-after': '600' }).end());
  site.on('/second', conditional());
  await start([adapting()]);
  const throttled = await polled('throttled');
  expect(minutesAhead(throttled)).toBeGreaterThanOrEqual(10);
  await syncFeeds(app.db, [adapting(), feed('second', `${site.url}/second`)]);
  await eventually('a few ticks', async () => {
    const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM heartbeats
      WHERE name = 'tick' AND at > ${throttled.lastPolledAt}::timestamptz + interval '3 s'`.execute(app.db);
    return rows[0]!.n > 0;
  });
  expect(site.requests('/second')).toHaveLength(0);
});

it('obeys cache headers, after a 304 too', async () => {
  site.on('/feed', conditional({ 'cache-control': 'max-age=2700' }));
  await start([adapting()]);
  expect(minutesAhead(await polled('modified'))).toBeGreaterThanOrEqual(45);
  await dueNow();
  expect(minutesAhead(await polled('notModified'))).toBeGreaterThanOrEqual(45);
});

it('backs off while a feed fails, and comes back to its interval when it is well', async () => {
  site.on('/feed', (_, response) => response.writeHead(500).end());
  await start([adapting()]);
  expect(minutesAhead(await polled('temporary'))).toBeGreaterThanOrEqual(27);
  await dueNow();
  expect(minutesAhead(await polled('temporary', ({ failures }) => failures === 2))).toBeGreaterThanOrEqual(54);
  site.on('/feed', conditional());
  await dueNow();
  const well = await polled('modified');
  expect(well).toMatchObject({ failures: 0, failingSince: null });
  expect(minutesAhead(well)).toBeLessThanOrEqual(120);
});

it('sets a new baseline when a feed is back after a long failure', async () => {
  site.on('/feed', DOCUMENT);
  await start([adapting()]);
  await polled('modified');
  const published = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000);
  site.on(
    '/feed',
    rss([
      { guid: 'meanwhile', title: 'Meanwhile', published: published(5) },
      { guid: 'today', title: 'Today', published: published(0) },
    ]),
  );
  await sql`UPDATE feeds SET added_at = now() - interval '90 days', failures = 9,
    failing_since = now() - interval '10 days'`.execute(app.db);
  await dueNow();
  await polled('modified', ({ failures }) => failures === 0);
  const items = await app.db.selectFrom('feedItems').select(['guid', 'state']).where('guid', '<>', 'a').execute();
  expect(items.find(({ guid }) => guid === 'meanwhile')?.state).toBe('baseline');
  expect(items.find(({ guid }) => guid === 'today')?.state).not.toBe('baseline');
});

it('asks one host no more at once than allowed, and not faster, whatever is due', async () => {
  let underWay = 0;
  let most = 0;
  const begun: number[] = [];
  const ids = Array.from({ length: 6 }, (_, index) => `feed${index}`);
  for (const id of ids) {
    site.on(`/${id}`, (_, response) => {
      begun.push(performance.now());
      underWay += 1;
      most = Math.max(most, underWay);
      setTimeout(() => {
        underWay -= 1;
        response.end(DOCUMENT);
      }, 150);
    });
  }
  await start(
    ids.map((id) => feed(id, `${site.url}/${id}`, { everyMs: null })),
    { atOnce: 2, delayMs: 100 },
  );
  await eventually('all feeds', async () => begun.length === ids.length);
  expect(most).toBeLessThanOrEqual(2);
  const gaps = begun.slice(1).map((time, index) => time - begun[index]!);
  // The times are those of arrival; the requests began that far apart.
  expect(Math.min(...gaps)).toBeGreaterThan(60);
});

it('polls no feed of a paused one', async () => {
  site.on('/feed', conditional());
  site.on('/other', conditional());
  await start([feed('feed', `${site.url}/feed`), feed('other', `${site.url}/other`)]);
  await polled('notModified');
  await pauseFeed(app.db, 'feed');
  const before = site.requests('/feed').length;
  const others = site.requests('/other').length;
  await eventually('polls of another feed', async () => site.requests('/other').length >= others + 2);
  expect(site.requests('/feed')).toHaveLength(before);
});
