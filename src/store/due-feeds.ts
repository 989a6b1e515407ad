import { sql } from 'kysely';
import type { Database } from './database.ts';
import { FREE, interval } from './work.ts';

/** Feeds looked at for one claim, those due longest; what is due beyond them has to wait anyway. */
const LOOKED_AT = 20_000;

/** A feed to be polled now. */
export interface DueFeed {
  id: string;
  /** Its last polls failed: it may be slow to fail again. */
  failing: boolean;
}

/**
 * Claims up to `limit` due feeds as `claimDue` does, but no more than `perHost` of one host at a time, those under way
 * included, and none of a host that wants to be left alone: they would only stand in the way of others.
 */
export async function claimDueFeeds(
  db: Database,
  { limit, holdMs, perHost }: { limit: number; holdMs: number; perHost: number },
): Promise<DueFeed[]> {
  const free = sql`${FREE} AND (enqueued_until IS NULL OR enqueued_until <= now())`;
  const due = sql`active AND gone_at IS NULL AND paused_at IS NULL AND next_poll_at <= now()`;
  const { rows } = await sql<DueFeed>`
    WITH due AS (
      SELECT id, host, next_poll_at FROM feeds WHERE ${due} AND ${free} ORDER BY next_poll_at LIMIT ${LOOKED_AT}
    ), under_way AS (
      SELECT host, count(*) AS feeds FROM feeds
      WHERE (enqueued_until IS NOT NULL OR lease_until IS NOT NULL) AND (enqueued_until > now() OR lease_until > now())
      GROUP BY host
    ), placed AS (
      SELECT id, next_poll_at,
        row_number() OVER (PARTITION BY due.host ORDER BY next_poll_at) + coalesce(under_way.feeds, 0) AS place
      FROM due LEFT JOIN under_way USING (host) LEFT JOIN hosts USING (host)
      WHERE hosts.quiet_until IS NULL OR hosts.quiet_until <= now()
    )
    UPDATE feeds SET enqueued_until = now() + ${interval(holdMs)}
    WHERE id IN (
      SELECT id FROM feeds
      WHERE id IN (SELECT id FROM placed WHERE place <= ${perHost} ORDER BY next_poll_at LIMIT ${limit}) AND ${due} AND ${free}
      FOR UPDATE SKIP LOCKED
    )
    RETURNING id, failures > 0 AS failing`.execute(db);
  return rows;
}
