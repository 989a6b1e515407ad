import type { Delivery } from '../../model/delivery.ts';
import { layoutMail, type MailMessage } from '../layout/mail.ts';
import type { Channel } from './channel.ts';

/** A message for the built-in inbox: what a mail would say. */
export interface InboxMessage extends MailMessage {
  deliveryId: Delivery['id'];
  receiverId: Delivery['receiverId'];
}

/** Keeps a message; the same delivery once, however often it is sent. Rejects when it cannot. */
export type StoreInboxMessage = (message: InboxMessage) => Promise<void>;

/** Puts the alert into the built-in inbox. */
export function createInboxChannel(storeInboxMessage: StoreInboxMessage): Channel<'inbox'> {
  return async (_config, { delivery: { id, receiverId }, message }) => {
    await storeInboxMessage({ deliveryId: id, receiverId, ...layoutMail(message) });
    return { kind: 'sent' };
  };
}
