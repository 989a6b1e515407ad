import { type Selectable, sql } from 'kysely';
import type { FeedItem } from '../model.ts';
import type { Database } from './database.ts';
import { indexKey } from './index-key.ts';
import type { FeedItemsTable } from './schema.ts';
import { fromNow, RELEASED } from './work.ts';

/** A feed item as the store keeps it. */
export type FeedItemRow = Selectable<FeedItemsTable>;

/** What became of the items of one poll. */
export interface InsertedItems {
  /** Of each item the feed did not have before: when it was published, or now where it says nothing, or a time to come. */
  times: Date[];
  /** Items that Postgres refused, each with its reason; their neighbours are stored. */
  refused: { guid: string; reason: string }[];
}

/** An item and whether it is to be read. */
export interface NewItem {
  item: FeedItem;
  state: 'baseline' | 'pending';
}

/**
 * Stores items in a transaction: first all at once, and if Postgres refuses one of them, once more one by one, so that its
 * neighbours are stored.
 *
 * @param store Called with a transaction and what inserts items of a feed in it.
 */
export async function storingItems<T>(
  db: Database,
  store: (trx: Database, insert: typeof insertFeedItems) => Promise<T>,
): Promise<T> {
  try {
    return await db.transaction().execute((trx) => store(trx, insertFeedItems));
  } catch (error) {
    if (!isFaultOfData(error)) throw error;
    return db.transaction().execute((trx) => store(trx, insertEach));
  }
}

/** SQLSTATE classes that speak of the data: a value out of its domain, a broken rule, a limit of the server. */
function isFaultOfData(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && /^(?:22|23|54)/.test(String(error.code));
}

/**
 * Adds those items the feed did not have yet, told apart by guid. Locks the feed before its items, so that two that store
 * the same items wait for each other.
 *
 * @param fence Given, nothing is added unless the feed is leased with it.
 */
export async function insertFeedItems(
  trx: Database,
  feedId: string,
  items: NewItem[],
  fence?: number,
): Promise<InsertedItems> {
  return { times: await insert(trx, feedId, items, fence), refused: [] };
}

async function insertEach(trx: Database, feedId: string, items: NewItem[], fence?: number): Promise<InsertedItems> {
  const each: InsertedItems = { times: [], refused: [] };
  for (const one of items) {
    await sql`SAVEPOINT item`.execute(trx);
    try {
      each.times.push(...(await insert(trx, feedId, [one], fence)));
      await sql`RELEASE SAVEPOINT item`.execute(trx);
    } catch (error) {
      if (!isFaultOfData(error)) throw error;
      await sql`ROLLBACK TO SAVEPOINT item`.execute(trx);
      each.refused.push({ guid: one.item.guid, reason: error.message });
    }
  }
  return each;
}

/** All items travel as one parameter: thousands of them would take as long to write down as to store. */
async function insert(trx: Database, feedId: string, items: NewItem[], fence?: number): Promise<Date[]> {
  const rows = JSON.stringify(items.map(({ item, state }) => ({ ...item, guid: indexKey(item.guid), state })));
  const isLeased = fence === undefined ? sql`` : sql`AND fence = ${fence}`;
  const { rows: inserted } = await sql<{ at: Date }>`
    WITH feed AS (SELECT id FROM feeds WHERE id = ${feedId} ${isLeased} FOR NO KEY UPDATE)
    INSERT INTO feed_items (feed_id, guid, link, title, summary, content, published_at, updated_at, authors, categories,
      language, enclosures, state)
    SELECT feed.id, item.* FROM feed, json_to_recordset(${rows}::json) AS item(
      guid text, link text, title text, summary text, content text, "publishedAt" timestamptz, "updatedAt" timestamptz,
      authors text[], categories text[], language text, enclosures jsonb, state text)
    ON CONFLICT (feed_id, guid) DO NOTHING
    RETURNING least(coalesce(published_at, seen_at), seen_at) AS at`.execute(trx);
  return inserted.map(({ at }) => at);
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
