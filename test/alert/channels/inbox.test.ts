import { createInboxChannel, type InboxMessage } from '../../../src/alert/channels/inbox.ts';
import { layoutMail } from '../../../src/alert/layout/mail.ts';
import { letterOf } from '../../../src/alert/letter.ts';
import { composeMessage } from '../../../src/alert/message.ts';
import { deliveryOf, telegramNews } from '../support/alerts.ts';
import { type ContractCase, describeContract } from './contract.ts';
import { mailLimits, showMail } from './mail-reader.ts';

const IN_PROCESS = 'the inbox is no service: it is written to in Wirewatch’s own database';
const notOnTheWire: ContractCase[] = [
  'throttled',
  'passing failure',
  'permanent failure',
  'unknown',
  'redirect',
  'secret',
];

describeContract('the inbox', {
  async attempt(_scene, delivery) {
    const stored: InboxMessage[] = [];
    const send = createInboxChannel(async (message) => {
      stored.push(message);
    });
    const outcome = await send({ kind: 'inbox' }, letterOf(delivery), () => true);
    return { outcome, arrived: stored.map((message) => JSON.stringify(message)), elsewhere: 0 };
  },
  throttledMs: 0,
  permanent: 'dead',
  secrets: [],
  show: (arrived) => showMail(JSON.parse(arrived) as InboxMessage),
  limits: (arrived) => mailLimits(JSON.parse(arrived) as InboxMessage),
  doesNotApply: Object.fromEntries(notOnTheWire.map((name) => [name, IN_PROCESS])),
});

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
