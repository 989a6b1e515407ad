import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { Address } from '../../model/delivery.ts';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';
import type { Schema } from '../schema.ts';
import { interval } from '../work/work.ts';

/**
 * Makes known where receivers are told, as the configuration of a worker that starts has it. What waits for one of them goes
 * to its address as it is now, and what an operator had to mend is tried again at once. The worker that starts last decides
 * which receivers there are.
 */
export async function declareAddresses(db: Database, addresses: Address[]): Promise<void> {
  const declared = addresses.map(({ receiverId, recipient, endpoint: { key, label, places, gapMs } }) => {
    return { receiver_id: receiverId, recipient, endpoint: key, label, places, gap_ms: gapMs };
  });
  const given = sql`jsonb_to_recordset(${JSON.stringify(declared)}::jsonb)
    AS given (receiver_id text, recipient text, endpoint text, label text, places integer, gap_ms integer)`;
  const receiverIds = [...new Set(addresses.map(({ receiverId }) => receiverId))];
  await db.transaction().execute(async (trx) => {
    // Workers that start together tell of them one after the other.
    await sql`SELECT pg_advisory_xact_lock(hashtextextended('addresses', 0))`.execute(trx);
    await declareReceivers(trx, receiverIds);
    await sql`
      INSERT INTO endpoints (key, label, places, gap_ms)
      SELECT DISTINCT ON (endpoint) endpoint, label, places, gap_ms FROM ${given} ON CONFLICT (key) DO NOTHING`.execute(
      trx,
    );
    // The work before its endpoints, as those lock them who make attempts. A delivery of before its receiver's addresses
    // were told apart goes to all of them.
    await sql`SELECT FROM delivery_work ORDER BY id FOR UPDATE`.execute(trx);
    await sql`
      UPDATE delivery_work SET endpoint = given.endpoint
      FROM deliveries JOIN ${given} ON given.receiver_id = deliveries.receiver_id
        AND (given.recipient = deliveries.recipient OR deliveries.recipient = '')
      WHERE deliveries.id = delivery_work.id AND delivery_work.endpoint <> given.endpoint`.execute(trx);
    // What waited for the operator, or for an endpoint that failed or is another now, need not wait for its own time. One
    // that is new is free from the beginning of this transaction.
    await sql`
      UPDATE delivery_work SET visible_at = now() FROM deliveries, endpoints
      WHERE deliveries.id = delivery_work.id AND key = endpoint AND holder IS NULL AND visible_at > now()
        AND receiver_id = ANY(${receiverIds}::text[]) AND (held_since IS NOT NULL OR failures > 0 OR next_at = now())`.execute(
      trx,
    );
    await sql`
      UPDATE endpoints SET label = given.label, places = given.places, gap_ms = given.gap_ms, failures = 0,
        quiet_until = CASE WHEN held_since IS NULL AND failures = 0 THEN quiet_until ELSE now() END
      FROM ${given}
      WHERE key = given.endpoint AND key IN (SELECT key FROM endpoints ORDER BY key FOR NO KEY UPDATE)`.execute(trx);
    // What nothing goes to any more is not in trouble.
    await sql`
      UPDATE endpoints SET held_since = NULL, held_reason = NULL, throttled_since = NULL, failures = 0
      WHERE key <> ALL(${declared.map(({ endpoint }) => endpoint)}::text[]) AND (held_since IS NOT NULL OR failures > 0)
        AND NOT EXISTS (SELECT FROM delivery_work WHERE endpoint = key)`.execute(trx);
  });
}

/** Those that still have messages waiting, and are not among `ids`, count as removed from now on. */
async function declareReceivers(trx: Transaction<Schema>, ids: string[]): Promise<void> {
  await sql`
    INSERT INTO receivers (id) SELECT unnest(${ids}::text[])
    UNION SELECT receiver_id FROM deliveries JOIN delivery_work USING (id)
    ON CONFLICT (id) DO NOTHING`.execute(trx);
  await sql`
    UPDATE receivers SET removed_at = CASE WHEN id = ANY(${ids}::text[]) THEN NULL ELSE now() END
    WHERE (id = ANY(${ids}::text[])) = (removed_at IS NOT NULL)`.execute(trx);
}

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
