import { hash } from 'node:crypto';
import type { Channels } from './alert/channels.ts';
import { MAX_ATTEMPTS, nextAttempt } from './alert/retry.ts';
import { composeArticle } from './extract/compose.ts';
import type { Extractor } from './extract/extractor.ts';
import { fetchPage } from './extract/page/fetch-page.ts';
import { targetOf } from './extract/page/news-search.ts';
import type { Robots } from './extract/page/robots.ts';
import { documentOf, fetchFeed, patienceFor } from './feed/polling/fetch.ts';
import { classifyPoll } from './feed/polling/outcome.ts';
import { decideNextPoll, type PollBounds } from './feed/polling/schedule.ts';
import type { FeedParser } from './feed/readers/parse.ts';
import type { Logger } from './log.ts';
import { isMetInText } from './match/evidence/evidence.ts';
import type { WatchIndex } from './match/index/watch-index.ts';
import type { Article, AttemptOutcome, Delivery, Evidence, Receiver, Watch } from './model.ts';
import type { HttpClient } from './net/http.ts';
import { normalizeUrl } from './net/url.ts';
import { pollNews, pollRecord, questionFor, rhythmOf } from './pipeline/poll-record.ts';
import { withLease } from './pipeline/with-lease.ts';
import { beginAttempt, finishAttempt } from './store/alerts/deliveries.ts';
import type { Database } from './store/database.ts';
import { type FeedRow, findFeed, recordNews, recordPoll } from './store/feeds/feeds.ts';
import { distrustHub, isPushed } from './store/feeds/subscriptions.ts';
import { deferFeedItem, type FeedItemRow, linkFeedItem } from './store/items/feed-items.ts';
import { commitArticle, findFreshArticle } from './store/stories/articles.ts';
import { giveBack, lease, leaseAll, postpone } from './store/work/work.ts';
import { storyKeys } from './story/fingerprint.ts';

/** What the pipeline works with; wired in workers/index.ts. */
export interface Pipeline {
  db: Database;
  http: HttpClient;
  parser: FeedParser;
  /** Between which bounds the intervals of feeds adapt. */
  bounds: PollBounds;
  extractor: Extractor;
  robots: Robots;
  index: WatchIndex;
  watches: ReadonlyMap<string, Watch>;
  receivers: ReadonlyMap<string, Receiver>;
  channels: Channels;
  /** ms a worker that was killed keeps a row it was at work on. */
  leaseMs: Record<'poll' | 'read' | 'send', number>;
  log: Logger;
  /** Aborted when Wirewatch stops: what the network then says is our doing, and is not written down. */
  stopping: AbortSignal;
}

/** Nothing was done: the row is not due, another worker has it, or Wirewatch stops. */
export type Skipped = { kind: 'skipped' };

/** What came of a poll. */
export type PollResult =
  | Skipped
  | {
      kind: 'polled';
      feedId: string;
      outcome: string;
      reason: string;
      newItems: number;
      refusedItems: number;
      durationMs: number;
    };

/** ms until a feed is polled again after a fault of our own. */
const AFTER_FAULT_MS = 60_000;

/**
 * Polls those of the feeds that are due, all at once: fetches each, reads it, stores the items it did not have before,
 * and sets the next poll. @throws when Wirewatch has a fault, after all of them have been dealt with.
 */
export async function pollFeeds(pipeline: Pipeline, feedIds: string[]): Promise<PollResult[]> {
  const feeds = await leaseAll(pipeline.db, 'feeds', feedIds, pipeline.leaseMs.poll);
  const polls = await Promise.allSettled(feeds.map((feed) => pollFeed(pipeline, feed)));
  return polls.map((poll) => {
    if (poll.status === 'rejected') throw poll.reason;
    return poll.value;
  });
}

async function pollFeed(pipeline: Pipeline, feed: FeedRow): Promise<PollResult> {
  try {
    const leased = { table: 'feeds' as const, row: feed, leaseMs: pipeline.leaseMs.poll };
    return await withLease(pipeline, leased, () => pollLeasedFeed(pipeline, feed));
  } catch (error) {
    await recordPoll(pipeline.db, feed, {
      outcome: 'fault',
      status: null,
      reason: `a fault in Wirewatch: ${String(error)}`,
      next: {
        inMs: Math.max(feed.everyMs ?? 0, AFTER_FAULT_MS),
        fromDue: false,
        failures: feed.failures + 1,
        stop: false,
      },
    });
    throw error;
  }
}

