import { sql } from 'kysely';
import { pauseFeed } from '../../../src/store/feeds/feed-health.ts';
import { leaseFeeds, recordPoll } from '../../../src/store/feeds/polls.ts';
import { claimDueFeeds } from '../../../src/store/work/due-feeds.ts';
import { createHostTurns } from '../../../src/store/work/host-turns.ts';
import { postpone } from '../../../src/store/work/work.ts';
import { feed, syncFeeds, useStore } from '../support.ts';

const MINUTE = 60_000;
const store = useStore();

const at = (host: string, ...names: string[]) => names.map((name) => feed(name, { url: `https://${host}/${name}` }));
const claim = async (limit: number, perHost: number) =>
  (await claimDueFeeds(store.db, { limit, holdMs: MINUTE, perHost })).map(({ id }) => id).sort();

it('claims what is due once, the longest due first', async () => {
  await syncFeeds(
    store.db,
    ['a', 'b', 'c', 'd'].map((id) => feed(id)),
  );
  await sql`UPDATE feed_work SET due_at = now() - interval '1 h' WHERE id IN ('b', 'c')`.execute(store.db);
  await sql`UPDATE feed_work SET visible_at = now() + interval '1 h' WHERE id = 'd'`.execute(store.db);
  expect(await claim(2, 9)).toEqual(['b', 'c']);
  expect(await claim(9, 9)).toEqual(['a']);
  expect(await claim(9, 9)).toEqual([]);
});

it('claims so many of a host at a time, counting those under way', async () => {
  await syncFeeds(store.db, [...at('one.example', 'a', 'b', 'c'), ...at('two.example', 'd')]);
  await sql`UPDATE feed_work SET due_at = now() - interval '1 min' WHERE id IN ('a', 'b')`.execute(store.db);
  expect(await claim(9, 2)).toEqual(['a', 'b', 'd']);
  await leaseFeeds(store.db, ['a', 'b'], MINUTE);
  expect(await claim(9, 2)).toEqual([]);
  await sql`UPDATE feed_work SET holder = NULL, visible_at = now() + interval '1 h' WHERE id = 'a'`.execute(store.db);
  expect(await claim(9, 2)).toEqual(['c']);
});

it('passes over feeds of a host that wants to be left alone', async () => {
  await syncFeeds(store.db, [...at('one.example', 'a'), ...at('two.example', 'b')]);
  await createHostTurns(store.db, { atOnce: 1, delayMs: 0 }).quiet('one.example', MINUTE);
  expect(await claim(9, 9)).toEqual(['b']);
});

it('passes over feeds that are paused, gone or not configured any more', async () => {
  await syncFeeds(
    store.db,
    ['a', 'b', 'c', 'd'].map((id) => feed(id)),
  );
  await pauseFeed(store.db, 'a');
  const [gone] = await leaseFeeds(store.db, ['b'], MINUTE);
  const next = { inMs: MINUTE, fromDue: false, failures: 1, stop: true };
  await recordPoll(store.db, gone!, { outcome: 'gone', status: 410, reason: 'gone', next });
  await syncFeeds(
    store.db,
    ['a', 'b', 'd'].map((id) => feed(id)),
  );
  expect(await claim(9, 9)).toEqual(['d']);
  expect(await leaseFeeds(store.db, ['a', 'b', 'c'], MINUTE)).toEqual([]);
});

it('says which feeds failed before', async () => {
  await syncFeeds(store.db, [feed('a'), feed('b')]);
  await sql`UPDATE feed_work SET failing = true WHERE id = 'b'`.execute(store.db);
  const due = await claimDueFeeds(store.db, { limit: 9, holdMs: MINUTE, perHost: 9 });
  expect(due.find(({ id }) => id === 'b')).toEqual({ id: 'b', failing: true });
});

it('notes how late a feed is polled', async () => {
  await syncFeeds(store.db, [feed('a')]);
  await sql`UPDATE feed_work SET due_at = now() - interval '7 s'`.execute(store.db);
  const [leased] = await leaseFeeds(store.db, ['a'], MINUTE);
  expect(leased!.lagMs).toBeGreaterThanOrEqual(7_000);
});

it('leaves a postponed feed alone for as long as that takes, and as due as it was', async () => {
  await syncFeeds(store.db, [feed('a')]);
  const dueAt = async () => (await store.db.selectFrom('feedWork').select('dueAt').executeTakeFirstOrThrow()).dueAt;
  const before = await dueAt();
  const [feedA] = await leaseFeeds(store.db, ['a'], MINUTE);
  await postpone(store.db, 'feed_work', feedA!, MINUTE);
  expect(await claim(9, 9)).toEqual([]);
  expect(await dueAt()).toEqual(before);
});
