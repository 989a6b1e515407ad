import type { Selectable } from 'kysely';
import type { Database } from '../database.ts';
import type { InboxMessagesTable } from './tables.ts';

/** A message in the built-in inbox. */
export type InboxMessage = Selectable<InboxMessagesTable>;

/** Keeps a message. The same delivery is kept once, however often it is sent. */
export async function storeInboxMessage(db: Database, message: Omit<InboxMessage, 'receivedAt'>): Promise<void> {
  await db
    .insertInto('inboxMessages')
    .values(message)
    .onConflict((conflict) => conflict.column('deliveryId').doNothing())
    .execute();
}

/** The newest messages, without their bodies. */
export function listInbox(
  db: Database,
  limit: number,
): Promise<Pick<InboxMessage, 'deliveryId' | 'receiverId' | 'subject' | 'receivedAt'>[]> {
  return db
    .selectFrom('inboxMessages')
    .select(['deliveryId', 'receiverId', 'subject', 'receivedAt'])
    .orderBy('receivedAt', 'desc')
    .limit(limit)
    .execute();
}

/** One message, or undefined. `deliveryId` must be a UUID. */
export function readInboxMessage(db: Database, deliveryId: string): Promise<InboxMessage | undefined> {
  return db.selectFrom('inboxMessages').selectAll().where('deliveryId', '=', deliveryId).executeTakeFirst();
}
