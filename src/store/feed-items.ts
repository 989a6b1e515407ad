import { type Selectable, sql } from 'kysely';
import type { FeedItem } from '../model.ts';
import type { Database } from './database.ts';
import { indexKey } from './index-key.ts';
import type { FeedItemsTable } from './schema.ts';
import { fromNow, RELEASED } from './work.ts';

/** A feed item as the store keeps it. */
export type FeedItemRow = Selectable<FeedItemsTable>;

/** Feed items a statement: Postgres takes 65,535 parameters. */
const CHUNK = 1_000;

/** Adds those items the feed did not have yet, told apart by guid. Returns how many there were. */
export async function insertFeedItems(
  db: Database,
  feedId: string,
  items: { item: FeedItem; state: 'baseline' | 'pending' }[],
): Promise<number> {
  let inserted = 0;
  for (let from = 0; from < items.length; from += CHUNK) {
    const rows = items
      .slice(from, from + CHUNK)
      .map(({ item, state }) => ({ ...item, guid: indexKey(item.guid), feedId, state }));
    const result = await db
      .insertInto('feedItems')
      .values(rows)
      .onConflict((conflict) => conflict.columns(['feedId', 'guid']).doNothing())
      .executeTakeFirst();
    inserted += Number(result.numInsertedOrUpdatedRows ?? 0n);
  }
  return inserted;
}

/** When the feed's latest items were published, or first seen where they carry no date; newest first, 30 at most. */
export async function recentItemTimes(db: Database, feedId: string): Promise<Date[]> {
  const rows = await db
    .selectFrom('feedItems')
    .select(sql<Date>`least(coalesce(published_at, seen_at), seen_at)`.as('at'))
    .where('feedId', '=', feedId)
    .orderBy('at', 'desc')
    .limit(30)
    .execute();
  return rows.map((row) => row.at);
}

/** Ends the work on an item without an article of its own: it shows one that was read already. */
export async function linkFeedItem(
  db: Database,
  item: Pick<FeedItemRow, 'id' | 'fence'>,
  articleId: number,
): Promise<void> {
  await db
    .updateTable('feedItems')
    .set({ ...RELEASED, state: 'done', articleId, reason: null })
    .where('id', '=', item.id)
    .where('fence', '=', item.fence)
    .execute();
}

/** The work on an item broke off for a fault of ours: try again in `retryInMs`, or give up where that is null. */
export async function deferFeedItem(
  db: Database,
  item: Pick<FeedItemRow, 'id' | 'fence'>,
  failure: { reason: string; retryInMs: number | null },
): Promise<void> {
  await db
    .updateTable('feedItems')
    .set({
      ...RELEASED,
      attempts: sql`attempts + 1`,
      reason: failure.reason,
      ...(failure.retryInMs === null ? { state: 'failed' as const } : { dueAt: fromNow(failure.retryInMs) }),
    })
    .where('id', '=', item.id)
    .where('fence', '=', item.fence)
    .execute();
}
