import { hash } from 'node:crypto';
import type { Address, ChannelConfig, Endpoint, Receiver } from '../model/delivery.ts';
import { mailAddressOf } from '../net/mail-address.ts';

/** Messages under way at once: enough that a slow answer holds up no other message, few enough for a small server. */
const PLACES = 4;
/** Where there is a gap between two: a third one only comes when the service hangs. */
const SPACED_PLACES = 2;

/** ms between the beginnings of two messages, where a service says so. */
const GAP_MS: Partial<Record<ChannelConfig['kind'], number>> = {
  /**
   * 30 a minute to a channel; and five in two seconds to a webhook, as its headers say. Discord does not write them down, and
   * wants its headers read (docs.discord.com/developers/topics/rate-limits), which the channel does.
   */
  discord: 2_000,
  /** 60 at once and then one in five seconds (docs.ntfy.sh/publish/#limitations): a few minutes of this, and a 429 for more. */
  ntfy: 1_000,
  /** One a second, to a webhook and to a channel (docs.slack.dev/apis/web-api/rate-limits). */
  slack: 1_000,
  slackBot: 1_000,
  /**
   * Four in a second, sixty in half a minute; of a hundred in an hour and more, Teams itself says when
   * (learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using, “Rate limiting for connectors”).
   */
  teams: 1_000,
  /** A homeserver says itself when it has had too many; Synapse takes ten at once and then one in five seconds (its `rc_message`). */
  matrix: 1_000,
  /** 20 a minute to a group; one a second to anybody (core.telegram.org/bots/faq, “My bot is hitting limits”). */
  telegram: 3_000,
};

/** Where a receiver is told: at each of his mail addresses apart, so that one that is refused is no copy for the others. */
export function addressesOf({ id, channel }: Receiver): Address[] {
  switch (channel.kind) {
    case 'discord': {
      const label = `Discord at ${hostOf(channel.webhookUrl)}`;
      // A thread that is locked is not to hold up the channel.
      const secrets = [channel.webhookUrl, ...(channel.thread === null ? [] : [channel.thread])];
      return [{ receiverId: id, recipient: '', endpoint: endpoint('discord', label, secrets) }];
    }
    case 'ntfy': {
      const { url, topic, token } = channel;
      // Who may publish is said for each topic.
      const secrets = [url, topic, ...(token === null ? [] : [token])];
      return [{ receiverId: id, recipient: '', endpoint: endpoint('ntfy', `ntfy at ${hostOf(url)}`, secrets) }];
    }
    case 'slack': {
      const label = `Slack at ${hostOf(channel.webhookUrl)}`;
      return [{ receiverId: id, recipient: '', endpoint: endpoint('slack', label, [channel.webhookUrl]) }];
    }
    case 'slackBot': {
      const label = `Slack at ${hostOf(channel.apiUrl)}, channel ${channel.channel}`;
      const secrets = [channel.apiUrl, channel.token, channel.channel];
      return [{ receiverId: id, recipient: '', endpoint: endpoint('slackBot', label, secrets), hasThreads: true }];
    }
    case 'teams': {
      const label = `Microsoft Teams at ${hostOf(channel.webhookUrl)}`;
      return [{ receiverId: id, recipient: '', endpoint: endpoint('teams', label, [channel.webhookUrl]) }];
    }
    case 'matrix': {
      const label = `Matrix at ${hostOf(channel.homeserverUrl)}, room ${channel.room}`;
      const secrets = [channel.homeserverUrl, channel.token, channel.room];
      return [{ receiverId: id, recipient: '', endpoint: endpoint('matrix', label, secrets), hasThreads: true }];
    }
    case 'apprise': {
      const label = `Apprise at ${hostOf(channel.url)}`;
      const secrets = [channel.url, channel.serviceKey ?? '', channel.tag ?? '', ...channel.urls];
      return [{ receiverId: id, recipient: '', endpoint: endpoint('apprise', label, secrets) }];
    }
    case 'telegram': {
      const { apiUrl, token, chat, topic } = channel;
      const label = `Telegram at ${hostOf(apiUrl)}, chat ${chat}${topic === null ? '' : `, topic ${topic}`}`;
      // A topic that is closed is not to hold up another.
      const secrets = [apiUrl, token, chat, ...(topic === null ? [] : [String(topic)])];
      return [{ receiverId: id, recipient: '', endpoint: endpoint('telegram', label, secrets), hasThreads: true }];
    }
    case 'webhook': {
      const label = `the webhook at ${hostOf(channel.url)}`;
      // One that has the wrong secret is refused, and is not to hold up another at the same address.
      return [{ receiverId: id, recipient: '', endpoint: endpoint('webhook', label, [channel.url, channel.secret]) }];
    }
    case 'email': {
      // Without the password, which may be short enough to be guessed from what is made of it. A sender that is refused is
      // not to hold up another.
      const account = [userAt(channel.smtpUrl), mailAddressOf(channel.from)];
      const server = endpoint('email', `the mail server ${hostOf(channel.smtpUrl)}`, account);
      return [...new Set(channel.to.map(mailAddressOf))].map((recipient) => ({
        receiverId: id,
        recipient,
        endpoint: server,
      }));
    }
    case 'inbox':
      return [{ receiverId: id, recipient: '', endpoint: endpoint('inbox', 'the built-in inbox', []) }];
    case 'canary':
      return [{ receiverId: id, recipient: '', endpoint: endpoint('canary', 'the end of the canary’s way', []) }];
  }
}

function endpoint(kind: Receiver['channel']['kind'], label: string, secrets: string[]): Endpoint {
  const key = secrets.length === 0 ? kind : `${kind}:${hash('sha256', secrets.join('\n')).slice(0, 32)}`;
  const gapMs = GAP_MS[kind] ?? 0;
  return { key, label, places: gapMs > 0 ? SPACED_PLACES : PLACES, gapMs };
}

function userAt(smtpUrl: string): string {
  const url = URL.parse(smtpUrl);
  return url ? `${url.protocol}//${url.username}@${url.host}` : smtpUrl;
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? 'an unknown host';
}

/** 0 for what goes first. The labels are the operator's own; these are understood, others come last. */
export function rankOf(severity: string | null): number {
  const rank = ['critical', 'high'].indexOf(severity ?? '');
  return rank === -1 ? 2 : rank;
}
