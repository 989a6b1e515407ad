import { sql } from 'kysely';
import { type Database, openDatabase } from '../../src/store/database.ts';

/** What the ledger says of a message. */
export interface Entry {
  receiver: string;
  /** What it tells, as JSON. */
  words: string;
  state: string;
  reason: string | null;
  attempts: Attempt[];
}

/** An attempt at it. */
export interface Attempt {
  outcome: string | null;
  startedAt: Date;
  finishedAt: Date | null;
}

/** A message that the built-in inbox holds. */
export interface Kept {
  words: string;
  receivedAt: Date;
}

/** Asks a database over a connection of its own, which lives no longer than the question. @throws when it does not answer. */
export async function ask<T>(url: string, question: (db: Database) => Promise<T>): Promise<T> {
  const db = openDatabase({ url, maxConnections: 1, onConnectionError: () => {} });
  try {
    return await question(db);
  } finally {
    await db.destroy();
  }
}

/** The whole ledger, notices to operators included; the attempts of each message in order. */
export async function readLedger(db: Database): Promise<Entry[]> {
  const deliveries = await db.selectFrom('deliveries').selectAll().orderBy('createdAt').execute();
  const attempts = await db.selectFrom('attempts').selectAll().orderBy('number').execute();
  const of = Map.groupBy(attempts, ({ deliveryId }) => deliveryId);
  return deliveries.map(({ id, receiverId, payload, state, reason }) => ({
    receiver: receiverId,
    words: JSON.stringify(payload),
    state,
    reason,
    attempts: of.get(id) ?? [],
  }));
}

/** What the built-in inbox holds. */
export async function readInbox(db: Database): Promise<Kept[]> {
  const rows = await db.selectFrom('inboxMessages').select(['subject', 'text', 'receivedAt']).execute();
  return rows.map(({ subject, text, receivedAt }) => ({ words: `${subject}\n${text}`, receivedAt }));
}

/** Messages and articles on which work is left. */
export async function countUnfinished(db: Database): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT (SELECT count(*) FROM delivery_work) + (SELECT count(*) FROM item_work) AS count`.execute(db);
  return Number(rows[0]!.count);
}

/** Processes that gave signs of life, by the ids that their leases name. */
export async function readProcesses(db: Database): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`SELECT id FROM processes`.execute(db);
  return rows.map(({ id }) => id);
}

/** A message that a process has, and the process, by the id that its leases name. */
export interface HeldMessage {
  process: string | null;
  words: string;
}

/** Those for this receiver. */
export async function readHeld(db: Database, receiver: string): Promise<HeldMessage[]> {
  const { rows } = await sql<{ process: string | null; payload: unknown }>`
    SELECT process, payload FROM delivery_work JOIN deliveries USING (id)
    WHERE receiver_id = ${receiver} AND holder = 'worker' AND visible_at > now()`.execute(db);
  return rows.map(({ process, payload }) => ({ process, words: JSON.stringify(payload) }));
}
