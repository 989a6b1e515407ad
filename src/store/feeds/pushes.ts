import { sql } from 'kysely';
import type { Database } from '../database.ts';
import { lockFeed, type NewItem, storingItems } from '../items/feed-items.ts';
import { interval } from '../work/work.ts';
import { TIMES_KEPT } from './polls.ts';

/** ms that a feed is left alone for after a poll, however many pushes ask for the next one. */
const BETWEEN_PINGS_MS = 60_000;

/**
 * Stores the items of a push as a poll would; when the feed is polled next, and with which validators, stays as it is.
 * Returns how many were new, or null when the feed is not polled, or paused: then nothing was stored.
 */
export async function storePush(db: Database, feedId: string, items: NewItem[]): Promise<number | null> {
  return storingItems(db, async (trx, insert) => {
    if (!(await lockFeed(trx, feedId, { kind: 'polled' }))) return null;
    const { times } = await insert(trx, feedId, items);
    if (times.length > 0) {
      await sql`UPDATE feeds SET last_item_at = now(), items = items + ${times.length}, item_times = (
          SELECT array_agg(at ORDER BY at DESC) FROM (
            SELECT at FROM unnest(item_times || ${times}::timestamptz[]) AS at ORDER BY at DESC LIMIT ${TIMES_KEPT}
          ) AS latest)
        WHERE id = ${feedId}`.execute(trx);
    }
    await touch(trx, feedId);
    return times.length;
  });
}

/**
 * Makes a feed due at once, as its hub says that there is something new; within a minute of its last poll, when that
 * minute is over. A feed whose polls fail keeps its pause.
 */
export async function storePing(db: Database, feedId: string): Promise<void> {
  await sql`
    UPDATE feed_work SET due_at = sooner.at, visible_at = CASE WHEN holder IS NULL THEN sooner.at ELSE visible_at END
    FROM (SELECT id, greatest(now(), last_polled_at + ${interval(BETWEEN_PINGS_MS)}) AS at FROM feeds) AS sooner
    WHERE feed_work.id = ${feedId} AND sooner.id = feed_work.id AND NOT failing AND due_at > sooner.at`.execute(db);
  await touch(db, feedId);
}

async function touch(db: Database, feedId: string): Promise<void> {
  await db.updateTable('subscriptions').set({ lastPushAt: sql`now()` }).where('feedId', '=', feedId).execute();
}

/** Writes down why a push was thrown away. False when the same stands there already. */
export async function recordRefusedPush(db: Database, id: string, reason: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('subscriptions')
    .set({ reason })
    .where('id', '=', id)
    .where(sql<boolean>`reason IS DISTINCT FROM ${reason}`)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
