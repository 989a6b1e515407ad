import { ASK_MS, askHub, type HubAnswer } from '../feed/hubs/hub.ts';
import { askAgainAfter, callbackOf, createSecret, keepsSecret, rankHubs } from '../feed/hubs/websub.ts';
import type { FeedParser } from '../feed/readers/parse.ts';
import type { HttpClient } from '../net/http.ts';
import type { Database } from '../store/database.ts';
import { findFeed } from '../store/feeds/feeds.ts';
import { storePing, storePush } from '../store/feeds/pushes.ts';
import {
  type AskRecord,
  addSubscription,
  type CallbackSubscription,
  claimDueSubscriptions,
  claimUnwantedSubscriptions,
  type DueSubscription,
  listUnsubscribed,
  moveSubscription,
  recordAsk,
  type UnwantedSubscription,
} from '../store/feeds/subscriptions.ts';
import { sortItems } from './poll-record.ts';

/** Hubs asked at once. */
const AT_ONCE = 4;
/** ms after which a round asks no further hubs; what is left over stays due. */
const ROUND_MS = 30_000;

/** ms that a subscription is left alone for while its hub is asked. */
const HOLD_MS = 2 * ASK_MS;

/** What subscribing works with. */
export interface Subscriber {
  db: Database;
  http: HttpClient;
  /** Where hubs reach our pages; null: nothing is subscribed to. */
  publicUrl: string | null;
  /** Aborted when Wirewatch stops: what the network then says is our doing. */
  stopping: AbortSignal;
}

/** What came of asking one hub; `left`: it was asked to end a subscription. */
export interface Asked {
  feedId: string;
  /** Host name of the hub. */
  hub: string;
  outcome: AskRecord['kind'] | 'left';
  /** For operators, or null. */
  reason: string | null;
}

/**
 * One round of subscribing, to be run about once a minute: ends what nobody wants any more, asks for what feeds newly
 * announce, renews what is due. Begins nothing after half a minute. Several processes may do it at once.
 */
export async function renewSubscriptions(subscriber: Subscriber): Promise<Asked[]> {
  const { db, publicUrl, stopping } = subscriber;
  if (publicUrl === null) return [];
  for (const { feedId, hubs, topic } of await listUnsubscribed(db)) {
    const [hub] = rankHubs(hubs);
    if (hub) await addSubscription(db, { feedId, hub, topic, secret: createSecret() });
  }

  const asked: Asked[] = [];
  const end = performance.now() + ROUND_MS;
  const inTurn = async <T>(claim: () => Promise<T[]>, ask: (claimed: T) => Promise<Asked>) => {
    while (!stopping.aborted && performance.now() < end) {
      const claimed = await claim();
      if (claimed.length === 0) return;
      asked.push(...(await Promise.all(claimed.map(ask))));
    }
  };
  await inTurn(
    () => claimUnwantedSubscriptions(db, AT_ONCE),
    (unwanted) => leave(subscriber, unwanted, callbackOf(publicUrl, unwanted.id)),
  );
  await inTurn(
    () => claimDueSubscriptions(db, AT_ONCE, HOLD_MS),
    (due) => subscribe(subscriber, due, publicUrl),
  );
  return asked;
}

/** Asks a hub for a subscription: the same one while its lease runs, else the one whose turn it is. */
async function subscribe(
  { db, http, stopping }: Subscriber,
  claimed: DueSubscription,
  publicUrl: string,
): Promise<Asked> {
  const hubs = claimed.isLive ? [claimed.hub] : rankHubs(claimed.hubs);
  const hub = hubs[(claimed.failures - 1) % hubs.length]!;
  const due = hub === claimed.hub ? claimed : await moveSubscription(db, claimed, hub, createSecret());
  if (!due) return { ...named(claimed), outcome: 'postponed', reason: 'the subscription was removed meanwhile' };
  const answer = await askHub(http, 'subscribe', { ...due, callback: callbackOf(publicUrl, due.id) });
  const record: AskRecord = stopping.aborted
    ? { kind: 'postponed', reason: null, nextInMs: 0 }
    : recordOf(answer, due.failures, hubs.length);
  await recordAsk(db, due, record);
  return { ...named(due), outcome: record.kind, reason: record.reason };
}

function recordOf(answer: HubAnswer, failures: number, hubs: number): AskRecord {
  if (answer.kind === 'postponed') {
    // Not again in this round, which would otherwise go round in circles.
    return { kind: 'postponed', reason: answer.reason, nextInMs: Math.max(answer.inMs, ROUND_MS) };
  }
  if (answer.kind === 'failed') {
    const nextInMs = askAgainAfter('failed', failures, hubs, Math.random());
    return { kind: 'failed', reason: answer.reason, nextInMs };
  }
  const nextInMs = askAgainAfter('unverified', failures, hubs, Math.random());
  return { kind: 'accepted', reason: 'the hub took the request, and has not verified it yet', nextInMs };
}

async function leave({ http }: Subscriber, unwanted: UnwantedSubscription, callback: string): Promise<Asked> {
  // Whatever comes of it: the lease ends by itself, and the hub is not asked twice.
  await askHub(http, 'unsubscribe', { ...unwanted, callback });
  return { ...named(unwanted), outcome: 'left', reason: null };
}

function named({ feedId, hub }: { feedId: string; hub: string }): { feedId: string; hub: string } {
  return { feedId, hub: new URL(hub).hostname };
}

/** What reading a push works with. */
export interface PushReader {
  db: Database;
  parser: FeedParser;
}

/** What a content distribution request brings (§7). */
export interface Push {
  body: Uint8Array;
  /** The `Content-Type` header, or null. */
  contentType: string | null;
}

/** What came of a push. `pinged`: it brought nothing readable, and the feed is polled instead. `unwanted`: it is not polled now. */
export type PushResult =
  | { kind: 'stored'; newItems: number }
  | { kind: 'pinged'; reason: string }
  | { kind: 'unwanted' };

/**
 * Takes in a push that was not refused: stores what it brings exactly as a poll would, without touching the polling. What
 * it brings no feed in makes the feed due at once. Can be called twice for the same push without harm.
 */
export async function takeInPush(
  { db, parser }: PushReader,
  { feedId, hub, topic }: CallbackSubscription,
  { body, contentType }: Push,
): Promise<PushResult> {
  const ping = async (reason: string): Promise<PushResult> => {
    await storePing(db, feedId);
    return { kind: 'pinged', reason };
  };
  if (!keepsSecret(hub)) return ping('the hub cannot sign what it pushes');
  const read = await parser.parse({ body, contentType, url: topic });
  if (read.kind === 'unreadable') return ping(read.reason);
  if (read.feed.items.length === 0) return ping('it brought no item');
  const feed = await findFeed(db, feedId);
  const newItems = feed ? await storePush(db, feedId, sortItems(read.feed, feed, new Date())) : null;
  return newItems === null ? { kind: 'unwanted' } : { kind: 'stored', newItems };
}
