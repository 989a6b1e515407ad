import type { FetchOutcome } from './fetch.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Bounds of an interval that adapts to the feed. */
const SHORTEST_MS = 2 * MINUTE_MS;
const LONGEST_MS = 120 * MINUTE_MS;

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

/** What the next poll depends on. */
export interface PollFacts {
  /** The feed's fixed interval, or null: it adapts. */
  everyMs: number | null;
  /** How this poll ended. */
  outcome: FetchOutcome['kind'] | 'unreadable';
  /** What the server asked for, or null. */
  retryAfterMs: number | null;
  /** Failed polls in a row, this one included; 0 when it did not fail. */
  failures: number;
  /** When the feed's latest items appeared, in any order. */
  itemTimes: Date[];
  now: Date;
}

/**
 * ms until a feed is polled again.
 *
 * A fixed interval is kept whatever happens. An adaptive one follows the feed's rhythm between 2 minutes and 2 hours,
 * grows with each failure in a row up to a day, and is spread by 10 % either way. Both wait for what `Retry-After`
 * asked, a day at most. After `gone` the answer is a day, should anyone wish to look again.
 *
 * @param random From 0 to 1, for the spreading.
 */
export function nextPollDelay(facts: PollFacts, random: number): number {
  if (facts.outcome === 'gone') return DAY_MS;
  const asked = Math.min(facts.retryAfterMs ?? 0, DAY_MS);
  if (facts.everyMs !== null) return Math.max(facts.everyMs, asked);

  const growth = facts.outcome === 'throttled' ? BACK_OFF.throttled : BACK_OFF.failure;
  const backedOff = Math.min(publishingInterval(facts.itemTimes, facts.now) * growth ** facts.failures, DAY_MS);
  const spread = backedOff * (1 - JITTER + 2 * JITTER * random);
  // Never before the time that was asked for, and not all at once when it is over.
  const obeyed = asked * (1 + JITTER * random);
  return Math.round(Math.min(Math.max(spread, obeyed), DAY_MS));
}

/** The adaptive interval: half the mean time between the latest items, counting the silence since the last one. */
function publishingInterval(itemTimes: Date[], now: Date): number {
  const times = itemTimes
    .map((time) => Math.min(time.getTime(), now.getTime()))
    .sort((a, b) => b - a)
    .slice(0, RHYTHM_ITEMS);
  const oldest = times.at(-1);
  if (oldest === undefined) return UNKNOWN_RHYTHM_MS;
  const meanGap = (now.getTime() - oldest) / times.length;
  return Math.min(Math.max(meanGap / POLLS_PER_ITEM, SHORTEST_MS), LONGEST_MS);
}
