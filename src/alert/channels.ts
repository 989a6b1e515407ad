import type { AttemptOutcome, Delivery, Receiver } from '../model.ts';
import type { HttpClient } from '../net/http.ts';
import { createEmailChannel } from './channels/email.ts';
import { createInboxChannel, type StoreInboxMessage } from './channels/inbox.ts';
import { createSlackChannel } from './channels/slack.ts';
import { createWebhookChannel } from './channels/webhook.ts';

/** All ways to reach a receiver. */
export interface Channels {
  /**
   * Makes one attempt at a delivery, of 15 s at most. What the network or the receiver does is an outcome; rejects only
   * when the inbox cannot be written to.
   */
  send(receiver: Receiver, delivery: Delivery): Promise<AttemptOutcome>;
  /** Breaks off mails that are being sent. The HTTP client is closed by who made it. */
  close(): void;
}

/** What the channels send and store with; both outlive them and are closed by who made them. */
export interface ChannelsOptions {
  http: HttpClient;
  storeInboxMessage: StoreInboxMessage;
}

/** Attempts at one receiver at once: one that hangs must not take the places of the others. */
const PLACES = 4;
/** ms until a delivery that found no place looks again. */
const WAIT_MS = 2_000;

/** The channels there are, one file each in `channels/`. */
export function createChannels({ http, storeInboxMessage }: ChannelsOptions): Channels {
  const slack = createSlackChannel(http);
  const webhook = createWebhookChannel(http);
  const inbox = createInboxChannel(storeInboxMessage);
  const email = createEmailChannel();
  const sendBy = ({ channel }: Receiver, delivery: Delivery): Promise<AttemptOutcome> => {
    switch (channel.kind) {
      case 'slack':
        return slack(channel, delivery);
      case 'webhook':
        return webhook(channel, delivery);
      case 'inbox':
        return inbox(channel, delivery);
      case 'email':
        return email.send(channel, delivery);
    }
  };
  const underWay = new Map<string, number>();
  return {
    async send(receiver, delivery) {
      const others = underWay.get(receiver.id) ?? 0;
      if (others >= PLACES) return { kind: 'postponed', inMs: WAIT_MS };
      underWay.set(receiver.id, others + 1);
      try {
        return await sendBy(receiver, delivery);
      } finally {
        underWay.set(receiver.id, (underWay.get(receiver.id) ?? 1) - 1);
      }
    },
    close: email.close,
  };
}
