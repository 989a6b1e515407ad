import { sql } from 'kysely';
import type { Database } from '../database.ts';
import { FREE, interval } from './work.ts';

/** Feeds looked at for one claim, those due longest; what is due beyond them has to wait anyway. */
const LOOKED_AT = 20_000;

/** A feed to be polled now. */
export interface DueFeed {
  id: string;
  /** Its last polls failed: it may be slow to fail again. */
  failing: boolean;
}

const DUE = sql`active AND gone_at IS NULL AND paused_at IS NULL AND next_poll_at <= now()
  AND ${FREE} AND (enqueued_until IS NULL OR enqueued_until <= now())`;

/**
 * Claims up to `limit` due feeds as `claimDue` does, but no more than `perHost` of one host at a time, those under way
 * included, and none of a host that wants to be left alone: they would only stand in the way of others.
 */
export async function claimDueFeeds(
  db: Database,
  { limit, holdMs, perHost }: { limit: number; holdMs: number; perHost: number },
): Promise<DueFeed[]> {
  const { rows: due } = await sql<{ id: string; host: string }>`
    SELECT id, host FROM feeds WHERE ${DUE} ORDER BY next_poll_at LIMIT ${LOOKED_AT}`.execute(db);
  if (due.length === 0) return [];
  const chosen = choose(due, await takenPlaces(db, perHost), { limit, perHost });
  const { rows } = await sql<DueFeed>`
    UPDATE feeds SET enqueued_until = now() + ${interval(holdMs)}
    WHERE id IN (SELECT id FROM feeds WHERE id = ANY(${chosen}) AND ${DUE} FOR UPDATE SKIP LOCKED)
    RETURNING id, failures > 0 AS failing`.execute(db);
  return rows;
}

/** By host: its places that are taken, all of them while it wants to be left alone. */
async function takenPlaces(db: Database, perHost: number): Promise<Map<string, number>> {
  const { rows } = await sql<{ host: string; taken: number }>`
    SELECT host, count(*) AS taken FROM feeds
    WHERE (enqueued_until IS NOT NULL OR lease_until IS NOT NULL) AND (enqueued_until > now() OR lease_until > now())
    GROUP BY host
    UNION ALL SELECT host, ${perHost}::bigint FROM hosts WHERE quiet_until > now()`.execute(db);
  const places = new Map<string, number>();
  for (const { host, taken } of rows) places.set(host, (places.get(host) ?? 0) + taken);
  return places;
}

/** The first `limit` whose host has a place left. */
function choose(
  due: { id: string; host: string }[],
  taken: Map<string, number>,
  { limit, perHost }: { limit: number; perHost: number },
): string[] {
  const chosen: string[] = [];
  for (const { id, host } of due) {
    if (chosen.length === limit) break;
    const place = (taken.get(host) ?? 0) + 1;
    if (place > perHost) continue;
    taken.set(host, place);
    chosen.push(id);
  }
  return chosen;
}
