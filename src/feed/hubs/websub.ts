/**
 * WebSub, the subscriber's side (W3C Recommendation, 23 January 2018): what can be said without a network or a store.
 * Sections named below are its sections. Whatever a hub says is bounded before it is believed.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { storable } from '../cleaning/storable.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The lease that is asked for, in ms. A hub grants what it likes (§5.1). */
export const LEASE_MS = 10 * DAY_MS;

/** A lease is believed within these bounds, in ms: a hub that grants seconds would be asked all the time. */
const SHORTEST_LEASE_MS = 60 * MINUTE_MS;
const LONGEST_LEASE_MS = 30 * DAY_MS;
/** What holds when the hub does not say, though it must (§5.3). */
const UNSAID_LEASE_MS = DAY_MS;

/** Hubs of one feed that are tried; a feed can name any number. */
const MAX_HUBS = 4;
const MAX_URL_CHARS = 2_048;

/** A challenge is some 20 to 100 characters; it is sent back, and nobody is to be answered at length. */
const MAX_CHALLENGE_CHARS = 1_024;
const MAX_REASON_CHARS = 200;

const FIRST_RETRY_MS = 5 * MINUTE_MS;
const LONGEST_RETRY_MS = DAY_MS;
/** ms a hub has for its verification before it is asked again, or another. */
const VERIFY_MS = 10 * MINUTE_MS;
/** ms until a hub that denied is asked again. "Not possible any more" (§5.2) does not hold for ever: rules change. */
const DENIED_MS = 7 * DAY_MS;
/** Share of a delay that chance adds or takes away, so that what failed together does not return together. */
const JITTER = 0.2;

/** The hubs worth asking, in this order: those that keep a secret first, else as the feed names them. */
export function rankHubs(hubs: string[]): string[] {
  const usable = [...new Set(hubs)].filter((hub) => hub.length <= MAX_URL_CHARS && isHttp(URL.parse(hub)));
  return [...usable.filter(keepsSecret), ...usable.filter((hub) => !keepsSecret(hub))].slice(0, MAX_HUBS);
}

function isHttp(url: URL | null): boolean {
  return url?.protocol === 'https:' || url?.protocol === 'http:';
}

/**
 * True where a secret can be told to the hub: over HTTPS (§5.1), or on this machine. Others are subscribed to without
 * one, and what they push is a hint to poll, not news: anyone on the way could have written it.
 */
export function keepsSecret(hub: string): boolean {
  const url = URL.parse(hub);
  if (url?.protocol === 'https:') return true;
  return url?.protocol === 'http:' && /^(?:127\.\d+\.\d+\.\d+|\[::1\]|localhost)$/.test(url.hostname);
}

/** A new secret: 256 bits in 64 characters; the limit is 199 (§5.1). */
export function createSecret(): string {
  return randomBytes(32).toString('hex');
}

