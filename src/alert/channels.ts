import type { AttemptOutcome, ChannelConfig, Delivery, Receipt, Receiver } from '../model/delivery.ts';
import type { HttpClient } from '../net/http.ts';
import { createAppriseChannel } from './channels/apprise.ts';
import type { IsOurs } from './channels/channel.ts';
import { createDiscordChannel } from './channels/discord.ts';
import { createEmailChannel } from './channels/email.ts';
import { createInboxChannel, type StoreInboxMessage } from './channels/inbox.ts';
import { createMatrixChannel } from './channels/matrix.ts';
import { createNtfyChannel } from './channels/ntfy.ts';
import { createSlackChannel } from './channels/slack.ts';
import { createSlackBotChannel } from './channels/slack-bot.ts';
import { createTeamsChannel } from './channels/teams.ts';
import { createTelegramChannel } from './channels/telegram.ts';
import { createWebhookChannel } from './channels/webhook.ts';
import { letterOf } from './letter.ts';
import { showsCopies } from './retry.ts';

/** All ways to reach a receiver. */
export interface Channels {
  /**
   * Makes one attempt at a delivery, of 15 s at most. What the network or the receiver does is an outcome; rejects only
   * when the inbox cannot be written to.
   *
   * @param isOurs Asked before each word that could complete the message, see channels/channel.ts. Left out, nobody else can be
   *   at the delivery.
   */
  send(receiver: Receiver, delivery: Delivery, isOurs?: IsOurs): Promise<AttemptOutcome>;
  /** Breaks off mails that are being sent. The HTTP client is closed by who made it. */
  close(): void;
}

/** What the channels send and store with; both outlive them and are closed by who made them. */
export interface ChannelsOptions {
  http: HttpClient;
  storeInboxMessage: StoreInboxMessage;
  /** What links are signed with that act; left out: messages have none. */
  linkKey?: Uint8Array | undefined;
}

/**
 * The thread of a story where messages to the channel can be put into it: a receiver may be told elsewhere by now than where its
 * first message is, and other channels have none. A chat of Telegram that got another id is known to its channel.
 */
function threadIn(channel: ChannelConfig, thread: Receipt | null): Receipt | null {
  switch (channel.kind) {
    case 'slackBot':
      return thread?.channel === channel.channel ? thread : null;
    case 'matrix':
      return thread?.room === channel.room ? thread : null;
    case 'telegram':
      return thread?.chat === undefined ? null : thread;
    default:
      return null;
  }
}

/** The channels there are, one file each in `channels/`. */
export function createChannels({ http, storeInboxMessage, linkKey }: ChannelsOptions): Channels {
  const discord = createDiscordChannel(http);
  const ntfy = createNtfyChannel(http);
  const slack = createSlackChannel(http);
  const slackBot = createSlackBotChannel(http);
  const teams = createTeamsChannel(http);
  const matrix = createMatrixChannel(http);
  const apprise = createAppriseChannel(http);
  const telegram = createTelegramChannel(http);
  const webhook = createWebhookChannel(http);
  const inbox = createInboxChannel(storeInboxMessage);
  const email = createEmailChannel();
  return {
    async send({ channel, timeZone }, delivery, isOurs = () => true) {
      const letter = letterOf(
        { ...delivery, thread: threadIn(channel, delivery.thread) },
        { timeZone, linkKey, seesCopies: showsCopies(channel.kind) },
      );
      switch (channel.kind) {
        case 'discord':
          return discord(channel, letter, isOurs);
        case 'ntfy':
          return ntfy(channel, letter, isOurs);
        case 'slack':
          return slack(channel, letter, isOurs);
        case 'slackBot':
          return slackBot(channel, letter, isOurs);
        case 'teams':
          return teams(channel, letter, isOurs);
        case 'matrix':
          return matrix(channel, letter, isOurs);
        case 'apprise':
          return apprise(channel, letter, isOurs);
        case 'telegram':
          return telegram(channel, letter, isOurs);
        case 'webhook':
          return webhook(channel, letter, isOurs);
        case 'inbox':
          return inbox(channel, letter, isOurs);
        case 'canary':
          return { kind: 'sent' };
        case 'email':
          return email.send(channel, letter, isOurs);
      }
    },
    close: email.close,
  };
}
