import { sql } from 'kysely';
import type { Database } from '../database.ts';
import { type NewItem, storingItems } from '../items/feed-items.ts';
import { interval } from '../work/work.ts';
import { TIMES_KEPT } from './feeds.ts';

/** ms that a feed is left alone for after a poll, however many pushes ask for the next one. */
const BETWEEN_PINGS_MS = 60_000;

/**
 * Stores the items of a push as a poll would; when the feed is polled next, and with which validators, stays as it is.
 * Returns how many were new, or null when the feed is not polled, or paused: then nothing was stored.
 */
export async function storePush(db: Database, feedId: string, items: NewItem[]): Promise<number | null> {
  return storingItems(db, async (trx, insert) => {
    // Pushes and polls of one feed store one after the other: two that store the same items would lock each other out.
    const feed = await trx
      .selectFrom('feeds')
      .select('id')
      .where('id', '=', feedId)
      .where('active', '=', true)
      .where('goneAt', 'is', null)
      .where('pausedAt', 'is', null)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!feed) return null;
    const { times } = await insert(trx, feedId, items);
    if (times.length > 0) {
      await sql`UPDATE feeds SET last_item_at = now(), item_times = (
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
    UPDATE feeds
    SET next_poll_at = least(next_poll_at, greatest(now(), last_polled_at + ${interval(BETWEEN_PINGS_MS)}))
    WHERE id = ${feedId} AND active AND gone_at IS NULL AND paused_at IS NULL AND failures = 0`.execute(db);
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
