import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Delivery } from '../model/delivery.ts';
import { linkOf } from './parts.ts';

/** What a reader can do with a message by a link in it. */
export const LINK_ACTIONS = ['mute_story', 'mute_source', 'not_relevant', 'unsubscribe'] as const;

/** One of them. */
export type LinkAction = (typeof LINK_ACTIONS)[number];

/** What a link gives its holder the right to. */
export interface LinkClaim {
  action: LinkAction;
  /** The message that it stands in, whose receiver it is for. */
  deliveryId: Delivery['id'];
  expiresAt: Date;
}

/** A link of a message that does something, once its page is asked to. */
export interface MessageAction {
  label: string;
  /** As that of the article. */
  link: string;
}

/** The links of a message that act. */
export interface MessageLinks {
  actions: MessageAction[];
  /** Ends the messages to this one address; null: it is none that is told for itself, as a mailbox is. */
  unsubscribe: string | null;
}

/** What a token turned out to be. */
export type LinkReading = { kind: 'good' | 'expired'; claim: LinkClaim } | { kind: 'forged' };

/** ms after its message was made that a link acts. */
export const LINK_MS = 30 * 24 * 3_600_000;

/** UTF-16 code units; ours have 160. */
const MAX_TOKEN = 300;

const LABELS: Record<Exclude<LinkAction, 'unsubscribe'>, string> = {
  mute_story: 'Mute this story',
  mute_source: 'Mute this source',
  not_relevant: 'Not relevant',
};

/** Short names of keys: a token stands in each link of each message. */
const CLAIM = z.object({ a: z.enum(LINK_ACTIONS), d: z.uuid(), e: z.number() });

/** base64url of the claim as JSON, a full stop, base64url of its HMAC-SHA256 (RFC 2104, RFC 4648 §5). */
export function signLink(key: Uint8Array, { action, deliveryId, expiresAt }: LinkClaim): string {
  const claim: z.input<typeof CLAIM> = { a: action, d: deliveryId, e: Math.floor(expiresAt.getTime() / 1_000) };
  const body = Buffer.from(JSON.stringify(claim)).toString('base64url');
  return `${body}.${macOf(key, body).toString('base64url')}`;
}

/** What a token gives a right to. Nothing of one is looked at before its signature is known to be ours. */
export function readLink(key: Uint8Array, token: string, now: Date): LinkReading {
  const [body = '', mac = '', ...rest] = token.length > MAX_TOKEN ? [] : token.split('.');
  const given = Buffer.from(mac, 'base64url');
  const expected = macOf(key, body);
  if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected))
    return { kind: 'forged' };
  const { success, data } = CLAIM.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString()));
  if (!success) return { kind: 'forged' };
  const claim = { action: data.a, deliveryId: data.d, expiresAt: new Date(data.e * 1_000) };
  return { kind: claim.expiresAt > now ? 'good' : 'expired', claim };
}

function macOf(key: Uint8Array, body: string): Buffer {
  return createHmac('sha256', key).update(body).digest();
}

/** The links of a message, the same at each of its attempts; none where nobody said where the pages are. */
export function messageLinksOf({ id, recipient, payload }: Delivery, key: Uint8Array): MessageLinks {
  if (payload.kind === 'notice' || payload.kind === 'followUp' || payload.pagesUrl === null)
    return { actions: [], unsubscribe: null };
  const base = payload.pagesUrl.replace(/\/+$/, '');
  const expiresAt = new Date(payload.createdAt.getTime() + LINK_MS);
  const link = (action: LinkAction) => linkOf(`${base}/act/${signLink(key, { action, deliveryId: id, expiresAt })}`);
  const actions = (['mute_story', 'mute_source', 'not_relevant'] as const).flatMap((action) => {
    const to = payload.kind === 'news' && isPossible(action, payload) ? link(action) : null;
    return to === null ? [] : [{ label: LABELS[action], link: to }];
  });
  return { actions, unsubscribe: recipient === '' ? null : link('unsubscribe') };
}

function isPossible(action: LinkAction, { story, article }: Extract<Delivery['payload'], { kind: 'news' }>): boolean {
  switch (action) {
    case 'mute_story':
      return story !== null;
    case 'mute_source':
      return sourceOf(article) !== null;
    default:
      return true;
  }
}

/** What an article's source is called by silences: its outlet, else its host; null: it has neither. */
export function sourceOf({ outlet, url }: { outlet: string | null; url: string | null }): string | null {
  return outlet || (url === null ? null : URL.parse(url)?.hostname.replace(/^www\./, '')) || null;
}
