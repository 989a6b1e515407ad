import { type QueryCreator, type RawBuilder, type Selectable, sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { FeedItem } from '../../model/feed.ts';
import { normalizeUrl } from '../../net/url.ts';
import type { Database } from '../database.ts';
import type { FeedRow } from '../feeds/feeds.ts';
import { indexKey } from '../index-key.ts';
import { readRows } from '../rows.ts';
import type { Schema } from '../schema.ts';
import { dueIn, type Held, held, isHeld, LEASABLE } from '../work/work.ts';
import type { FeedItemsTable } from './tables.ts';

/** A feed item as the store keeps it. */
export type FeedItemRow = Selectable<FeedItemsTable>;

/** A feed item that is being read, and the feed it is from. */
export interface LeasedItem extends FeedItemRow, Held<'item_work'> {
  id: number;
  /** Times a worker took it, this one included. */
  leases: number;
  feed: Pick<FeedRow, 'name' | 'title' | 'language' | 'country' | 'tags'>;
}

/** Takes the item for `leaseMs`. Undefined when it is read, not due, or another worker has it: then there is nothing to do. */
export async function leaseFeedItem(db: Database, id: number, leaseMs: number): Promise<LeasedItem | undefined> {
  const row = await db
    .with('taken', (query) =>
      query
        .updateTable('itemWork')
        .set({ ...held(leaseMs), leases: sql`leases + 1` })
        .where('id', '=', id)
        .where(LEASABLE)
        .returning(['id', 'fence', 'leases']),
    )
    .selectFrom('feedItems')
    .innerJoin('taken', 'taken.id', 'feedItems.id')
    .innerJoin('feeds', 'feeds.id', 'feedItems.feedId')
    .selectAll('feedItems')
    .select(['taken.fence', 'taken.leases'])
    .select(['feeds.name', 'feeds.title as feedTitle', 'feeds.language as feedLanguage', 'feeds.country', 'feeds.tags'])
    .executeTakeFirst();
  if (!row) return undefined;
  const { name, feedTitle, feedLanguage, country, tags, ...item } = row;
  return { ...item, feed: { name, title: feedTitle, language: feedLanguage, country, tags } };
}

/** What became of items that were to be stored. */
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
  store: (trx: Transaction<Schema>, insert: typeof insertFeedItems) => Promise<T>,
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
 * Adds those items the feed did not have yet, told apart by id, link and title as the table in docs/feed-formats.md says, and
 * the work on those that are to be read. The feed has to be locked, so that two that store the same items wait for each other.
 */
export async function insertFeedItems(
  trx: Transaction<Schema>,
  feedId: string,
  items: NewItem[],
): Promise<InsertedItems> {
  return { times: await insert(trx, feedId, items), refused: [] };
}

async function insertEach(trx: Transaction<Schema>, feedId: string, items: NewItem[]): Promise<InsertedItems> {
  const each: InsertedItems = { times: [], refused: [] };
  for (const one of items) {
    await sql`SAVEPOINT item`.execute(trx);
    try {
      each.times.push(...(await insert(trx, feedId, [one])));
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

/** By what items are told apart. `otherwise`: the id where the feed's own belongs to another item. */
function identityOf({ item, mark }: NewItem) {
  const isByLink = mark?.startsWith('l') && item.guid === item.link;
  const otherwise = mark?.startsWith('l') ? normalizeUrl(item.link ?? '') : null;
  return {
    mark,
    isByLink,
    link: item.link,
    title: item.title,
    guid: indexKey(item.guid),
    otherwise: indexKey(otherwise ?? JSON.stringify([item.guid, mark, item.title])),
  };
}

/** Columns of what {@link identityOf} tells. */
const IDENTITY = sql`guid text, otherwise text, "isByLink" boolean, mark text, link text, title text`;

/** `judged`: the given items, each with whether it takes the id of another. All travel as one parameter: thousands of them would take as long to write down as to store. */
function judged(feedId: string, rows: object[], columns: RawBuilder<unknown>) {
  return sql`given AS (SELECT ${feedId}::text AS feed_id, item.* FROM ROWS FROM (
      json_to_recordset(${JSON.stringify(rows)}::json) AS (${columns})) WITH ORDINALITY AS item),
    judged AS (SELECT given.*, coalesce(${IS_RECYCLED}, false) AS is_recycled
      FROM given LEFT JOIN feed_items AS known USING (feed_id, guid))`;
}

/** The id under which an item is stored. */
const STORED_ID = sql`CASE WHEN judged.is_recycled THEN judged.otherwise ELSE judged.guid END`;

/** The feed has no item of this kind under another id. */
const IS_UNMARKED = sql`NOT EXISTS (SELECT FROM feed_items AS known
  WHERE known.feed_id = judged.feed_id AND known.mark = judged.mark
    AND (judged."isByLink" OR (judged.is_recycled AND judged.mark LIKE 'l%') OR lower(known.title) = lower(judged.title)))`;

/**
 * Those of the items that the feed does not have yet, as far as can be told before the feed is locked: most documents bring
 * little that is new, and what is known need not travel. Where Postgres refuses one of them, all count as unknown.
 */
export async function unknownItems(db: Database, feedId: string, items: NewItem[]): Promise<NewItem[]> {
  if (items.length === 0) return [];
  const unknown = await readRows(
    db,
    z.object({ ordinality: z.number() }),
    sql`
      WITH ${judged(feedId, items.map(identityOf), IDENTITY)}
      SELECT ordinality FROM judged WHERE ${IS_UNMARKED}
        AND NOT EXISTS (SELECT FROM feed_items AS known
          WHERE known.feed_id = judged.feed_id AND known.guid = ${STORED_ID})
      ORDER BY ordinality`,
  ).catch((error: unknown) => {
    if (isFaultOfData(error)) return null;
    throw error;
  });
  if (!unknown) return items;
  return unknown.map(({ ordinality }) => items[ordinality - 1]!);
}

/** Waits for whoever stores items of the feed, and keeps others waiting. False when there is no such feed to store them for. */
export async function lockFeed(
  trx: Transaction<Schema>,
  feedId: string,
  /** `leased`: only while the feed is leased with this fence. `polled`: only while it is polled at all. */
  onlyWhile: { kind: 'leased'; fence: number } | { kind: 'polled' },
): Promise<boolean> {
  // In a statement of its own: one that waited for the lock would not see what the other has stored meanwhile.
  const isHeld = onlyWhile.kind === 'leased' ? sql`AND fence = ${onlyWhile.fence} AND holder IS NOT NULL` : sql``;
  const { rows } = await sql`SELECT FROM feeds JOIN feed_work USING (id) WHERE id = ${feedId} ${isHeld}
    FOR NO KEY UPDATE`.execute(trx);
  return rows.length > 0;
}

async function insert(trx: Transaction<Schema>, feedId: string, items: NewItem[]): Promise<Date[]> {
  const rows = items.map((given) => ({ ...given.item, state: given.state, ...identityOf(given) }));
  const inserted = await readRows(
    trx,
    z.object({ at: z.date() }),
    sql`
    WITH ${judged(
      feedId,
      rows,
      sql`${IDENTITY}, summary text, content text, "publishedAt" timestamptz, "updatedAt" timestamptz, authors text[],
      categories text[], language text, enclosures jsonb, state text`,
    )},
    inserted AS (
      INSERT INTO feed_items (feed_id, guid, mark, link, title, summary, content, published_at, updated_at, authors,
        categories, language, enclosures, state)
      SELECT feed_id, ${STORED_ID}, mark, link, title, summary, content, "publishedAt", "updatedAt", authors, categories,
        language, enclosures, state
      FROM judged WHERE ${IS_UNMARKED}
      ORDER BY ordinality
      ON CONFLICT (feed_id, guid) DO NOTHING
      RETURNING id, state, least(coalesce(published_at, seen_at), seen_at) AS at
    ), work AS (INSERT INTO item_work (id) SELECT id FROM inserted WHERE state = 'pending')
    SELECT at FROM inserted`,
  );
  return inserted.map(({ at }) => at);
}

/** Ends the work on an item without an article of its own: it shows one that was read already. */
export async function linkFeedItem(db: Database, item: Held<'item_work'>, articleId: number): Promise<void> {
  await db
    .with('finished', (query) => finishing(query, item))
    .updateTable('feedItems')
    .from('finished')
    .set({ state: 'done', articleId, reason: null })
    .whereRef('feedItems.id', '=', 'finished.id')
    .execute();
}

/** The work on an item broke off for a fault of ours: try again in `retryInMs`, or give up where that is null. */
export async function deferFeedItem(
  db: Database,
  item: Held<'item_work'>,
  failure: { reason: string; retryInMs: number | null },
): Promise<void> {
  const { reason, retryInMs } = failure;
  await db
    .with('finished', (query) => (retryInMs === null ? finishing(query, item) : resting(query, item, retryInMs)))
    .updateTable('feedItems')
    .from('finished')
    .set({ attempts: sql`attempts + 1`, reason, ...(retryInMs === null && { state: 'failed' as const }) })
    .whereRef('feedItems.id', '=', 'finished.id')
    .execute();
}

/** Has the items of a feed read again that were given up, as if they were new. Their number; null when there is no such feed. */
export async function retryFailedItems(db: Database, feedId: string): Promise<number | null> {
  const [feed] = await readRows(
    db,
    z.object({ count: z.number() }),
    sql`
    WITH again AS (
      UPDATE feed_items SET state = 'pending', attempts = 0, reason = NULL WHERE feed_id = ${feedId} AND state = 'failed'
      RETURNING id
    ), work AS (INSERT INTO item_work (id) SELECT id FROM again)
    SELECT (SELECT count(*) FROM again) AS count FROM feeds WHERE id = ${feedId}`,
  );
  return feed?.count ?? null;
}

/** Ends the work on an item that is leased. */
function finishing(query: QueryCreator<Schema>, item: Held<'item_work'>) {
  return query.deleteFrom('itemWork').where(isHeld(item)).returning('id');
}

/** Ends the lease on an item that is to be read again. */
function resting(query: QueryCreator<Schema>, item: Held<'item_work'>, ms: number) {
  return query.updateTable('itemWork').set(dueIn(ms)).where(isHeld(item)).returning('id');
}
