import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';

const FEED = z.object({
  id: z.string(),
  url: z.string(),
  /** The operator's name for it, else its own; null: it has none yet. */
  name: z.string().nullable(),
  host: z.string(),
  /** False once it has left the configuration. */
  active: z.boolean(),
  leftAt: z.date().nullable(),
  addedAt: z.date(),
  backfill: z.boolean(),
  /** First poll that could be read; null before. */
  baselineAt: z.date().nullable(),
  pausedAt: z.date().nullable(),
  goneAt: z.date().nullable(),
  lastPolledAt: z.date().nullable(),
  lastReason: z.string().nullable(),
  /** Failed polls in a row, and since when. */
  failures: z.number(),
  failingSince: z.date().nullable(),
  lastItemAt: z.date().nullable(),
  /** What had to be mended in the last document, or left out. */
  lastWarnings: z.array(z.string()),
  /** Null: it is not polled. */
  nextPollAt: z.date().nullable(),
});

/** A feed as far as it explains what came of an article. */
export type WhyFeed = z.infer<typeof FEED>;

/** Feeds of a site that are told of at most. */
const MAX_FEEDS = 50;

/**
 * These feeds, and those whose host is `site` or below it (`news.example.org` for `example.org`): those in the
 * configuration first.
 *
 * @param site In lower case; null: only the feeds that are named.
 */
export function feedsAround(db: Database, ids: string[], site: string | null): Promise<WhyFeed[]> {
  return readRows(
    db,
    FEED,
    sql`
    SELECT feeds.id, url, coalesce(name, title) AS name, feeds.host, active, left_at, added_at, backfill, baseline_at, paused_at,
      gone_at, last_polled_at, last_reason, failures, failing_since, last_item_at, last_warnings, due_at AS next_poll_at
    FROM feeds LEFT JOIN feed_work USING (id)
    WHERE feeds.id = ANY(${ids}) OR feeds.host = ${site}::text OR right(feeds.host, length(${site}::text) + 1) = '.' || ${site}::text
    ORDER BY feeds.id = ANY(${ids}) DESC, active DESC, feeds.id LIMIT ${MAX_FEEDS}`,
  );
}

/** Stories of a site that are looked at. */
const MAX_STORIES = 500;

/**
 * Ids of feeds of the configuration that brought articles of a site, whatever site they are of themselves: those of search
 * engines do.
 *
 * @param site As in the keys of stories (`addressKey`): `example.org`.
 */
export async function feedsThatBrought(db: Database, site: string): Promise<string[]> {
  const rows = await readRows(
    db,
    z.object({ feedId: z.string() }),
    sql`
    SELECT DISTINCT feed_id
    FROM (SELECT story_id FROM story_keys WHERE starts_with(key, ${`address:${site}/`}) LIMIT ${MAX_STORIES}) AS told
      JOIN articles USING (story_id) JOIN feed_items ON article_id = articles.id JOIN feeds ON feeds.id = feed_id
    WHERE active ORDER BY feed_id LIMIT ${MAX_FEEDS}`,
  );
  return rows.map(({ feedId }) => feedId);
}