/** The address at which a subscription is verified and served: unguessable and unique, as its id is (§5.1). */
export function callbackOf(publicUrl: string, id: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/websub/${id}`;
}

/** The form to post to a hub (§5.1). The secret goes along only where the hub keeps it. */
export function subscriptionForm(
  mode: 'subscribe' | 'unsubscribe',
  { hub, topic, callback, secret }: { hub: string; topic: string; callback: string; secret: string },
): string {
  const form = new URLSearchParams({ 'hub.mode': mode, 'hub.topic': topic, 'hub.callback': callback });
  if (mode === 'subscribe') {
    form.set('hub.lease_seconds', String(LEASE_MS / 1_000));
    if (keepsSecret(hub)) form.set('hub.secret', secret);
  }
  return form.toString();
}

/**
 * ms from the verification until the lease is to be renewed: half of it, or up to a fifth less or more by chance, so
 * that a hub that is away for a while is asked again several times before the lease ends.
 *
 * @param random At least 0, below 1.
 */
export function renewAfter(leaseMs: number, random: number): number {
  return vary(leaseMs / 2, random);
}

/** How asking a hub ended, when it did not end in a verification. */
export type Setback = 'failed' | 'denied' | 'unverified';

/**
 * ms until a hub is asked again, by what came of asking. As long as a hub of the feed was not tried in this round, the
 * next one's turn is right now; after each round the pause doubles, from five minutes up to a day.
 *
 * @param asked How often hubs were asked in a row without a verification, this time included.
 * @param hubs How many hubs take turns.
 * @param random At least 0, below 1.
 */
export function askAgainAfter(setback: Setback, asked: number, hubs: number, random: number): number {
  const least = setback === 'unverified' ? VERIFY_MS : 0;
  if (asked % hubs !== 0) return least;
  if (setback === 'denied') return vary(DENIED_MS, random);
  const rounds = asked / hubs;
  return Math.max(least, Math.min(vary(FIRST_RETRY_MS * 2 ** (rounds - 1), random), LONGEST_RETRY_MS));
}

function vary(ms: number, random: number): number {
  return Math.round(ms * (1 - JITTER + 2 * JITTER * random));
}

/** What is known of the subscription that a request to its callback speaks of. */
export interface Intent {
  topic: string;
  /** The feed is still polled, and still names this hub and this topic. */
  isWanted: boolean;
  /** The hub was asked for the subscription, not long ago. */
  wasAsked: boolean;
}

/** What a GET at the callback comes to. `challenge` is to be echoed as it is, everything refused answered with 404 (§5.3). */
export type CallbackRequest =
  | { kind: 'subscribed'; challenge: string; leaseMs: number }
  | { kind: 'unsubscribed'; challenge: string }
  | { kind: 'denied' /** In the hub's words, one line, or null. */; reason: string | null }
  | { kind: 'refused'; reason: string };

/** A parameter that stands twice is a list, and no string. */
const Query = z.object({
  'hub.mode': z.enum(['subscribe', 'unsubscribe', 'denied']),
  'hub.topic': z.string(),
  'hub.challenge': z.string().min(1).max(MAX_CHALLENGE_CHARS).optional(),
  'hub.lease_seconds': z.string().optional(),
  'hub.reason': z.string().optional(),
});

/** Reads a hub's GET at the callback: a verification of intent (§5.3), or a denial (§5.2). */
export function readCallback(query: unknown, intent: Intent): CallbackRequest {
  const refused = (reason: string): CallbackRequest => ({ kind: 'refused', reason });
  const parsed = Query.safeParse(query);
  if (!parsed.success) return refused('not a request of a hub');
  const { 'hub.mode': mode, 'hub.topic': topic, 'hub.challenge': challenge } = parsed.data;
  if (topic !== intent.topic) return refused('another topic');
  if (mode === 'denied') {
    const reason = storable((parsed.data['hub.reason'] ?? '').replace(/\s+/g, ' '), MAX_REASON_CHARS);
    return { kind: 'denied', reason: reason || null };
  }
  if (challenge === undefined) return refused('no challenge');
  if (mode === 'unsubscribe') {
    return intent.isWanted ? refused('the subscription is wanted') : { kind: 'unsubscribed', challenge };
  }
  if (!intent.isWanted) return refused('the subscription is not wanted any more');
  if (!intent.wasAsked) return refused('nobody asked for it');
  return { kind: 'subscribed', challenge, leaseMs: readLease(parsed.data['hub.lease_seconds']) };
}

/** Seconds as a hub says them → ms that are believed. */
function readLease(seconds: string | undefined): number {
  if (seconds === undefined || !/^\d+$/.test(seconds)) return UNSAID_LEASE_MS;
  return Math.min(Math.max(Number(seconds) * 1_000, SHORTEST_LEASE_MS), LONGEST_LEASE_MS);
}

/** Whether a push is the hub's. The reason is for operators. */
export type SignatureCheck = { kind: 'valid' } | { kind: 'invalid'; reason: string };

/**
 * Checks `X-Hub-Signature` over the body as it came (§7.1), in constant time. SHA-1 is accepted: most hubs sign with it,
 * and an HMAC does not suffer from its collisions.
 */
export function checkSignature(header: string | undefined, body: Uint8Array, secret: string): SignatureCheck {
  if (header === undefined) return { kind: 'invalid', reason: 'a push came without a signature' };
  const [, method, signature] = header.trim().match(/^(sha(?:1|256|384|512))=([0-9a-f]+)$/i) ?? [];
  if (!method || !signature) return { kind: 'invalid', reason: 'a push came with a signature of an unknown form' };
  const expected = createHmac(method.toLowerCase(), secret).update(body).digest();
  const given = Buffer.from(signature, 'hex');
  if (given.length === expected.length && timingSafeEqual(given, expected)) return { kind: 'valid' };
  return { kind: 'invalid', reason: 'a push came with a wrong signature' };
}

/**
 * Why a push is to be thrown away, or null when it counts. A hub that was told no secret cannot sign, and need not: what
 * it pushes is a hint only.
 */
export function refusePush(
  { hub, secret }: { hub: string; secret: string },
  signature: string | undefined,
  body: Uint8Array,
): string | null {
  if (!keepsSecret(hub)) return null;
  const check = checkSignature(signature, body, secret);
  return check.kind === 'valid' ? null : check.reason;
}
