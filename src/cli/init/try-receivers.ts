import { randomUUID } from 'node:crypto';
import { addressesOf } from '../../alert/addresses.ts';
import { createChannels } from '../../alert/channels.ts';
import type { Config } from '../../config/load.ts';
import { createHttpClient } from '../../net/client.ts';
import { userAgentOf } from '../../net/user-agent.ts';
import { reasonOf, testMessage } from '../receiver/test-message.ts';

/** What came of a test message at one address. */
export interface Tried {
  receiver: string;
  recipient: string;
  endpoint: string;
  sent: boolean;
  /** Whether the service took it only to pass it on. */
  accepted: boolean;
  /** Null where it was sent. */
  reason: string | null;
}

/**
 * Sends a test message to each address of the configuration's receivers, by the channels that alerts go through. It is in no
 * ledger: there is no database yet.
 */
export async function tryReceivers({ receivers, network }: Pick<Config, 'receivers' | 'network'>): Promise<Tried[]> {
  const http = createHttpClient({ allow: network.allow, userAgent: userAgentOf(network.contact) });
  const channels = createChannels({ http, storeInboxMessage: async () => {} });
  try {
    const tried: Tried[] = [];
    for (const receiver of receivers.filter(({ channel }) => channel.kind !== 'inbox'))
      for (const { receiverId, recipient, endpoint } of addressesOf(receiver)) {
        const outcome = await channels.send(receiver, {
          id: randomUUID(),
          receiverId,
          recipient,
          payload: testMessage(),
          attempt: 1,
          thread: null,
          possibleDuplicate: false,
        });
        const sent = outcome.kind === 'sent';
        const reason = sent ? null : (reasonOf(outcome) ?? outcome.kind);
        const accepted = outcome.kind === 'sent' && outcome.isAccepted === true;
        tried.push({ receiver: receiverId, recipient, endpoint: endpoint.label, sent, accepted, reason });
      }
    return tried;
  } finally {
    channels.close();
    await http.close();
  }
}
