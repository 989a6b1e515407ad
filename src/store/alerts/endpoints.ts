import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';
import { interval } from '../work/work.ts';

const LOCK = z.object({ isOurs: z.boolean() });
const CLAIMED = z.object({ id: z.string() });

/**
 * Claims deliveries that are due, at each endpoint as many as have a place there, the most severe first and then the oldest,
 * and leaves them alone for `holdMs`. What waits for an endpoint that is quiet, or full, stays where it is and costs nothing.
 * An endpoint that does not answer gets one at a time until it does.
 */
export function claimDueDeliveries(db: Database, limit: number, holdMs: number): Promise<string[]> {
  return db.transaction().execute(async (trx) => {
    // Two who count the places at the same time would both fill them.
    const [lock] = await readRows(
      trx,
      LOCK,
      sql`SELECT pg_try_advisory_xact_lock(hashtextextended('deliveries', 0)) AS is_ours`,
    );
    if (!lock!.isOurs) return [];
    const claimed = await readRows(
      trx,
      CLAIMED,
      sql`
      UPDATE delivery_work SET visible_at = now() + ${interval(holdMs)}, holder = 'queue'
      WHERE id IN (
        SELECT first.id FROM endpoints, LATERAL (
          SELECT count(*) AS taken FROM delivery_work WHERE endpoint = key AND holder IS NOT NULL AND visible_at > now()
        ) AS busy, LATERAL (
          SELECT id FROM delivery_work WHERE endpoint = key AND visible_at <= now() ORDER BY rank, made_at
          LIMIT greatest(0, CASE WHEN failures > 0 THEN 1 ELSE places END - taken) FOR UPDATE SKIP LOCKED
        ) AS first
        WHERE quiet_until <= now() AND next_at <= now() + interval '1 second'
        LIMIT ${limit}
      )
      RETURNING id`,
    );
    return claimed.map(({ id }) => id);
  });
}
