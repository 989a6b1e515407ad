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

/** The channels there are, one file each in `channels/`. */
export function createChannels({ http, storeInboxMessage }: ChannelsOptions): Channels {
  const slack = createSlackChannel(http);
  const webhook = createWebhookChannel(http);
  const inbox = createInboxChannel(storeInboxMessage);
  const email = createEmailChannel();
  return {
    async send({ channel }, delivery) {
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
    },
    close: email.close,
  };
}
