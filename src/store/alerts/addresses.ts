import { type RawBuilder, sql } from 'kysely';
import type { Address } from '../../model/delivery.ts';
import type { StoreTransaction } from '../database.ts';

/**
 * Makes known where receivers are told, as the configuration that is active has it. What waits for an address that a receiver
 * has no longer goes to those he has instead, unless they have it already. What waits for the operator is tried again at
 * once; what failed for other reasons keeps its time, however often it is activated.
 */
export async function declareAddresses(trx: StoreTransaction, addresses: Address[]): Promise<void> {
  const given = asTable(addresses);
  // Those that tell of them do so one after the other.
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('addresses', 0))`.execute(trx);
  await noteAddresses(trx, given);
  await sql`
    INSERT INTO endpoints (key, label, places, gap_ms)
    SELECT DISTINCT ON (endpoint) endpoint, label, places, gap_ms FROM ${given} ON CONFLICT (key) DO NOTHING`.execute(
    trx,
  );
  // The work before its endpoints, as those lock them who make attempts.
  await sql`SELECT FROM delivery_work ORDER BY id FOR UPDATE`.execute(trx);
  await readdress(trx, given, null);
  await sql`
    UPDATE delivery_work SET endpoint = given.endpoint,
      visible_at = CASE WHEN holder IS NULL THEN least(visible_at, now()) ELSE visible_at END
    FROM deliveries JOIN ${given} USING (receiver_id, recipient)
    WHERE deliveries.id = delivery_work.id AND delivery_work.endpoint <> given.endpoint`.execute(trx);
  await sql`
    UPDATE delivery_work SET visible_at = now() FROM deliveries JOIN ${given} USING (receiver_id, recipient), endpoints
    WHERE deliveries.id = delivery_work.id AND key = delivery_work.endpoint AND held_since IS NOT NULL
      AND holder IS NULL AND visible_at > now()`.execute(trx);
  await sql`
    UPDATE endpoints SET label = given.label, places = given.places, gap_ms = given.gap_ms,
      failures = CASE WHEN held_since IS NULL THEN failures ELSE 0 END,
      -- What it asked for itself goes on.
      quiet_until = CASE WHEN held_since IS NULL OR throttled_since IS NOT NULL THEN quiet_until ELSE now() END
    FROM ${given}
    WHERE key = given.endpoint AND key IN (SELECT key FROM endpoints ORDER BY key FOR NO KEY UPDATE)`.execute(trx);
  // What nothing goes to any more is not in trouble.
  await sql`
    UPDATE endpoints SET held_since = NULL, reason = NULL, throttled_since = NULL, failures = 0, refusals = 0
    WHERE key <> ALL(${addresses.map(({ endpoint }) => endpoint.key)}::text[])
      AND (held_since IS NOT NULL OR failures > 0 OR refusals > 0)
      AND NOT EXISTS (SELECT FROM delivery_work WHERE endpoint = key)`.execute(trx);
}

/** Those that still have messages waiting, and are not given, count as removed from now on. */
async function noteAddresses(trx: StoreTransaction, given: RawBuilder<unknown>): Promise<void> {
  await sql`
    INSERT INTO addresses (receiver_id, recipient) SELECT receiver_id, recipient FROM ${given}
    UNION SELECT receiver_id, recipient FROM deliveries JOIN delivery_work USING (id)
    ON CONFLICT DO NOTHING`.execute(trx);
  await sql`
    UPDATE addresses SET endpoint = known.endpoint,
      removed_at = CASE WHEN known.endpoint IS NULL THEN coalesce(removed_at, now()) END
    FROM (
      SELECT receiver_id, recipient, given.endpoint
      FROM addresses LEFT JOIN ${given} USING (receiver_id, recipient)
    ) AS known
    WHERE addresses.receiver_id = known.receiver_id AND addresses.recipient = known.recipient
      AND (addresses.endpoint IS DISTINCT FROM known.endpoint OR (known.endpoint IS NULL) <> (removed_at IS NOT NULL))`.execute(
    trx,
  );
}

/** Addresses as a table `given` in SQL. */
export function asTable(addresses: Address[]): RawBuilder<unknown> {
  const declared = addresses.map(({ receiverId, recipient, endpoint: { key, label, places, gapMs } }) => {
    return { receiver_id: receiverId, recipient, endpoint: key, label, places, gap_ms: gapMs };
  });
  return sql`jsonb_to_recordset(${JSON.stringify(declared)}::jsonb)
    AS given (receiver_id text, recipient text, endpoint text, label text, places integer, gap_ms integer)`;
}

/**
 * Sends what waits for an address that its receiver has no longer to those he has: the message itself to the first that was not
 * told all that it tells, copies of it to the others. A digest may so say again what was told there, rather than keep back the
 * rest. What somebody is sending at this moment stays as it is. A notice stays, too:
 * all addresses of operators have it.
 *
 * @param given See {@link asTable}; all addresses of those receivers that have any there.
 * @param ids Of the deliveries that are meant; null: all that wait.
 */
export async function readdress(
  trx: StoreTransaction,
  given: RawBuilder<unknown>,
  ids: string[] | null,
): Promise<void> {
  await sql`
    WITH given AS MATERIALIZED (SELECT * FROM ${given}),
    lost AS (
      SELECT deliveries.id, deliveries.receiver_id, array_agg(alert_id ORDER BY alert_id) AS alerts
      FROM deliveries JOIN delivery_work USING (id) JOIN delivery_alerts ON delivery_id = deliveries.id
      WHERE NOT (holder = 'worker' AND visible_at > now()) IS TRUE
        AND (${ids}::uuid[] IS NULL OR deliveries.id = ANY(${ids}::uuid[]))
        AND deliveries.receiver_id IN (SELECT receiver_id FROM given)
        AND NOT EXISTS (
          SELECT FROM given WHERE given.receiver_id = deliveries.receiver_id AND given.recipient = deliveries.recipient
        )
      GROUP BY deliveries.id
    ),
    -- Two that are lost may tell the same: once at each address.
    goal AS (
      SELECT DISTINCT ON (alerts, receiver_id, recipient) lost.id, receiver_id, alerts, recipient, endpoint
      FROM lost JOIN given USING (receiver_id)
      WHERE cardinality(alerts) > (
        SELECT count(*) FROM delivery_alerts AS told
        WHERE told.alert_id = ANY(alerts) AND told.receiver_id = lost.receiver_id AND told.recipient = given.recipient
      )
      ORDER BY alerts, receiver_id, recipient, lost.id
    ),
    numbered AS (
      SELECT goal.*, row_number() OVER (PARTITION BY id ORDER BY recipient) AS number,
        CASE WHEN row_number() OVER (PARTITION BY id ORDER BY recipient) > 1 THEN gen_random_uuid() END AS copy_id
      FROM goal
    ),
    -- Each alert stands once at an address, with the first that tells of it.
    claims AS (
      SELECT DISTINCT ON (alert_id, receiver_id, recipient) id, number, copy_id, alert_id, receiver_id, recipient
      FROM numbered, unnest(alerts) AS claimed (alert_id)
      WHERE NOT EXISTS (
        SELECT FROM delivery_alerts AS told
        WHERE told.alert_id = claimed.alert_id AND told.receiver_id = numbered.receiver_id AND told.recipient = numbered.recipient
      )
      ORDER BY alert_id, receiver_id, recipient, id
    ),
    moved AS (
      UPDATE deliveries SET recipient = numbered.recipient FROM numbered
      WHERE deliveries.id = numbered.id AND number = 1
    ),
    moved_alerts AS (
      UPDATE delivery_alerts SET recipient = claims.recipient FROM claims
      WHERE delivery_id = claims.id AND delivery_alerts.alert_id = claims.alert_id AND number = 1
    ),
    copied AS (
      INSERT INTO deliveries (id, receiver_id, recipient, payload, created_at)
      SELECT copy_id, deliveries.receiver_id, numbered.recipient, payload, created_at
      FROM numbered JOIN deliveries USING (id) WHERE number > 1
    ),
    copied_alerts AS (
      INSERT INTO delivery_alerts (delivery_id, alert_id, receiver_id, recipient)
      SELECT copy_id, alert_id, receiver_id, recipient FROM claims WHERE number > 1
    )
    INSERT INTO delivery_work (id, endpoint, rank, made_at)
    SELECT copy_id, numbered.endpoint, rank, made_at FROM numbered JOIN delivery_work USING (id) WHERE number > 1`.execute(
    trx,
  );
}
