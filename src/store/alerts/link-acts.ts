import { sql } from 'kysely';
import { z } from 'zod';
import type { Payload } from '../../model/delivery.ts';
import type { Database, StoreTransaction } from '../database.ts';
import { readRows } from '../rows.ts';
import { readPayload } from './payload.ts';

/** What was said in a message, and to whom. */
export interface ToldMessage {
  receiverId: string;
  /** See `Delivery.recipient`. */
  recipient: string;
  payload: Payload;
}

const TOLD = z.object({ receiverId: z.string(), recipient: z.string(), payload: z.unknown() });

/** A message that links stand in; null: it is not there any more. */
export async function findToldMessage(db: Database, deliveryId: string): Promise<ToldMessage | null> {
  const [found] = await readRows(
    db,
    TOLD,
    sql`SELECT receiver_id, recipient, payload FROM deliveries WHERE id = ${deliveryId}`,
  );
  const payload = found ? readPayload(found.payload) : null;
  return found && payload ? { ...found, payload } : null;
}

const ACT = z.object({ silenceId: z.number().nullable() });

/** Where an act still counts: nobody has undone it, by its page or by ending its silence. */
const STANDS = sql`
  link_acts.undone_at IS NULL
  AND NOT EXISTS (SELECT FROM silences WHERE silences.id = link_acts.silence_id AND ends_at <= now())`;

/** What was done by a link, and still counts; null: nothing. */
export async function findAct(db: Database, deliveryId: string, action: string): Promise<z.infer<typeof ACT> | null> {
  const [found] = await readRows(
    db,
    ACT,
    sql`
    SELECT silence_id FROM link_acts
    WHERE delivery_id = ${deliveryId} AND action = ${action} AND ${STANDS}`,
  );
  return found ?? null;
}

/** Writes down that something is done by a link; false: it was done before, and still counts. */
export async function beginAct(trx: StoreTransaction, deliveryId: string, action: string): Promise<boolean> {
  const begun = await readRows(
    trx,
    ACT,
    sql`
    INSERT INTO link_acts (delivery_id, action) VALUES (${deliveryId}, ${action})
    ON CONFLICT (delivery_id, action) DO UPDATE SET acted_at = now(), undone_at = NULL, silence_id = NULL
      WHERE NOT (${STANDS})
    RETURNING silence_id`,
  );
  return begun.length > 0;
}

/** Names the silence that an act made. */
export async function keepSilenceOfAct(
  trx: StoreTransaction,
  deliveryId: string,
  action: string,
  silenceId: number,
): Promise<void> {
  await sql`
    UPDATE link_acts SET silence_id = ${silenceId} WHERE delivery_id = ${deliveryId} AND action = ${action}`.execute(
    trx,
  );
}

/** Writes down that an act is undone, and returns what it was; null: nothing was done. */
export async function undoAct(
  trx: StoreTransaction,
  deliveryId: string,
  action: string,
): Promise<z.infer<typeof ACT> | null> {
  const [undone] = await readRows(
    trx,
    ACT,
    sql`
    UPDATE link_acts SET undone_at = now()
    WHERE delivery_id = ${deliveryId} AND action = ${action} AND undone_at IS NULL
    RETURNING silence_id`,
  );
  return undone ?? null;
}
