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

/** Adds those items the feed did not have yet, told apart by guid. Only to be called in a transaction. */
export async function insertFeedItems(trx: Database, feedId: string, items: NewItem[]): Promise<InsertedItems> {
  if (items.length === 0) return { times: [], refused: [] };
  const whole = await tryInsert(trx, feedId, items);
  if (Array.isArray(whole)) return { times: whole, refused: [] };
  const each: InsertedItems = { times: [], refused: [] };
  for (const one of items) {
    const result = await tryInsert(trx, feedId, [one]);
    if (Array.isArray(result)) each.times.push(...result);
    else each.refused.push({ guid: one.item.guid, reason: result.message });
  }
  return each;
}

/** SQLSTATE classes that speak of the data: a value out of its domain, a broken rule, a limit of the server. */
const FAULT_OF_DATA = /^(?:22|23|54)/;

/** When the new ones appeared, or why Postgres refuses them; then the transaction is as it was before. */
async function tryInsert(trx: Database, feedId: string, items: NewItem[]): Promise<Date[] | Error> {
  await sql`SAVEPOINT items`.execute(trx);
  try {
    const inserted = await insert(trx, feedId, items);
    await sql`RELEASE SAVEPOINT items`.execute(trx);
    return inserted;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && FAULT_OF_DATA.test(String(error.code)))) throw error;
    await sql`ROLLBACK TO SAVEPOINT items`.execute(trx);
    return error;
  }
}

/** All items travel as one parameter: thousands of them would take as long to write down as to store. */
async function insert(trx: Database, feedId: string, items: NewItem[]): Promise<Date[]> {
  const rows = JSON.stringify(items.map(({ item, state }) => ({ ...item, guid: indexKey(item.guid), state })));
  const { rows: inserted } = await sql<{ at: Date }>`
    INSERT INTO feed_items (feed_id, guid, link, title, summary, content, published_at, updated_at, authors, categories,
      language, enclosures, state)
    SELECT ${feedId}, * FROM jsonb_to_recordset(${rows}::jsonb) AS item(
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
