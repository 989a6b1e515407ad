import { type Selectable, sql } from 'kysely';
import type { Database } from '../database.ts';
import type { FeedsTable } from '../schema.ts';

/** A feed of the configuration and how it fares. */
export type FeedHealth = Pick<
  Selectable<FeedsTable>,
  | 'id'
  | 'url'
  | 'movedUrl'
  | 'name'
  | 'title'
  | 'everyMs'
  | 'pausedAt'
  | 'goneAt'
  | 'lastPolledAt'
  | 'lastOutcome'
  | 'lastStatus'
  | 'lastReason'
  | 'lastWarnings'
  | 'lastItemAt'
  | 'failures'
  | 'failingSince'
  | 'nextPollAt'
  | 'habit'
  | 'hubs'
> & {
  items: number;
  /** Open notices to operators. */
  notices: { kind: string; reason: string }[];
};

/** The feeds of the configuration, those in trouble first. */
export async function listFeeds(db: Database, limit: number): Promise<FeedHealth[]> {
  const { rows } = await sql<FeedHealth>`
    WITH shown AS (
      SELECT feeds.*,
        (SELECT jsonb_agg(jsonb_build_object('kind', kind, 'reason', reason) ORDER BY raised_at)
          FROM notices WHERE feed_id = feeds.id AND cleared_at IS NULL) AS notices
      FROM feeds WHERE active
      ORDER BY (gone_at IS NULL AND failures = 0
        AND NOT EXISTS (SELECT FROM notices WHERE feed_id = feeds.id AND cleared_at IS NULL)), id
      LIMIT ${limit}
    )
    SELECT id, url, moved_url, name, title, every_ms, paused_at, gone_at, last_polled_at, last_outcome, last_status,
      last_reason, last_warnings, last_item_at, failures, failing_since, next_poll_at, habit, hubs,
      coalesce(notices, '[]') AS notices,
      (SELECT count(*) FROM feed_items WHERE feed_id = shown.id) AS items
    FROM shown`.execute(db);
  return rows;
}

/** Pauses a feed of the configuration: it is not polled until it is resumed. False when there is no such feed. */
export async function pauseFeed(db: Database, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('feeds')
    .set({ pausedAt: sql`coalesce(paused_at, now())` })
    .where('id', '=', id)
    .where('active', '=', true)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/**
 * Ends a pause: the feed is due at once. After a pause of more than `anewAfterMs` it sets a new baseline: what it
 * published meanwhile is no news any more. False when there is no such feed.
 */
export async function resumeFeed(db: Database, id: string, anewAfterMs: number): Promise<boolean> {
  const anew = sql<boolean>`paused_at < now() - make_interval(secs => ${anewAfterMs / 1_000})`;
  const { numUpdatedRows } = await db
    .updateTable('feeds')
    .set({
      pausedAt: null,
      nextPollAt: sql`CASE WHEN paused_at IS NULL THEN next_poll_at ELSE now() END`,
      baselineAt: sql`CASE WHEN ${anew} THEN NULL ELSE baseline_at END`,
      addedAt: sql`CASE WHEN ${anew} THEN now() ELSE added_at END`,
    })
    .where('id', '=', id)
    .where('active', '=', true)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Ids of the feeds of the configuration. */
export async function feedIds(db: Database): Promise<string[]> {
  const rows = await db.selectFrom('feeds').select('id').where('active', '=', true).execute();
  return rows.map(({ id }) => id);
}
