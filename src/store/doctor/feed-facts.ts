import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';

/** Ids that are told of each kind. */
const TOLD = 3;

const FACTS = z.object({
  active: z.number(),
  paused: z.number(),
  /** Whose first poll is still to come. */
  unpolled: z.number(),
  /** Whose last poll failed, once or more. */
  failing: z.number(),
  /** Withdrawn by who published them. */
  gone: z.number(),
  /** Silent beyond their habit. */
  silent: z.number(),
  /** The first ids of each. */
  failingIds: z.array(z.string()),
  goneIds: z.array(z.string()),
  silentIds: z.array(z.string()),
});

/** How the feeds fare that are polled. */
export type FeedFacts = z.infer<typeof FACTS>;

/** Counts the feeds in trouble. */
export async function feedFacts(db: Database): Promise<FeedFacts> {
  const ids = (condition: string) =>
    sql`coalesce((array_agg(id ORDER BY id) FILTER (WHERE ${sql.raw(condition)}))[1:${sql.lit(TOLD)}], '{}')`;
  const count = (condition: string) => sql`count(*) FILTER (WHERE ${sql.raw(condition)})`;
  const failing = 'paused_at IS NULL AND gone_at IS NULL AND failures > 0';
  const gone = 'paused_at IS NULL AND gone_at IS NOT NULL';
  const silent = 'paused_at IS NULL AND is_silent';
  const [facts] = await readRows(
    db,
    FACTS,
    sql`
    SELECT count(*) AS active, ${count('paused_at IS NOT NULL')} AS paused,
      ${count('last_polled_at IS NULL AND paused_at IS NULL')} AS unpolled,
      ${count(failing)} AS failing, ${count(gone)} AS gone, ${count(silent)} AS silent,
      ${ids(failing)} AS failing_ids, ${ids(gone)} AS gone_ids, ${ids(silent)} AS silent_ids
    FROM (SELECT feeds.*, EXISTS (SELECT FROM notices WHERE about = 'feed' AND subject = feeds.id AND kind = 'silent'
      AND cleared_at IS NULL) AS is_silent FROM feeds WHERE active) AS polled`,
  );
  return facts!;
}
