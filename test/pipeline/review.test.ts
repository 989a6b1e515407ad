import { Writable } from 'node:stream';
import { sql } from 'kysely';
import { pino } from 'pino';
import { reviewFeeds } from '../../src/pipeline/review.ts';
import { pauseFeed } from '../../src/store/feeds/feed-health.ts';
import { listNotices } from '../../src/store/feeds/notices.ts';
import { feed, feedItem, storeItems, syncFeeds, useStore } from '../store/support.ts';

let logged: { msg: string; kind?: string }[];

const store = useStore(feed('a'), feed('b'));
beforeEach(async () => {
  logged = [];
});

const log = pino(
  new Writable({
    write(line, _encoding, done) {
      logged.push(JSON.parse(String(line)));
      done();
    },
  }),
);
const review = (now = new Date()) => reviewFeeds({ db: store.db, log }, now);
const open = async () =>
  (await listNotices(store.db, 9)).map(({ subject, kind, reason }) => ({ feedId: subject, kind, reason }));

const fail = (reason: string, failures = 5) =>
  sql`UPDATE feeds SET failures = ${failures}, failing_since = now(), last_outcome = 'permanent', last_reason = ${reason}
    WHERE id = 'a'`.execute(store.db);
const recover = () => sql`UPDATE feeds SET failures = 0, failing_since = NULL WHERE id = 'a'`.execute(store.db);

it('raises one notice for a feed that fails, keeps its reason up to date, and clears it when it is well again', async () => {
  await fail('HTTP 404: there is no feed at this address');
  await review();
  await review();
  await fail('HTTP 403: the server does not let us read the feed');
  await review();
  expect(await open()).toEqual([
    { feedId: 'a', kind: 'failing', reason: 'HTTP 403: the server does not let us read the feed' },
  ]);
  await recover();
  await review();
  await review();
  expect(await open()).toEqual([]);
  expect(logged.map(({ msg }) => msg)).toEqual(['notice to operators', 'notice cleared']);
});

it('raises a new notice when it fails again', async () => {
  for (let i = 0; i < 2; i += 1) {
    await fail('HTTP 404');
    await review();
    await recover();
    await review();
  }
  expect(logged.filter(({ msg }) => msg === 'notice to operators')).toHaveLength(2);
});

it('learns the habit of a feed from its items, and tells when it falls silent', async () => {
  const now = Date.now();
  const items = Array.from({ length: 200 }, (_, index) => ({
    item: feedItem(`item ${index}`, { publishedAt: new Date(now - index * 2 * 3_600_000) }),
    state: 'baseline' as const,
  }));
  await storeItems(store.db, 'a', items);
  await sql`UPDATE feeds SET last_item_at = now() WHERE id = 'a'`.execute(store.db);
  await review();
  const { habit } = await store.db.selectFrom('feeds').select('habit').where('id', '=', 'a').executeTakeFirstOrThrow();
  expect(habit).toMatchObject({ usualGapMs: 2 * 3_600_000 });
  expect(habit!.itemsPerDay).toBeCloseTo(12, 0);
  expect(await open()).toEqual([]);

  await sql`UPDATE feeds SET last_item_at = now() - interval '20 hours' WHERE id = 'a'`.execute(store.db);
  await review();
  expect(await open()).toEqual([
    { feedId: 'a', kind: 'silent', reason: expect.stringContaining('no new item for 20 hours') },
  ]);

  await sql`UPDATE feeds SET last_item_at = now() WHERE id = 'a'`.execute(store.db);
  await review();
  expect(await open()).toEqual([]);
});

it('clears the notices of a feed that is paused or left the configuration', async () => {
  await fail('HTTP 404');
  await review();
  await pauseFeed(store.db, 'a');
  await review();
  expect(await open()).toEqual([]);

  await sql`UPDATE feeds SET paused_at = NULL`.execute(store.db);
  await review();
  expect(await open()).toHaveLength(1);
  await syncFeeds(store.db, [feed('b')]);
  await review();
  expect(await open()).toEqual([]);
});
