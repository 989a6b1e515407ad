import { sql } from 'kysely';
import { z } from 'zod';
import type { DeliveryState, Payload } from '../../model/delivery.ts';
import { PAYLOAD_TITLE, PAYLOAD_WATCHES, readPayload } from '../alerts/payload.ts';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';
import { interval } from '../work/work.ts';

const ENTRY = z.object({
  id: z.string(),
  receiverId: z.string(),
  recipient: z.string(),
  state: z.custom<DeliveryState>(),
  attempts: z.number(),
  reason: z.string().nullable(),
  createdAt: z.date(),
  sentAt: z.date().nullable(),
  retriedAt: z.date().nullable(),
  /** When the next attempt is due; null when there is none. */
  dueAt: z.date().nullable(),
  /** Of its endpoint; null when nothing is to be sent any more. */
  endpoint: z.string().nullable(),
  title: z.string(),
  /** Ids of the watches it tells of; none: a notice. */
  watchIds: z.array(z.string()),
});

/** A delivery as the ledger has it. */
export type LedgerEntry = z.infer<typeof ENTRY>;

/** Which deliveries are meant; what is left out matters not. */
export interface LedgerQuery {
  state?: DeliveryState | undefined;
  receiverId?: string | undefined;
  /** Tells of this alert. */
  alertId?: string | undefined;
  /** Made in the last so many ms. */
  sinceMs?: number | undefined;
  limit: number;
}

const COLUMNS = sql`
  deliveries.id, receiver_id, recipient, state, attempts, deliveries.reason, created_at, sent_at, retried_at,
  delivery_work.visible_at AS due_at, endpoints.label AS endpoint,
  ${PAYLOAD_TITLE} AS title, ${PAYLOAD_WATCHES} AS watch_ids`;

const WORK = sql`
  LEFT JOIN delivery_work ON delivery_work.id = deliveries.id LEFT JOIN endpoints ON key = delivery_work.endpoint`;

/** The deliveries that are meant, the newest first. */
export function findDeliveries(
  db: Database,
  { state, receiverId, alertId, sinceMs, limit }: LedgerQuery,
): Promise<LedgerEntry[]> {
  return readRows(
    db,
    ENTRY,
    sql`
    SELECT ${COLUMNS} FROM deliveries ${WORK}
    WHERE true
      ${
        // As a literal, from which Postgres can tell that an index of those that are not sent has all of them.
        state === undefined ? sql`` : sql`AND state = ${sql.lit(state)}`
      }
      ${receiverId === undefined ? sql`` : sql`AND receiver_id = ${receiverId}`}
      ${
        alertId === undefined
          ? sql``
          : sql`AND deliveries.id IN (SELECT delivery_id FROM delivery_alerts WHERE alert_id = ${alertId})`
      }
      ${sinceMs === undefined ? sql`` : sql`AND created_at >= now() - ${interval(sinceMs)}`}
    ORDER BY created_at DESC LIMIT ${limit}`,
  );
}

const ATTEMPT = z.object({
  number: z.number(),
  startedAt: z.date(),
  /** Null while it is under way, or when its process died over it. */
  finishedAt: z.date().nullable(),
  outcome: z.string().nullable(),
  reason: z.string().nullable(),
  possibleDuplicate: z.boolean(),
});

/** An attempt at a delivery as the ledger has it. */
export type LedgerAttempt = z.infer<typeof ATTEMPT>;

const ACT = z.object({
  action: z.string(),
  /** Which story of a digest it is about, from 0; null: the message is of one, or all of it is meant. */
  place: z.number().nullable(),
  /** The silence that it made; null: none. */
  silenceId: z.number().nullable(),
  actedAt: z.date(),
  undoneAt: z.date().nullable(),
});

/** What a reader did by a link in a message. */
export type LedgerAct = z.infer<typeof ACT>;

/** A delivery with what it tells and how each attempt at it ended. */
export interface LedgerDetail {
  entry: LedgerEntry;
  /** Null: what is stored cannot be read. */
  payload: Payload | null;
  /** The first one first. */
  attempts: LedgerAttempt[];
  /** What readers did by links in it, undone or not; the first one first. */
  acts: LedgerAct[];
}

/** One delivery, or null. `id` must be a UUID. */
export async function readDelivery(db: Database, id: string): Promise<LedgerDetail | null> {
  const [found] = await readRows(
    db,
    ENTRY.extend({ payload: z.unknown() }),
    sql`SELECT ${COLUMNS}, payload FROM deliveries ${WORK} WHERE deliveries.id = ${id}`,
  );
  if (!found) return null;
  const attempts = await readRows(
    db,
    ATTEMPT,
    sql`
    SELECT number, started_at, finished_at, outcome, reason, possible_duplicate
    FROM attempts WHERE delivery_id = ${id} ORDER BY number`,
  );
  const acts = await readRows(
    db,
    ACT,
    sql`SELECT action, nullif(place, -1) AS place, silence_id, acted_at, undone_at FROM link_acts WHERE delivery_id = ${id} ORDER BY acted_at`,
  );
  const { payload, ...entry } = found;
  return { entry, payload: readPayload(payload), attempts, acts };
}
