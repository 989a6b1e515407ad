import type { PublisherSchedule } from '../../model/feed.ts';
import type { PollOutcome } from './outcome.ts';
import { afterSkipped } from './skipped-times.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** While nothing is known of a feed's rhythm. */
const UNKNOWN_RHYTHM_MS = 15 * MINUTE_MS;

/** Polls in the time the feed needs for one item, so that an item waits half of the interval on average. */
const POLLS_PER_ITEM = 2;

/** Items that make a rhythm: enough to even out bursts, few enough to follow a change within a day or two. */
const RHYTHM_ITEMS = 20;

/** Each failure in a row stretches the interval by this. Throttling is no fault of the feed, and says itself how long. */
const BACK_OFF = { failure: 2, throttled: 1.5 };

/** Share of the interval by which polls are spread, so that feeds do not stay in step. */
const JITTER = 0.1;

/** Share of the first interval that passes at least; feeds that were added together part within the rest of it. */
const FIRST_SHARE = 0.25;

/** ms between polls while a hub tells of news: they only make sure that it still does. */
const PUSHED_MS = 2 * HOUR_MS;

/** Bounds that the operator sets to an interval that adapts, in ms. News is to be heard within minutes, and no feed asked every few seconds. */
export interface PollBounds {
  minMs: number;
  maxMs: number;
}

/** What is known of a feed beside the outcome of this poll. */
export interface FeedRhythm {
  /** The feed's fixed interval, or null: it adapts. */
  everyMs: number | null;
  /** Failed polls in a row before this one. */
  failures: number;
  /** When the feed's latest items appeared, in any order, those of this poll included. */
  itemTimes: Date[];
  /** What the feed asked of those who poll it, when it was read last. */
  asked: PublisherSchedule;
  /** ms for which the last good answer before this one was to stay right, or null. */
  freshMs: number | null;
  /** True until it has been read once. */
  firstRead: boolean;
  /** True while a hub sends us the feed's news. */
  pushed: boolean;
}

/** What a poll leads to. */
export interface NextPoll {
  /** ms until the next one. */
  inMs: number;
  /** Counted from when this poll was due, not from now: so the interval is kept on average, however late a poll is. */
  fromDue: boolean;
  /** Failed polls in a row from now on. */
  failures: number;
  /** The feed is not to be polled again. */
  stop: boolean;
}

/**
 * Decides from the outcome of a poll when the next one is; docs/polling.md shows the rules as a table.
 *
 * @param random From 0 to 1, for the spreading.
 */
export function decideNextPoll(
  outcome: PollOutcome,
  feed: FeedRhythm,
  bounds: PollBounds,
  now: Date,
  random: number,
): NextPoll {
  switch (outcome.kind) {
    case 'gone':
      return { inMs: DAY_MS, fromDue: false, failures: feed.failures + 1, stop: true };
    case 'postponed':
      return { inMs: outcome.inMs, fromDue: false, failures: feed.failures, stop: false };
    case 'modified':
    case 'notModified':
    case 'moved':
      return { ...afterSuccess(outcome, feed, bounds, now, random), failures: 0, stop: false };
    default:
      return { ...afterFailure(outcome, feed, bounds, now, random), failures: feed.failures + 1, stop: false };
  }
}

function afterSuccess(
  outcome: Extract<PollOutcome, { kind: 'modified' | 'notModified' | 'moved' }>,
  feed: FeedRhythm,
  bounds: PollBounds,
  now: Date,
  random: number,
): Pick<NextPoll, 'inMs' | 'fromDue'> {
  const spread = (ms: number) =>
    Math.round(feed.firstRead ? ms * between(FIRST_SHARE, 1, random) : jittered(ms, random));
  if (feed.everyMs !== null) return { inMs: spread(feed.everyMs), fromDue: !feed.firstRead };

  const asked = 'news' in outcome && outcome.news ? outcome.news.feed.schedule : feed.asked;
  // A 304 without cache headers leaves those of the document in force (RFC 9111 §4.3.4).
  const freshMs = outcome.freshMs ?? (outcome.status === 304 ? feed.freshMs : null);
  const own = feed.pushed ? PUSHED_MS : publishingInterval(feed.itemTimes, now);
  const wanted = Math.max(own, asked.everyMs ?? 0);
  const interval = clamp(wanted, bounds);
  // What is fresh stays so to the last second: the spreading must not go below it.
  const inMs = clamp(Math.max(spread(interval), freshMs ?? 0), bounds);
  return { inMs: Math.min(inMs + msOfSkippedTimes(asked, now, inMs), Math.max(inMs, bounds.maxMs)), fromDue: false };
}

/** ms by which a poll is put off that would fall into an hour or on a day the publisher wants to be spared. */
function msOfSkippedTimes(asked: PublisherSchedule, now: Date, inMs: number): number {
  const at = new Date(now.getTime() + inMs);
  return afterSkipped(asked, at).getTime() - at.getTime();
}

function afterFailure(
  outcome: Extract<PollOutcome, { kind: 'throttled' | 'temporary' | 'permanent' | 'unreadable' }>,
  feed: FeedRhythm,
  bounds: PollBounds,
  now: Date,
  random: number,
): Pick<NextPoll, 'inMs' | 'fromDue'> {
  const growth = outcome.kind === 'throttled' ? BACK_OFF.throttled : BACK_OFF.failure;
  const usual = feed.everyMs ?? clamp(publishingInterval(feed.itemTimes, now), bounds);
  // An interval that the operator fixed grows too, but never beyond what an adaptive one may be in good times.
  const longest = feed.everyMs === null ? DAY_MS : Math.max(feed.everyMs, bounds.maxMs);
  const backedOff = Math.min(usual * growth ** (feed.failures + 1), longest);
  const retryAfterMs = outcome.kind === 'throttled' ? Math.min(outcome.retryAfterMs ?? 0, DAY_MS) : 0;
  // Never before the time that was asked for, and not all at once when it is over.
  const obeyed = retryAfterMs * (1 + JITTER * random);
  return { inMs: Math.round(Math.min(Math.max(jittered(backedOff, random), obeyed), DAY_MS)), fromDue: false };
}

/** Half the mean time between the latest items, counting the silence since the last one. */
function publishingInterval(itemTimes: Date[], now: Date): number {
  const times = itemTimes
    .map((time) => Math.min(time.getTime(), now.getTime()))
    .sort((a, b) => b - a)
    .slice(0, RHYTHM_ITEMS);
  const oldest = times.at(-1);
  if (oldest === undefined) return UNKNOWN_RHYTHM_MS;
  const meanGap = (now.getTime() - oldest) / times.length;
  return meanGap / POLLS_PER_ITEM;
}

function clamp(ms: number, { minMs, maxMs }: PollBounds): number {
  return Math.min(Math.max(ms, minMs), maxMs);
}

function jittered(ms: number, random: number): number {
  return ms * between(1 - JITTER, 1 + JITTER, random);
}

function between(low: number, high: number, random: number): number {
  return low + (high - low) * random;
}
