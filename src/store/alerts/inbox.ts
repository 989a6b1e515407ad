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

/** One message, or undefined. `deliveryId` must be a UUID. */
export function readInboxMessage(db: Database, deliveryId: string): Promise<InboxMessage | undefined> {
  return db.selectFrom('inboxMessages').selectAll().where('deliveryId', '=', deliveryId).executeTakeFirst();
}
