import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { listFeeds } from '../../src/store/feeds/feed-health.ts';
import { eventually, feed, QUEUE_BACKENDS, startApp, type TestApp, watch } from '../support/app.ts';
import { page, rss, type Site, startSite } from '../support/site.ts';

const INBOX = { id: 'inbox', channel: { kind: 'inbox' } } as const;
const WATCH = watch('telegram', 'Telegram', ['inbox']);

describe.each(QUEUE_BACKENDS)('polling, with the queue on %s', (backend) => {
  let site: Site;
  let app: TestApp;

  afterEach(async () => {
    await app.close();
    await site.close();
  });

  const start = (feeds: Parameters<typeof startApp>[1]['feeds']) =>
    startApp(backend, { feeds, watches: [WATCH], receivers: [INBOX] });

  /** The titles that alerted, once there are as many as `count`. */
  const alerted = (count: number) =>
    eventually(`${count} alerts`, async () => {
      const rows = await app.db
        .selectFrom('alerts')
        .innerJoin('matches', 'matches.id', 'alerts.matchId')
        .innerJoin('articles', 'articles.id', 'matches.articleId')
        .select('articles.title')
        .orderBy('articles.title')
        .execute();
      return rows.length >= count && rows.map(({ title }) => title);
    });

  const polled = (feedId: string, times: number) =>
    eventually(`${times} polls of ${feedId}`, async () => site.requests(`/${feedId}`).length >= times);

  const rowOf = async (feedId: string) => (await listFeeds(app.db, 100)).find(({ id }) => id === feedId);

  it('takes what a new feed holds as its baseline, and alerts on what comes later', async () => {
    site = await startSite();
    const item = (name: string) => ({ guid: name, title: `Telegram ${name}`, link: `${site.url}/${name}` });
    for (const name of ['old', 'new']) site.on(`/${name}`, page(`Telegram ${name}`, 'Telegram did something.'));
    site.on('/feed', rss([item('old')]));
    app = await start([feed('feed', `${site.url}/feed`)]);
    await eventually('the baseline', async () => (await rowOf('feed'))?.items === 1);
    site.on('/feed', rss([item('new'), item('old')]));
    expect(await alerted(1)).toEqual(['Telegram new']);
    expect(site.requests('/old')).toHaveLength(0);
  });

  it('alerts on what a feed holds when asked to backfill', async () => {
    site = await startSite();
    site.on('/old', page('Telegram old', 'Telegram did something.'));
    site.on('/feed', rss([{ guid: 'old', title: 'Telegram old', link: `${site.url}/old` }]));
    app = await start([feed('feed', `${site.url}/feed`, { backfill: true })]);
    expect(await alerted(1)).toEqual(['Telegram old']);
  });

  it('reads an item once, however often the feed shows it', async () => {
    site = await startSite();
    site.on('/a', page('Telegram', 'Telegram did something.'));
    const item = { guid: 'a', title: 'Telegram', link: `${site.url}/a` };
    site.on('/feed', rss([item, item]));
    app = await start([feed('feed', `${site.url}/feed`, { backfill: true })]);
    await alerted(1);
    await polled('feed', 3);
    expect(site.requests('/a')).toHaveLength(1);
    expect(await rowOf('feed')).toMatchObject({ items: 1 });
  });

  it('sends both validators back as they came, from the second poll on', async () => {
    site = await startSite();
    const validators = { etag: 'W/"a ‰ b"', 'last-modified': 'Tue, 24 Nov 2026 03:00:00 +0000' };
    const etag = Buffer.from(validators.etag).toString('latin1');
    site.on('/feed', (request, response) => {
      if (request.headers['if-none-match'] === undefined)
        response.writeHead(200, { ...validators, etag }).end(rss([{ guid: 'a', title: 'A' }]));
      else response.writeHead(304).end();
    });
    app = await start([feed('feed', `${site.url}/feed`)]);
    await polled('feed', 3);
    const [first, ...others] = site.requests('/feed') as [IncomingMessage, ...IncomingMessage[]];
    expect(first.headers).not.toHaveProperty('if-none-match');
    for (const { headers } of others) {
      expect(headers['if-none-match']).toBe(etag);
      expect(headers['if-modified-since']).toBe(validators['last-modified']);
    }
    await eventually('the row of a 304', async () => (await rowOf('feed'))?.lastOutcome === 'notModified');
  });

  it('leaves a reason in the row of each feed that fails, and goes on with the others', async () => {
    site = await startSite();
    const status = (code: number) => (_: unknown, response: { writeHead(code: number): { end(): void } }) =>
      response.writeHead(code).end();
    site.on('/broken', status(500));
    site.on('/garbage', 'no feed at all');
    site.on('/silent', () => {});
    site.on('/gone', status(410));
    site.on('/well', rss([{ guid: 'a', title: 'Telegram speaks', summary: 'Telegram did something.' }]));
    app = await start([
      ...['missing', 'broken', 'garbage', 'silent', 'gone'].map((id) => feed(id, `${site.url}/${id}`)),
      feed('nowhere', 'http://127.0.0.1:1/feed'),
      feed('well', `${site.url}/well`, { backfill: true }),
    ]);
    expect(await alerted(1)).toEqual(['Telegram speaks']);
    await polled('well', 3);
    const failed = await eventually('the failures', async () => {
      const rows = await listFeeds(app.db, 100);
      // The silent one may have been given up by now, or not.
      const told = rows.filter(({ lastReason, id }) => lastReason !== null && id !== 'well' && id !== 'silent');
      return told.length === 5 && Object.fromEntries(told.map(({ id, ...row }) => [id, row]));
    });
    expect(failed).toMatchObject({
      missing: { lastStatus: 404, lastOutcome: 'permanent', lastReason: expect.stringContaining('404') },
      broken: { lastStatus: 500, lastOutcome: 'temporary', lastReason: expect.stringContaining('500') },
      garbage: { lastStatus: 200, lastOutcome: 'unreadable', lastReason: expect.stringMatching(/\w/) },
      gone: { lastStatus: 410, lastOutcome: 'gone', goneAt: expect.anything() },
      nowhere: { lastStatus: null, lastOutcome: 'temporary', lastReason: expect.stringContaining('127.0.0.1') },
    });
    expect(site.requests('/gone')).toHaveLength(1);
  });

  it('matches on the summary when the page cannot be had, and says so', async () => {
    site = await startSite();
    site.on(
      '/feed',
      rss([{ guid: 'a', title: 'Messenger', link: `${site.url}/away`, summary: 'Telegram did something.' }]),
    );
    app = await start([feed('feed', `${site.url}/feed`, { backfill: true })]);
    await alerted(1);
    const item = await app.db.selectFrom('feedItems').select(['state', 'reason']).executeTakeFirstOrThrow();
    expect(item).toEqual({ state: 'done', reason: 'the page answered 404' });
    const article = await app.db.selectFrom('articles').select(['source', 'text']).executeTakeFirstOrThrow();
    expect(article).toEqual({ source: 'feed_item', text: 'Telegram did something.' });
  });

  it('never matches what a wall, a menu or a footer says: the summary is read instead, and marked', async () => {
    site = await startSite();
    const html = (body: string) => (_: IncomingMessage, response: ServerResponse) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<html><body>${body}</body></html>`);
    const wall =
      '<p>We value your privacy. Accept all cookies to read on. Telegram and our partners store cookies.</p>';
    for (const path of ['/wall', '/wall-too']) site.on(path, html(`${wall}<button>Accept cookies</button>`));
    site.on('/app', html('<p>Telegram says: please enable JavaScript.</p><script src="/app.js"></script>'));
    const footer = '<footer><p>Follow us on Telegram</p></footer>';
    site.on('/other', html(`<p>${'The harbour is closed for the winter, said the port. '.repeat(9)}</p>${footer}`));
    const items = [
      { guid: 'wall', title: 'Wall', link: `${site.url}/wall`, summary: 'Something else happened.' },
      { guid: 'app', title: 'App', link: `${site.url}/app`, summary: 'Nothing of that kind.' },
      { guid: 'other', title: 'Other', link: `${site.url}/other`, summary: 'The harbour is closed.' },
      { guid: 'told', title: 'Told', link: `${site.url}/wall-too`, summary: 'Telegram did something.' },
    ];
    site.on('/feed', rss(items));
    app = await start([feed('feed', `${site.url}/feed`, { backfill: true })]);
    // On a busy machine the second parser may come too late for a page, which is then read again after a minute, then five.
    const patienceMs = 420_000;
    const read = async () => {
      const rows = await app.db.selectFrom('articles').select(['title', 'text', 'flags']).orderBy('title').execute();
      return rows.filter(({ flags }) => flags.length !== 1).length === 4 && rows;
    };
    expect(await eventually('all articles', read, patienceMs)).toEqual([
      { title: 'App', text: 'Nothing of that kind.', flags: ['scripts_only', 'summary_only'] },
      { title: 'Other', text: expect.stringMatching(/^The harbour is closed for the winter/), flags: [] },
      { title: 'Told', text: 'Telegram did something.', flags: ['consent_wall', 'summary_only'] },
      { title: 'Wall', text: 'Something else happened.', flags: ['consent_wall', 'summary_only'] },
    ]);
    expect(await alerted(1)).toEqual(['Told']);
  }, 500_000);
});
