import { createInboxChannel, type InboxMessage } from '../../../src/alert/channels/inbox.ts';
import { layoutMail } from '../../../src/alert/layout/mail.ts';
import { letterOf } from '../../../src/alert/letter.ts';
import { composeMessage } from '../../../src/alert/message.ts';
import { deliveryOf, telegramNews } from '../support/alerts.ts';

describe('the inbox channel', () => {
  it('stores what a mail would say', async () => {
    const stored: InboxMessage[] = [];
    const send = createInboxChannel(async (message) => {
      stored.push(message);
    });
    expect(await send({ kind: 'inbox' }, letterOf(deliveryOf(telegramNews)), () => true)).toEqual({ kind: 'sent' });
    expect(stored).toEqual([
      {
        deliveryId: '5d0c1d2e-93b7-4a52-8a0f-6f3c2b1a0e9d',
        receiverId: 'newsdesk',
        ...layoutMail(composeMessage(telegramNews, false)),
      },
    ]);
  });

  it('rejects when the message cannot be stored', async () => {
    const send = createInboxChannel(() => Promise.reject(new Error('no database')));
    await expect(send({ kind: 'inbox' }, letterOf(deliveryOf(telegramNews)), () => true)).rejects.toThrow(
      'no database',
    );
  });
});
