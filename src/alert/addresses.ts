import { hash } from 'node:crypto';
import type { Address, Endpoint, Receiver } from '../model/delivery.ts';
import { mailAddressOf } from '../net/mail-address.ts';

/** Slack takes one message a second from an incoming webhook (docs.slack.dev/apis/web-api/rate-limits). */
const SLACK_GAP_MS = 1_000;

/** Messages under way at once: enough that a slow answer holds up no other message, few enough for a small server. */
const PLACES = 4;
/** With a second between two, a third one only comes when Slack hangs. */
const SLACK_PLACES = 2;

/** Where a receiver is told: at each of his mail addresses apart, so that one that is refused is no copy for the others. */
export function addressesOf({ id, channel }: Receiver): Address[] {
  switch (channel.kind) {
    case 'slack': {
      const label = `Slack at ${hostOf(channel.webhookUrl)}`;
      return [{ receiverId: id, recipient: '', endpoint: endpoint('slack', label, [channel.webhookUrl]) }];
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
  return kind === 'slack'
    ? { key, label, places: SLACK_PLACES, gapMs: SLACK_GAP_MS }
    : { key, label, places: PLACES, gapMs: 0 };
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
