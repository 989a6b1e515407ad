import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { Address, Payload } from '../../model/delivery.ts';
import { readRows } from '../rows.ts';
import type { Schema } from '../schema.ts';

/** A delivery that is made of what is there already. */
export interface MadeDelivery {
  address: Address;
  payload: Payload;
  /** Its place in the line, 0 first. */
  rank: number;
  /** Ids of the alerts that it tells of; each is told of once at an address. */
  alertIds: readonly string[];
  /** Why it is not to be sent; null: it is. */
  suppressed: { reason: string; silenceId: number | null } | null;
}

/**
 * Makes a delivery, which is due at once unless it is suppressed; of stories that it brings up to date its address knows from then
 * on. Returns its id.
 */
export async function makeDelivery(
  trx: Transaction<Schema>,
  { address, payload, rank, alertIds, suppressed }: MadeDelivery,
): Promise<string> {
  const { receiverId, recipient, endpoint } = address;
  const [made] = await readRows(
    trx,
    z.object({ id: z.string() }),
    sql`
    WITH made AS (
      INSERT INTO deliveries (receiver_id, recipient, payload, state, reason, silence_id)
      VALUES (${receiverId}, ${recipient}, ${JSON.stringify(payload)}::jsonb, ${suppressed ? 'suppressed' : 'pending'},
        ${suppressed?.reason ?? null}, ${suppressed?.silenceId ?? null})
      RETURNING id
    ),
    known AS (
      INSERT INTO endpoints (key, label, places, gap_ms)
      VALUES (${endpoint.key}, ${endpoint.label}, ${endpoint.places}, ${endpoint.gapMs}) ON CONFLICT (key) DO NOTHING
    ),
    work AS (
      INSERT INTO delivery_work (id, endpoint, rank)
      SELECT id, ${endpoint.key}, ${rank} FROM made WHERE ${suppressed === null}
    ),
    told AS (
      INSERT INTO delivery_alerts (delivery_id, alert_id, receiver_id, recipient, articles)
      SELECT made.id, alerts.id, ${receiverId}, ${recipient}, CASE WHEN ${suppressed === null} THEN articles END
      FROM made, alerts JOIN stories ON stories.id = story_id WHERE alerts.id = ANY(${alertIds}::uuid[])
      ON CONFLICT DO NOTHING
    ),
    updated AS (
      UPDATE delivery_alerts SET articles = (each #>> '{reach,articles}')::integer
      FROM jsonb_array_elements(${JSON.stringify('updates' in payload ? payload.updates : [])}::jsonb) AS each, alerts
      WHERE alerts.story_id = (each ->> 'storyId')::bigint AND delivery_alerts.alert_id = alerts.id
        AND delivery_alerts.receiver_id = ${receiverId} AND delivery_alerts.recipient = ${recipient}
    )
    SELECT id FROM made`,
  );
  return made!.id;
}

/** A message to a receiver who has no address any more: it stands in the ledger as given up. */
export async function makeDeadDelivery(
  trx: Transaction<Schema>,
  {
    receiverId,
    payload,
    alertIds,
    reason,
  }: { receiverId: string; payload: Payload; alertIds: readonly string[]; reason: string },
): Promise<void> {
  await sql`
    WITH made AS (
      INSERT INTO deliveries (receiver_id, recipient, payload, state, reason, died_at)
      VALUES (${receiverId}, '', ${JSON.stringify(payload)}::jsonb, 'dead', ${reason}, now()) RETURNING id
    )
    INSERT INTO delivery_alerts (delivery_id, alert_id, receiver_id, recipient)
    SELECT made.id, alert_id, ${receiverId}, '' FROM made, unnest(${alertIds}::uuid[]) AS alert_id
    ON CONFLICT DO NOTHING`.execute(trx);
}
