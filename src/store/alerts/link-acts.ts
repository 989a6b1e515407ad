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

/** What was done: by which link of which message. */
export interface ActKey {
  deliveryId: string;
  action: string;
  /** Which story of a digest it is about, from 0; left out: the message is of one, or all of it is meant. */
  place?: number | undefined;
}

/** See `LinkActsTable.place`. */
const WHOLE = -1;

function isAct({ deliveryId, action, place }: ActKey) {
  return sql`delivery_id = ${deliveryId} AND action = ${action} AND place = ${place ?? WHOLE}`;
}

const ACT = z.object({ silenceId: z.number().nullable() });

/** Where an act still counts: nobody has undone it, by its page or by ending its silence. */
const STANDS = sql`
  link_acts.undone_at IS NULL
  AND NOT EXISTS (SELECT FROM silences WHERE silences.id = link_acts.silence_id AND ends_at <= now())`;

/** What was done by a link, and still counts; null: nothing. */
export async function findAct(db: Database, act: ActKey): Promise<z.infer<typeof ACT> | null> {
  const [found] = await readRows(
    db,
    ACT,
    sql`
    SELECT silence_id FROM link_acts
    WHERE ${isAct(act)} AND ${STANDS}`,
  );
  return found ?? null;
}

/** Writes down that something is done by a link; false: it was done before, and still counts. */
export async function beginAct(trx: StoreTransaction, { deliveryId, action, place }: ActKey): Promise<boolean> {
  const begun = await readRows(
    trx,
    ACT,
    sql`
    INSERT INTO link_acts (delivery_id, action, place) VALUES (${deliveryId}, ${action}, ${place ?? WHOLE})
    ON CONFLICT (delivery_id, action, place) DO UPDATE SET acted_at = now(), undone_at = NULL, silence_id = NULL
      WHERE NOT (${STANDS})
    RETURNING silence_id`,
  );
  return begun.length > 0;
}

/** Names the silence that an act made. */
export async function keepSilenceOfAct(trx: StoreTransaction, act: ActKey, silenceId: number): Promise<void> {
  await sql`UPDATE link_acts SET silence_id = ${silenceId} WHERE ${isAct(act)}`.execute(trx);
}

/** Writes down that an act is undone, and returns what it was; null: nothing was done. */
export async function undoAct(trx: StoreTransaction, act: ActKey): Promise<z.infer<typeof ACT> | null> {
  const [undone] = await readRows(
    trx,
    ACT,
    sql`
    UPDATE link_acts SET undone_at = now()
    WHERE ${isAct(act)} AND undone_at IS NULL
    RETURNING silence_id`,
  );
  return undone ?? null;
}
