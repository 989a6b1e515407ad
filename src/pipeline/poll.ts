import { hash } from 'node:crypto';
import { documentOf, fetchFeed, patienceFor } from '../feed/polling/fetch.ts';
import { classifyPoll, type PollOutcome } from '../feed/polling/outcome.ts';
import { decideNextPoll } from '../feed/polling/schedule.ts';
import type { Database } from '../store/database.ts';
import { type LeasedFeed, type PollRecord, recordPoll, TIMES_KEPT } from '../store/feeds/polls.ts';
import { distrustHub, isPushed } from '../store/feeds/subscriptions.ts';
import { type InsertedItems, lockFeed, type NewItem, storingItems, unknownItems } from '../store/items/feed-items.ts';
import { isOutage } from '../store/outage.ts';
import { giveBack, postpone } from '../store/work/work.ts';
import type { Job } from './job.ts';
import { documentRecord, pollRecord, questionFor, rhythmOf, sortItems } from './poll-record.ts';
import type { Skipped } from './skipped.ts';
import { writeDown } from './write-down.ts';

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

/** Polls a feed: asks for its document, reads it if it is another one than before, and writes down what came of it. */
export async function pollLeasedFeed(job: Job, feed: LeasedFeed): Promise<PollResult> {
  const { db, parser, running } = job;
  const leasedAt = performance.now();
  const question = questionFor(feed, new Date());
  const result = await fetchFeed(running.http, question.url, question.validators, patienceFor(feed));
  const tookMs = Math.round(performance.now() - leasedAt);
  const document = documentOf(result);
  const bodyHash = document && hash('sha256', document.body);
  const reading = document && (bodyHash === feed.bodyHash ? 'same' : await parser.parse(document));
  if (job.stopping.aborted) {
    await giveBack(db, 'feed_work', feed);
    return { kind: 'skipped' };
  }

  const now = new Date();
  const outcome = classifyPoll({ result, reading }, question, now);
  if (outcome.kind === 'postponed') {
    await postpone(db, 'feed_work', feed, outcome.inMs);
    return { kind: 'skipped' };
  }
  const pushed = feed.hubs.length > 0 && (await isPushed(db, feed.id));
  const record = (itemTimes: Date[]): PollRecord => {
    const next = decideNextPoll(outcome, rhythmOf(feed, itemTimes, pushed), running.bounds, now, Math.random());
    return pollRecord(feed, question, outcome, next, tookMs);
  };
  const stored = await storePoll(db, feed, newsOf(outcome, feed, bodyHash, now), record);
  if (!stored) return { kind: 'skipped' };
  if (pushed && stored.times.length > 0) await distrustHub(db, feed.id);
  return {
    kind: 'polled',
    feedId: feed.id,
    outcome: outcome.kind,
    reason: outcome.reason,
    newItems: stored.times.length,
    refusedItems: stored.refused.length,
    durationMs: Math.round(performance.now() - leasedAt),
  };
}

/** What a document brought that is another one than before. */
export interface News {
  document: NonNullable<PollRecord['document']>;
  items: NewItem[];
}

function newsOf(outcome: PollOutcome, feed: LeasedFeed, bodyHash: string | null, now: Date): News | null {
  if (!('news' in outcome) || outcome.news === null || bodyHash === null) return null;
  return {
    document: documentRecord(outcome.news, bodyHash),
    items: sortItems(outcome.news.feed, feed, now),
  };
}

const NOTHING_NEW: InsertedItems = { times: [], refused: [] };

/**
 * Writes down a poll and the items it brought, all or nothing; null when the lease was lost meanwhile. An item that Postgres
 * refuses is left out and becomes one more warning.
 *
 * @param recordOf Told when the feed's latest items appeared, the new ones included; says what the poll leads to.
 */
export async function storePoll(
  db: Database,
  feed: LeasedFeed,
  news: News | null,
  recordOf: (itemTimes: Date[]) => PollRecord,
): Promise<InsertedItems | null> {
  const unknown = news ? await unknownItems(db, feed.id, news.items) : [];
  if (unknown.length === 0) {
    const record = { ...recordOf(feed.itemTimes), ...(news && { document: news.document }) };
    return (await recordPoll(db, feed, record)) ? NOTHING_NEW : null;
  }
  return storingItems(db, async (trx, insert) => {
    if (!(await lockFeed(trx, feed.id, { kind: 'leased', fence: feed.fence }))) return null;
    const inserted = await insert(trx, feed.id, unknown);
    const times = [...inserted.times, ...feed.itemTimes].sort((a, b) => b.getTime() - a.getTime()).slice(0, TIMES_KEPT);
    const refused = inserted.refused.map(({ guid, reason }) => `not stored: item ${guid} (${reason})`);
    const recorded = await recordPoll(trx, feed, {
      ...recordOf(times),
      document: { ...news!.document, warnings: [...news!.document.warnings, ...refused] },
      ...(inserted.times.length > 0 && {
        // What the baseline holds came out before.
        items: { count: inserted.times.length, times, lastAt: feed.baselineAt === null ? times[0]! : new Date() },
      }),
    });
    return recorded ? inserted : null;
  });
}

/** ms until a feed is polled again after a fault of our own. */
const AFTER_FAULT_MS = 60_000;

/** Writes down a fault of our own as what came of the poll, and throws it on. That the database was away is none. */
export function recordPollFault(job: Job, feed: LeasedFeed): (fault: unknown) => Promise<never> {
  const { db, leaseMs } = job;
  return async (fault) => {
    // Nothing is wrong with the feed: it is polled again as soon as there is a database.
    if (isOutage(fault)) {
      await writeDown(job, () => giveBack(db, 'feed_work', feed), leaseMs);
      throw fault;
    }
    const inMs = Math.max(feed.everyMs ?? 0, AFTER_FAULT_MS);
    await recordPoll(db, feed, {
      outcome: 'fault',
      status: null,
      reason: `a fault in Wirewatch: ${String(fault)}`,
      next: { inMs, fromDue: false, failures: feed.failures + 1, stop: false },
    });
    throw fault;
  };
}
