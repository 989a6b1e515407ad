import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';

const ENDPOINT = z.object({
  key: z.string(),
  /** Attempts that failed since the last that did not. */
  failures: z.number(),
  /** Since when something has to be mended, and what; null: nothing has. */
  heldSince: z.date().nullable(),
  reason: z.string().nullable(),
  /** Nothing goes there before; null when that is over. */
  quietUntil: z.date().nullable(),
  /** Deliveries that are still to go there. */
  waiting: z.number(),
});

/** How an endpoint fares. */
export type EndpointHealth = z.infer<typeof ENDPOINT>;

/** How those endpoints fare that something went to, or was to go to. */
export function listEndpoints(db: Database): Promise<EndpointHealth[]> {
  return readRows(
    db,
    ENDPOINT,
    sql`
    SELECT key, failures, held_since, reason,
      CASE WHEN quiet_until > now() THEN quiet_until END AS quiet_until,
      (SELECT count(*) FROM delivery_work WHERE endpoint = key) AS waiting
    FROM endpoints`,
  );
}
