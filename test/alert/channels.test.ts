import { createChannels } from '../../src/alert/channels.ts';
import type { Receiver } from '../../src/model.ts';
import type { HttpClient } from '../../src/net/http.ts';
import { deliveryOf, telegramAlert } from './support/alerts.ts';

const inbox = (id: string): Receiver => ({ id, channel: { kind: 'inbox' } });
const noHttp = {} as HttpClient;

describe('the attempts at one receiver', () => {
  it('are four at once: what comes then is put off, and other receivers have places of their own', async () => {
    const { promise: hang, resolve: letGo } = Promise.withResolvers<void>();
    const channels = createChannels({ http: noHttp, storeInboxMessage: () => hang });
    const delivery = deliveryOf(telegramAlert);
    const underWay = Array.from({ length: 4 }, () => channels.send(inbox('hangs'), delivery));
    expect(await channels.send(inbox('hangs'), delivery)).toEqual({ kind: 'postponed', inMs: expect.any(Number) });

    const other = channels.send(inbox('other'), delivery);
    letGo();
    expect(await other).toEqual({ kind: 'sent' });
    expect(await Promise.all(underWay)).toEqual(Array(4).fill({ kind: 'sent' }));
    expect(await channels.send(inbox('hangs'), delivery)).toEqual({ kind: 'sent' });
  });
});
