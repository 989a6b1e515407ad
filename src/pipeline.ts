import type { Channels } from './alert/channels.ts';
import { MAX_ATTEMPTS, nextAttempt } from './alert/retry.ts';
import { composeArticle } from './extract/compose.ts';
import type { Extractor } from './extract/extractor.ts';
import { fetchPage } from './extract/fetch-page.ts';
import { isNews } from './feed/baseline.ts';
import { fetchFeed } from './feed/fetch.ts';
import type { FeedParser } from './feed/parse.ts';
import { nextPollDelay } from './feed/schedule.ts';
import type { Logger } from './log.ts';
import { isMetInText } from './match/evidence.ts';
import type { WatchIndex } from './match/watch-index.ts';
import type { Article, AttemptOutcome, Delivery, Evidence, FeedItem, Receiver, Watch } from './model.ts';
import type { HttpClient } from './net/http.ts';
import { normalizeUrl } from './net/url.ts';
import { commitArticle, findFreshArticle } from './store/articles.ts';
import type { Database } from './store/database.ts';
import { beginAttempt, finishAttempt } from './store/deliveries.ts';
import { deferFeedItem, type FeedItemRow, linkFeedItem, recentItemTimes } from './store/feed-items.ts';
import { type FeedRow, findFeed, recordPoll } from './store/feeds.ts';
import { giveBack, lease, renew } from './store/work.ts';
import { storyKeys } from './story/fingerprint.ts';

/** What the pipeline works with; wired in workers/index.ts. */
export interface Pipeline {
  db: Database;
  http: HttpClient;
  parser: FeedParser;
  extractor: Extractor;
  index: WatchIndex;
  watches: ReadonlyMap<string, Watch>;
  receivers: ReadonlyMap<string, Receiver>;
  channels: Channels;
  log: Logger;
  /** Aborted when Wirewatch stops: what the network then says is our doing, and is not written down. */
  stopping: AbortSignal;
}

/**
 * ms a worker may keep a row: longer than the work takes, since everything in it has a deadline, and short enough that
 * what a killed worker left is taken up within a minute.
 */
const LEASE_MS = { poll: 45_000, read: 45_000, send: 30_000 };

/** Nothing was done: the row is not due, another worker has it, or Wirewatch stops. */
export type Skipped = { kind: 'skipped' };

/** What came of a poll. */
export type PollResult = Skipped | { kind: 'polled'; outcome: string; reason: string | null; newItems: number };

/** ms until a feed is polled again after a fault of our own. */
const AFTER_FAULT_MS = 60_000;

/** Polls a feed that is due: fetches it, reads it, stores the items it did not have before, and sets the next poll. */
export async function pollFeed(pipeline: Pipeline, feedId: string): Promise<PollResult> {
  const { db } = pipeline;
  const feed = await lease(db, 'feeds', feedId, LEASE_MS.poll);
  if (!feed) return { kind: 'skipped' };
  try {
    return await pollLeasedFeed(pipeline, feed);
  } catch (error) {
    const reason = `a fault in Wirewatch: ${String(error)}`;
    await recordPoll(db, feed, {
      outcome: 'fault',
      status: null,
      reason,
      failed: true,
      gone: false,
      nextPollInMs: Math.max(feed.everyMs ?? 0, AFTER_FAULT_MS),
    });
    throw error;
  }
}

async function pollLeasedFeed(pipeline: Pipeline, feed: FeedRow): Promise<PollResult> {
  const { db, http, parser } = pipeline;
  const fetched = await fetchFeed(http, feed);
  // What waits for a reader waits behind others, as long as they take.
  if (fetched.kind === 'modified') await renew(db, 'feeds', feed, LEASE_MS.poll);
  const read = fetched.kind === 'modified' ? await parser.parse(fetched) : null;
  if (pipeline.stopping.aborted) {
    await giveBack(db, 'feeds', feed);
    return { kind: 'skipped' };
  }
  const unreadable = read?.kind === 'unreadable';
  const outcome = unreadable ? 'unreadable' : fetched.kind;
  const reason = unreadable ? read.reason : fetched.reason;
  const failed = outcome !== 'modified' && outcome !== 'notModified';
  const now = new Date();
  const news = read?.kind === 'parsed' ? sortNews(read.feed.items, feed, now) : [];
  const nextPollInMs = nextPollDelay(
    {
      everyMs: feed.everyMs,
      outcome,
      retryAfterMs: fetched.kind === 'throttled' ? fetched.retryAfterMs : null,
      failures: failed ? feed.failures + 1 : 0,
      itemTimes: await recentItemTimes(db, feed.id),
      now,
    },
    Math.random(),
  );
  const newItems = await recordPoll(db, feed, {
    outcome,
    status: fetched.status,
    reason,
    // What could not be read is fetched whole again: its validators would only bring a 304.
    ...('etag' in fetched && !unreadable && { validators: { etag: fetched.etag, lastModified: fetched.lastModified } }),
    ...(read?.kind === 'parsed' && { read: { ...read.feed, items: news } }),
    failed,
    gone: outcome === 'gone',
    nextPollInMs,
    fromDue: nextPollInMs === feed.everyMs,
  });
  return newItems === null ? { kind: 'skipped' } : { kind: 'polled', outcome, reason, newItems };
}

function sortNews(items: FeedItem[], feed: FeedRow, now: Date): { item: FeedItem; state: 'baseline' | 'pending' }[] {
  const history = { addedAt: feed.addedAt, firstRead: feed.baselineAt === null, backfill: feed.backfill };
  return items.map((item) => ({ item, state: isNews(item, history, now) ? 'pending' : 'baseline' }));
}

