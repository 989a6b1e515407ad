import type { PublisherSchedule } from '../../model/feed.ts';

const HOUR_MS = 3_600_000;
const HOURS_OF_A_WEEK = 24 * 7;

/**
 * The first instant, from `at` on, in no hour and on no day that the publisher wants to be spared (RSS 2.0 `skipHours`,
 * `skipDays`; both in UTC). `at` itself where the publisher wants to be spared always: that cannot be meant.
 */
export function afterSkipped({ skipHours, skipDays }: Omit<PublisherSchedule, 'everyMs'>, at: Date): Date {
  const startOfHour = at.getTime() - (at.getTime() % HOUR_MS);
  for (let hours = 0; hours < HOURS_OF_A_WEEK; hours += 1) {
    const time = new Date(Math.max(at.getTime(), startOfHour + hours * HOUR_MS));
    if (!skipHours.includes(time.getUTCHours()) && !skipDays.includes(time.getUTCDay())) return time;
  }
  return at;
}
