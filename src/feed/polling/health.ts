import type { FeedHabit } from '../../model/feed.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How far back a habit is looked for (ms): four weeks even out weekends and holidays. */
export const HABIT_MS = 28 * DAY_MS;

/** A habit needs this many items over this many ms. */
const ENOUGH = { items: 10, ms: 2 * DAY_MS };

/** Before a week was seen, nobody knows whether the feed rests at weekends: three days of silence are nothing unusual. */
const WEEK_MS = 7 * DAY_MS;
const WEEKEND_MS = 3 * DAY_MS;

/** A silence is told of once it is this many times as long as any before, and so many items are missing. */
const SILENCE = { times: 1.5, missingItems: 5 };

/** Failed polls in a row until a feed counts as failing; 24 h at the latest. A certificate does not mend itself. */
const FAILURES: Record<string, number> = { certificate: 2, permanent: 3, unreadable: 3 };
const LONG_MS = DAY_MS;

/** What operators must know of a feed: it fails, it was withdrawn, or it is silent beyond its habit. */
export interface Trouble {
  kind: 'failing' | 'gone' | 'silent';
  /** For operators, on one line. */
  reason: string;
}

/** What is known of a feed between two polls. */
export interface FeedCondition {
  gone: boolean;
  /** Failed polls in a row. */
  failures: number;
  failingSince: Date | null;
  /** The last poll, in one word and in more; null before the first. */
  lastOutcome: string | null;
  lastReason: string | null;
  /** When the last new item was seen. */
  lastItemAt: Date | null;
  habit: FeedHabit | null;
  /** Troubles that are told of already. */
  known: Trouble['kind'][];
}

/**
 * The habit of a feed by the times its items appeared, in any order; null when too little is known. Items older than
 * {@link HABIT_MS} do not count.
 */
export function habitOf(itemTimes: Date[], now: Date): FeedHabit | null {
  const times = itemTimes
    .map((time) => time.getTime())
    .filter((time) => time > now.getTime() - HABIT_MS && time <= now.getTime())
    .sort((a, b) => a - b);
  const spanMs = (times.at(-1) ?? 0) - (times[0] ?? 0);
  if (times.length < ENOUGH.items || spanMs < ENOUGH.ms) return null;
  const hours = Array.from({ length: 24 }, () => 0);
  for (const time of times) hours[new Date(time).getUTCHours()]! += 1 / times.length;
  const longestGapMs = Math.max(...times.slice(1).map((time, index) => time - times[index]!));
  return {
    itemsPerDay: (times.length * DAY_MS) / spanMs,
    hours,
    usualGapMs: spanMs < WEEK_MS ? Math.max(longestGapMs, WEEKEND_MS) : longestGapMs,
  };
}

/** What operators must know of a feed now. A feed that fails is not told of as silent, too. */
export function troublesOf(feed: FeedCondition, now: Date): Trouble[] {
  if (feed.gone) return [{ kind: 'gone', reason: feed.lastReason ?? 'withdrawn for good' }];
  const failing = failureOf(feed, now) ?? silenceOf(feed, now);
  return failing ? [failing] : [];
}

/** Once told of, a failure lasts until a poll succeeds, whatever it changes into meanwhile. */
function failureOf(
  { failures, failingSince, lastOutcome, lastReason, known }: FeedCondition,
  now: Date,
): Trouble | null {
  if (failures === 0) return null;
  const lastsMs = failingSince ? now.getTime() - failingSince.getTime() : 0;
  const enough = FAILURES[lastOutcome ?? ''] ?? Number.POSITIVE_INFINITY;
  if (failures < enough && lastsMs < LONG_MS && !known.includes('failing')) return null;
  return { kind: 'failing', reason: `${lastReason ?? lastOutcome}` };
}

function silenceOf({ habit, lastItemAt }: FeedCondition, now: Date): Trouble | null {
  if (!habit || !lastItemAt) return null;
  const silenceMs = now.getTime() - lastItemAt.getTime();
  if (silenceMs <= habit.usualGapMs * SILENCE.times) return null;
  if (itemsMissing(habit, lastItemAt, now) < SILENCE.missingItems) return null;
  const usually = `usually ${inWords(habit.itemsPerDay)} items a day, never more than ${hours(habit.usualGapMs)} without one`;
  return { kind: 'silent', reason: `no new item for ${hours(silenceMs)}; ${usually}` };
}

/** How many items the feed would have brought by now, by its usual hours. */
function itemsMissing({ itemsPerDay, hours: shares }: FeedHabit, since: Date, now: Date): number {
  const days = Math.floor((now.getTime() - since.getTime()) / DAY_MS);
  let missing = days * itemsPerDay;
  for (let at = since.getTime() + days * DAY_MS; at < now.getTime(); at += HOUR_MS) {
    missing += itemsPerDay * shares[new Date(at).getUTCHours()]!;
  }
  return missing;
}

function inWords(itemsPerDay: number): string {
  return itemsPerDay >= 10 ? String(Math.round(itemsPerDay)) : itemsPerDay.toFixed(1);
}

function hours(ms: number): string {
  return ms >= 3 * DAY_MS ? `${Math.round(ms / DAY_MS)} days` : `${Math.round(ms / HOUR_MS)} hours`;
}