/** What came of a feed item. */
export type ItemResult =
  | Skipped
  | { kind: 'known'; articleId: number }
  | {
      kind: 'read';
      articleId: number;
      source: Article['source'];
      reason: string | null;
      matches: string[];
      alerts: string[];
    };

/** A page read this recently (ms) is not read again for another feed that links to it. */
const FRESH_MS = 15 * 60_000;

/** ms until a page that could not be had for a passing reason is asked for again; after the last, the feed item's text stands. */
const READ_AGAIN_MS = [60_000, 5 * 60_000, 30 * 60_000];

/** Leases an item may use up before it is given up: each one beyond the readings was lost to a fault or a killed process. */
const MAX_LEASES = READ_AGAIN_MS.length + 6;

/**
 * Reads the article behind a feed item and matches it. Article, matches, alerts and pending deliveries are committed
 * together with the item. When the page cannot be had, what the feed item says is matched at once, and the page is
 * asked for again later where there is hope.
 */
export async function processItem(pipeline: Pipeline, feedItemId: number): Promise<ItemResult> {
  const { db } = pipeline;
  const item = await lease(db, 'feed_items', feedItemId, LEASE_MS.read);
  if (!item) return { kind: 'skipped' };
  if (item.fence > MAX_LEASES) {
    await deferFeedItem(db, item, { reason: `given up: the work on it was lost too often`, retryInMs: null });
    return { kind: 'skipped' };
  }
  const retryInMs = item.fence < MAX_LEASES ? READ_AGAIN_MS[0]! : null;
  try {
    return await readItem(pipeline, item);
  } catch (error) {
    await deferFeedItem(db, item, { reason: `a fault in Wirewatch: ${String(error)}`, retryInMs });
    throw error;
  }
}

async function readItem(pipeline: Pipeline, item: FeedItemRow): Promise<ItemResult> {
  const { db } = pipeline;
  const address = item.link === null ? null : normalizeUrl(item.link);
  const known = address && (await findFreshArticle(db, address, FRESH_MS));
  if (known) {
    await linkFeedItem(db, item, known);
    return { kind: 'known', articleId: known };
  }

  const page = await fetchPage(pipeline, item.link, () => renew(db, 'feed_items', item, LEASE_MS.read));
  if (pipeline.stopping.aborted) {
    await giveBack(db, 'feed_items', item);
    return { kind: 'skipped' };
  }
  const article = await composeArticle(item, await findFeed(db, item.feedId), page);
  const matches = matchArticle(pipeline, article);
  const again = page.kind === 'unavailable' && page.passing ? READ_AGAIN_MS[item.attempts] : undefined;
  const committed = await commitArticle(db, {
    item,
    article,
    storyKeys: [
      ...storyKeys(article, { matchedInText: matches.some(({ evidence }) => isMetInText(evidence)) }),
      `item:${item.feedId} ${item.guid}`,
    ],
    matches,
    readAgain: again === undefined ? null : { inMs: again },
    reason: page.kind === 'unavailable' ? page.reason : null,
  });
  if (committed.kind === 'lost') return { kind: 'skipped' };
  return {
    kind: 'read',
    articleId: committed.articleId,
    source: article.source,
    reason: page.kind === 'unavailable' ? page.reason : null,
    matches: matches.map(({ watch }) => watch.id),
    alerts: committed.alerts.map(({ id }) => id),
  };
}

function matchArticle({ index, watches, log }: Pipeline, article: Article): { watch: Watch; evidence: Evidence }[] {
  return index.match(article).flatMap((result) => {
    const watch = watches.get(result.watchId);
    if (result.kind === 'matched' && watch) return [{ watch, evidence: result.evidence }];
    if (result.kind === 'failed')
      log.error({ watchId: result.watchId, url: article.url, reason: result.reason }, 'a watch failed');
    return [];
  });
}

/** What came of a delivery. */
export type DeliveryResult =
  | Skipped
  | { kind: 'attempted'; outcome: AttemptOutcome; receiverId: string; watchId: string; attempt: number };

/** Makes one attempt at a delivery that is due, and writes down what came of it. */
export async function sendDelivery(pipeline: Pipeline, deliveryId: string): Promise<DeliveryResult> {
  const begun = await beginAttempt(pipeline.db, deliveryId, LEASE_MS.send);
  if (!begun) return { kind: 'skipped' };
  const { receiverId, attempt, alert } = begun.delivery;
  const settle = (outcome: AttemptOutcome) => finishAttempt(pipeline.db, begun, outcome, nextAttempt(attempt, outcome));
  try {
    const outcome: AttemptOutcome =
      attempt > MAX_ATTEMPTS
        ? { kind: 'dead', reason: `given up after ${MAX_ATTEMPTS} attempts, the last of which nobody finished` }
        : await attemptDelivery(pipeline, begun.delivery);
    await settle(outcome);
    return { kind: 'attempted', outcome, receiverId, watchId: alert.watch.id, attempt };
  } catch (error) {
    await settle({ kind: 'unknown', reason: `a fault in Wirewatch: ${String(error)}` });
    throw error;
  }
}

async function attemptDelivery({ receivers, channels }: Pipeline, delivery: Delivery): Promise<AttemptOutcome> {
  const receiver = receivers.get(delivery.receiverId);
  if (receiver) return channels.send(receiver, delivery);
  return { kind: 'dead', reason: `the receiver ${delivery.receiverId} is no longer in the configuration` };
}
