import { type Selectable, sql } from 'kysely';
import type { FeedItem } from '../../model.ts';
import { normalizeUrl } from '../../net/url.ts';
import type { Database } from '../database.ts';
import { indexKey } from '../index-key.ts';
import type { FeedItemsTable } from '../schema.ts';
import { fromNow, RELEASED } from '../work/work.ts';

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
  /**
   * By what it is known beside its id. Begins with a letter for the kind: `l` by its link alone, `d` by its date and title,
   * `t` by its text. Left out, only the id counts.
   */
  mark?: string;
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
 * Adds those items the feed did not have yet, told apart by id, link and title as the table in docs/feed-formats.md says.
 * Locks the feed before its items, so that two that store the same items wait for each other.
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

/**
 * Whether the feed gives the id of an item it has (`known`) to another one: the title is another, and so is the link, or
 * the date where there is none. A link that only gained or lost its query is the same one. Rows of before have no mark.
 */
const IS_RECYCLED = sql<boolean>`lower(known.title) <> lower(given.title)
  AND CASE WHEN known.mark IS NULL THEN given.mark LIKE 'l%' AND known.link <> given.link
    ELSE left(known.mark, 1) = left(given.mark, 1) AND given.mark NOT LIKE 't%' AND known.mark <> given.mark END
  AND NOT coalesce(given.mark LIKE 'l%' AND split_part(known.link, '?', 1) = split_part(given.link, '?', 1)
    AND (strpos(known.link, '?') = 0 OR strpos(given.link, '?') = 0), false)`;

/** `otherwise`: the id where the feed's own belongs to another item. */
function rowOf({ item, state, mark }: NewItem) {
  const isByLink = mark?.startsWith('l') && item.guid === item.link;
  const otherwise = mark?.startsWith('l') ? normalizeUrl(item.link ?? '') : null;
  return {
    ...item,
    state,
    mark,
    isByLink,
    guid: indexKey(item.guid),
    otherwise: indexKey(otherwise ?? JSON.stringify([item.guid, mark, item.title])),
  };
}

/** All items travel as one parameter: thousands of them would take as long to write down as to store. */
async function insert(trx: Database, feedId: string, items: NewItem[], fence?: number): Promise<Date[]> {
  const isLeased = fence === undefined ? sql`` : sql`AND fence = ${fence}`;
  // In a statement of its own: one that waited for the lock would not see what the other has stored meanwhile.
  const lock = await sql`SELECT FROM feeds WHERE id = ${feedId} ${isLeased} FOR NO KEY UPDATE`.execute(trx);
  if (lock.rows.length === 0) return [];
  const rows = JSON.stringify(items.map(rowOf));
  const { rows: inserted } = await sql<{ at: Date }>`
    WITH given AS (SELECT ${feedId}::text AS feed_id, item.* FROM ROWS FROM (json_to_recordset(${rows}::json) AS (
      guid text, otherwise text, "isByLink" boolean, mark text, link text, title text, summary text, content text,
      "publishedAt" timestamptz, "updatedAt" timestamptz, authors text[], categories text[], language text,
      enclosures jsonb, state text)) WITH ORDINALITY AS item),
    judged AS (SELECT given.*, coalesce(${IS_RECYCLED}, false) AS is_recycled
      FROM given LEFT JOIN feed_items AS known USING (feed_id, guid))
    INSERT INTO feed_items (feed_id, guid, mark, link, title, summary, content, published_at, updated_at, authors,
      categories, language, enclosures, state)
    SELECT feed_id, CASE WHEN is_recycled THEN otherwise ELSE guid END, mark, link, title, summary, content,
      "publishedAt", "updatedAt", authors, categories, language, enclosures, state
    FROM judged WHERE NOT EXISTS (SELECT FROM feed_items AS known
      WHERE known.feed_id = judged.feed_id AND known.mark = judged.mark
        AND ("isByLink" OR (is_recycled AND judged.mark LIKE 'l%') OR lower(known.title) = lower(judged.title)))
    ORDER BY ordinality
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