async function pollLeasedFeed(pipeline: Pipeline, feed: FeedRow): Promise<PollResult> {
  const { db, http, parser, bounds } = pipeline;
  const leasedAt = Date.now();
  const question = questionFor(feed, new Date(leasedAt));
  const result = await fetchFeed(http, question.url, question.validators, patienceFor(feed));
  const tookMs = Date.now() - leasedAt;
  const document = documentOf(result);
  const bodyHash = document && hash('sha256', document.body);
  const reading = document && (bodyHash === feed.bodyHash ? 'same' : await parser.parse(document));
  if (pipeline.stopping.aborted) {
    await giveBack(db, 'feeds', feed);
    return { kind: 'skipped' };
  }
  const now = new Date();
  const outcome = classifyPoll({ result, reading }, question, now);
  if (outcome.kind === 'postponed') {
    await postpone(db, 'feeds', feed, outcome.inMs);
    return { kind: 'skipped' };
  }
  const pushed = feed.hubs.length > 0 && (await isPushed(db, feed.id));
  const settle = (itemTimes: Date[]) => {
    const rhythm = rhythmOf(feed, itemTimes, pushed);
    return pollRecord(feed, question, outcome, decideNextPoll(outcome, rhythm, bounds, now, Math.random()), tookMs);
  };
  const news = 'news' in outcome ? outcome.news : null;
  const stored =
    news && bodyHash !== null
      ? await recordNews(db, feed, pollNews(news, bodyHash, feed, now), settle)
      : (await recordPoll(db, feed, settle(feed.itemTimes))) && { newItems: 0, refused: [] };
  if (!stored) return { kind: 'skipped' };
  if (pushed && stored.newItems > 0) await distrustHub(db, feed.id);
  return {
    kind: 'polled',
    feedId: feed.id,
    outcome: outcome.kind,
    reason: outcome.reason,
    newItems: stored.newItems,
    refusedItems: stored.refused.length,
    durationMs: Date.now() - leasedAt,
  };
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
  const leaseMs = pipeline.leaseMs.read;
  const item = await lease(db, 'feed_items', feedItemId, leaseMs);
  if (!item) return { kind: 'skipped' };
  if (item.leases > MAX_LEASES) {
    await deferFeedItem(db, item, { reason: `given up: the work on it was lost too often`, retryInMs: null });
    return { kind: 'skipped' };
  }
  const retryInMs = item.leases < MAX_LEASES ? READ_AGAIN_MS[0]! : null;
  try {
    return await withLease(pipeline, { table: 'feed_items', row: item, leaseMs }, () => readItem(pipeline, item));
  } catch (error) {
    await deferFeedItem(db, item, { reason: `a fault in Wirewatch: ${String(error)}`, retryInMs });
    throw error;
  }
}

async function readItem(pipeline: Pipeline, item: FeedItemRow): Promise<ItemResult> {
  const { db } = pipeline;
  const target = item.link === null ? null : targetOf(item.link);
  const address = item.link === null ? null : normalizeUrl(target?.kind === 'resolved' ? target.url : item.link);
  const known = address && (await findFreshArticle(db, address, FRESH_MS));
  if (known) {
    await linkFeedItem(db, item, known);
    return { kind: 'known', articleId: known };
  }

  const page = await fetchPage(pipeline, item.link);
  if (pipeline.stopping.aborted) {
    await giveBack(db, 'feed_items', item);
    return { kind: 'skipped' };
  }
  if (page.kind === 'postponed') {
    await postpone(db, 'feed_items', item, page.inMs);
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
  const leaseMs = pipeline.leaseMs.send;
  const begun = await beginAttempt(pipeline.db, deliveryId, leaseMs);
  if (!begun) return { kind: 'skipped' };
  const leased = { table: 'deliveries' as const, row: { id: deliveryId, fence: begun.fence }, leaseMs };
  const { receiverId, attempt, alert } = begun.delivery;
  const settle = (outcome: AttemptOutcome) => finishAttempt(pipeline.db, begun, outcome, nextAttempt(attempt, outcome));
  try {
    const outcome: AttemptOutcome =
      attempt > MAX_ATTEMPTS
        ? { kind: 'dead', reason: `given up after ${MAX_ATTEMPTS} attempts, the last of which nobody finished` }
        : await withLease(pipeline, leased, () => attemptDelivery(pipeline, begun.delivery));
    await settle(outcome);
    return { kind: 'attempted', outcome, receiverId, watchId: alert.watch.id, attempt };
  } catch (error) {
    await settle({ kind: 'unknown', reason: `a fault in Wirewatch: ${String(error)}` });
    throw error;
  }
}

/** ms an alert waits for a receiver that is not in the configuration, and between two looks at whether it is. */
const UNKNOWN_FOR_MS = 24 * 3_600_000;
const UNKNOWN_AGAIN_MS = 60_000;

async function attemptDelivery({ receivers, channels }: Pipeline, delivery: Delivery): Promise<AttemptOutcome> {
  const receiver = receivers.get(delivery.receiverId);
  if (receiver) return channels.send(receiver, delivery);
  const reason = `the receiver ${delivery.receiverId} is not in the configuration`;
  // Another process may have files that name it, or an edit may bring it back.
  return Date.now() - delivery.alert.createdAt.getTime() < UNKNOWN_FOR_MS
    ? { kind: 'postponed', reason, inMs: UNKNOWN_AGAIN_MS }
    : { kind: 'dead', reason };
}
