import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';
import { interval } from './work.ts';

/** Feeds looked at for one claim, those due longest; what is due beyond them has to wait anyway. */
const LOOKED_AT = 20_000;

const DUE_FEED = z.object({
  id: z.string(),
  /** Its last polls failed: it may be slow to fail again. */
  failing: z.boolean(),
});

/** A feed to be polled now. */
export type DueFeed = z.infer<typeof DUE_FEED>;

/**
 * Claims up to `limit` due feeds as `claimDue` does, but no more than `perHost` of one host at a time, those under way
 * included, and none of a host that wants to be left alone: they would only stand in the way of others.
 */
export async function claimDueFeeds(
  db: Database,
  { limit, holdMs, perHost }: { limit: number; holdMs: number; perHost: number },
): Promise<DueFeed[]> {
  const due = await readRows(
    db,
    z.object({ id: z.string(), host: z.string() }),
    sql`SELECT id, host FROM feed_work WHERE visible_at <= now() ORDER BY due_at LIMIT ${LOOKED_AT}`,
  );
  if (due.length === 0) return [];
  const chosen = choose(due, await takenPlaces(db, perHost), { limit, perHost });
  return readRows(
    db,
    DUE_FEED,
    sql`
      UPDATE feed_work SET visible_at = now() + ${interval(holdMs)}, holder = 'queue'
      WHERE id IN (SELECT id FROM feed_work WHERE id = ANY(${chosen}) AND visible_at <= now() FOR UPDATE SKIP LOCKED)
      RETURNING id, failing`,
  );
}

/** By host: its places that are taken, all of them while it wants to be left alone. */
async function takenPlaces(db: Database, perHost: number): Promise<Map<string, number>> {
  const taken = await readRows(
    db,
    z.object({ host: z.string(), taken: z.number() }),
    sql`
      SELECT host, count(*) AS taken FROM feed_work WHERE holder IS NOT NULL AND visible_at > now() GROUP BY host
      UNION ALL SELECT host, ${perHost}::bigint FROM hosts WHERE quiet_until > now()`,
  );
  const places = new Map<string, number>();
  for (const { host, taken: count } of taken) places.set(host, (places.get(host) ?? 0) + count);
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
