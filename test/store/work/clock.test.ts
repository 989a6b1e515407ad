import { sql } from 'kysely';
import { beginAttempt } from '../../../src/store/alerts/begin-attempt.ts';
import { raiseNotice } from '../../../src/store/feeds/notices.ts';
import { leaseFeeds } from '../../../src/store/feeds/polls.ts';
import { watchClock } from '../../../src/store/work/clock.ts';
import { beat, msSinceBeat, takeBeat } from '../../../src/store/work/heartbeats.ts';
import { createHostTurns } from '../../../src/store/work/host-turns.ts';
import { beatProcess } from '../../../src/store/work/processes.ts';
import { article, commit, feed, leasedItem, useStore, watch } from '../support.ts';
import { allAhead } from './ahead.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const store = useStore(feed('due'), feed('leased'), feed('later'));

/** ms from now, to the minute. */
async function timesOf(table: 'feed_work' | 'item_work' | 'delivery_work'): Promise<Record<string, number>> {
  const { rows } = await sql<{ id: string; ms: number }>`
    SELECT id::text, (extract(epoch FROM visible_at - now()) * 1000)::float8 AS ms FROM ${sql.table(table)}`.execute(
    store.db,
  );
  return Object.fromEntries(rows.map(({ id, ms }) => [id, Math.round(ms / MINUTE) + 0]));
}

it('sets back all that is to come when the clock is, by as much', async () => {
  expect(await watchClock(store.db)).toBeNull();
  await leaseFeeds(store.db, ['leased'], 10 * MINUTE);
  await sql`UPDATE feed_work SET due_at = now() + interval '30 min', visible_at = now() + interval '30 min'
    WHERE id = 'later'`.execute(store.db);
  await commit(store.db, await leasedItem(store.db, 'due', 'told'), article('told'), [watch('w')]);
  const { id: deliveryId } = await store.db.selectFrom('deliveries').select('id').executeTakeFirstOrThrow();
  await beginAttempt(store.db, { id: deliveryId }, 5 * MINUTE);
  const item = await leasedItem(store.db, 'due', 'unread', 5 * MINUTE);
  const turns = createHostTurns(store.db, { atOnce: 1, delayMs: 0 });
  await turns.take('quiet.example', 0, MINUTE);
  await turns.quiet('quiet.example', 20 * MINUTE);
  await raiseNotice(store.db, { about: 'feed', subject: 'due', kind: 'fails', reason: 'HTTP 500', waiting: null });
  await sql`INSERT INTO addresses VALUES ('left', '', now())`.execute(store.db);
  await beat(store.db, 'tick');
  await beatProcess(store.db);

  await allAhead(store.db, HOUR);
  expect(await timesOf('feed_work')).toEqual({ due: 60, leased: 70, later: 90 });
  expect(await msSinceBeat(store.db, 'tick')).toBeNull();
  const mend = await watchClock(store.db);
  expect(mend).toMatchObject({ feeds: 3, items: 1, deliveries: 1, hosts: 1 });
  expect(Math.abs(mend!.backMs - HOUR)).toBeLessThan(MINUTE);

  expect(await timesOf('feed_work')).toEqual({ due: 0, leased: 10, later: 30 });
  expect(await timesOf('item_work')).toEqual({ [item.id]: 5 });
  expect(await timesOf('delivery_work')).toEqual({ [deliveryId]: 5 });
  expect(await msSinceBeat(store.db, 'tick')).toBeLessThan(MINUTE);
  const { rows } = await sql<{ minutes: number }>`
    SELECT round(extract(epoch FROM quiet_until - now()) / 60)::float8 AS minutes FROM hosts
    WHERE next_at < now() + interval '1 min' AND turns[1] < now() + interval '2 min'`.execute(store.db);
  expect(rows).toEqual([{ minutes: 20 }]);
  const ahead = await sql`SELECT seen_at FROM processes WHERE seen_at > now()
    UNION ALL SELECT raised_at FROM notices WHERE raised_at > now()
    UNION ALL SELECT removed_at FROM addresses WHERE removed_at > now()`.execute(store.db);
  expect(ahead.rows).toEqual([]);
  expect(await watchClock(store.db)).toBeNull();
});

it('is mended once by several who look at the same time', async () => {
  await watchClock(store.db);
  await sql`UPDATE feed_work SET visible_at = now() + interval '3 h'`.execute(store.db);
  await allAhead(store.db, HOUR);
  const mends = await Promise.all(Array.from({ length: 4 }, () => watchClock(store.db)));
  expect(mends.filter((mend) => mend !== null)).toHaveLength(1);
  expect(await timesOf('feed_work')).toEqual({ due: 180, leased: 180, later: 180 });
});

it('takes no heartbeat for one that lies ahead', async () => {
  expect(await takeBeat(store.db, 'review', MINUTE)).toBe(true);
  expect(await takeBeat(store.db, 'review', MINUTE)).toBe(false);
  await sql`UPDATE heartbeats SET at = now() + interval '1 h'`.execute(store.db);
  expect(await takeBeat(store.db, 'review', MINUTE)).toBe(true);
  expect(await takeBeat(store.db, 'review', MINUTE)).toBe(false);
});
