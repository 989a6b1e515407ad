import { sql } from 'kysely';
import { z } from 'zod';
import { awaitArchiveTurn } from '../archive/work.ts';
import type { Database, StoreTransaction } from '../database.ts';
import { readRows } from '../rows.ts';
import { interval } from '../work/work.ts';

/** Which stories are old enough to be forgotten. */
export interface Age {
  /** ms since any of their articles was read. */
  olderThanMs: number;
}

/**
 * Whether a row of `stories` may go: it is old, none of its articles was read again since, nothing of it ever alerted, and no
 * other story took it in (that one goes first).
 */
export function mayGo({ olderThanMs }: Age) {
  const since = sql`now() - ${interval(olderThanMs)}`;
  return sql`stories.created_at < ${since} AND merged_into IS NULL
    AND NOT EXISTS (SELECT FROM alerts WHERE alerts.story_id = stories.id)
    AND NOT EXISTS (SELECT FROM articles WHERE articles.story_id = stories.id AND read_at >= ${since})
    AND NOT EXISTS (SELECT FROM articles JOIN matches ON article_id = articles.id JOIN alerts ON match_id = matches.id
      WHERE articles.story_id = stories.id)`;
}

/** A step over the stories, oldest first. */
export interface Step extends Age {
  /** The story after which it begins; 0: with the oldest. */
  after: number;
  /** Stories looked at, at most: those that stay take a fraction of a millisecond each. */
  look: number;
  /** Stories forgotten, at most. */
  limit: number;
}

/** What a step did. */
export interface Stepped {
  stories: number;
  articles: number;
  /** Where the next one begins; null: no further story is old enough. */
  next: number | null;
}

/**
 * Forgets some stories with their articles, their matches and all by which those are found, in a transaction of its own. Of
 * their feed items there stays by what a feed's item is known, so that it is not new when the feed shows it again.
 * Stories that somebody is at work on are passed over.
 */
export function forgetStories(db: Database, step: Step): Promise<Stepped> {
  const { after, look, limit } = step;
  return db.transaction().execute(async (trx) => {
    // What files an article locks its rows in another order than what deletes it.
    await awaitArchiveTurn(trx);
    const locked = await readRows(
      trx,
      z.object({ id: z.number() }),
      sql`
      WITH looked AS (SELECT id FROM stories WHERE id > ${after} ORDER BY id LIMIT ${look})
      SELECT id FROM stories WHERE id > ${after} AND id <= (SELECT max(id) FROM looked) AND ${mayGo(step)}
      ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED`,
    );
    // Looked at again once nobody can add to them: an article may have joined one meanwhile.
    const going = await readRows(
      trx,
      z.object({ id: z.number() }),
      sql`SELECT id FROM stories WHERE id = ANY(${locked.map(({ id }) => id)}) AND ${mayGo(step)}`,
    );
    const ids = going.map(({ id }) => id);
    const articles = ids.length === 0 ? 0 : await forget(trx, ids);
    const next = locked.length === limit ? locked.at(-1)!.id : await nextAfter(trx, step);
    return { stories: ids.length, articles, next };
  });
}

async function forget(trx: StoreTransaction, stories: number[]): Promise<number> {
  const gone = await trx.selectFrom('articles').select('id').where('storyId', 'in', stories).execute();
  const articles = sql`ANY(${gone.map(({ id }) => id)}::bigint[])`;
  await sql`UPDATE feed_items SET article_id = NULL, ${THINNED} WHERE article_id = ${articles}`.execute(trx);
  await sql`DELETE FROM matches WHERE article_id = ${articles}`.execute(trx);
  await sql`DELETE FROM articles WHERE id = ${articles}`.execute(trx);
  await sql`DELETE FROM stories WHERE id = ANY(${stories})`.execute(trx);
  return gone.length;
}

/** What a feed said of an item, all but by what it is known and when it came. */
const THINNED = sql`summary = NULL, content = NULL, authors = '{}', categories = '{}', enclosures = '[]'`;

async function nextAfter(trx: StoreTransaction, { after, look, olderThanMs }: Step): Promise<number | null> {
  const [last] = await readRows(
    trx,
    z.object({ id: z.number(), count: z.number(), isOld: z.boolean() }),
    sql`
    WITH looked AS (SELECT id, created_at FROM stories WHERE id > ${after} ORDER BY id LIMIT ${look})
    SELECT id, (SELECT count(*) FROM looked) AS count, created_at < now() - ${interval(olderThanMs)} AS is_old
    FROM looked ORDER BY id DESC LIMIT 1`,
  );
  return last && last.count === look && last.isOld ? last.id : null;
}

/**
 * Forgets what feeds said of old items that have no article: what was there before the feed was watched, and what was given
 * up. How many there were, `limit` at most.
 */
export async function thinFeedItems(db: Database, { olderThanMs, limit }: Age & { limit: number }): Promise<number> {
  const { numAffectedRows } = await sql`
    UPDATE feed_items SET ${THINNED} WHERE id IN (
      SELECT id FROM feed_items WHERE ${IS_TOLD_ALONE} AND seen_at < now() - ${interval(olderThanMs)}
      ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED
    )`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** An item that has no article and whose feed said more of it than its title, as the index `feed_items_told` has it. */
export const IS_TOLD_ALONE = sql`article_id IS NULL AND state IN ('baseline', 'done', 'failed')
  AND (summary IS NOT NULL OR content IS NOT NULL)`;
