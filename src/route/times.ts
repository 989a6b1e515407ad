import { Temporal } from 'temporal-polyfill';
import type { DigestTimes, Route, Routing, TimeInterval, TimePart } from '../model/route.ts';

/** What is looked for is looked for so far ahead; what waits longer is looked at again then. */
const HORIZON_DAYS = 366;

const DAY_MINUTES = 24 * 60;

/** Whether an instant is in an interval, by the clock on the wall: an hour that is repeated is in it both times. */
export function isWithin({ parts }: TimeInterval, instant: Date): boolean {
  return parts.some((part) => holdsAt(part, zoned(instant, part.location)));
}

/** A range that goes on into the next day belongs to the day on which it began. */
function holdsAt(part: TimePart, at: Temporal.ZonedDateTime): boolean {
  const today = at.toPlainDate();
  if (part.times.length === 0) return isDayOf(part, today);
  const minute = at.hour * 60 + at.minute;
  const begunToday = part.times.some(({ from, to }) => minute >= from && (to <= from || minute < to));
  const begunBefore = part.times.some(({ from, to }) => to <= from && minute < to);
  return (begunToday && isDayOf(part, today)) || (begunBefore && isDayOf(part, today.subtract({ days: 1 })));
}

function isDayOf({ weekdays, daysOfMonth, months, years }: TimePart, day: Temporal.PlainDate): boolean {
  return (
    isIn(weekdays, day.dayOfWeek) &&
    isIn(
      daysOfMonth.map(({ from, to }) => ({ from: countedFromStart(from, day), to: countedFromStart(to, day) })),
      day.day,
    ) &&
    isIn(months, day.month) &&
    isIn(years, day.year)
  );
}

function isIn(ranges: readonly { from: number; to: number }[], value: number): boolean {
  return ranges.length === 0 || ranges.some(({ from, to }) => from <= value && value <= to);
}

/** -1 is the last day of the month. One that the month does not have lies outside of it. */
function countedFromStart(dayOfMonth: number, { daysInMonth }: Temporal.PlainDate): number {
  return dayOfMonth < 0 ? daysInMonth + 1 + dayOfMonth : dayOfMonth;
}

/**
 * The first instant at which a route lets go what waits at `instant`: when none of the intervals that mute it holds, and one
 * of those in which it is active does, if there are any. Null: nothing waits now. It is looked for a year ahead; where nothing
 * would go out for longer than that, what is given is the end of the year, at which something waits still.
 */
export function waitsUntil(
  { intervals }: Pick<Routing, 'intervals'>,
  { mutes, actives }: Pick<Route, 'mutes' | 'actives'>,
  instant: Date,
): Date | null {
  const route = { mutes, actives };
  if (!waitsAt({ intervals }, route, instant)) return null;
  const named = [...mutes, ...actives].map((name) => intervalNamed(name, intervals));
  for (const change of changesAfter(instant, named)) {
    if (!waitsAt({ intervals }, route, change)) return change;
  }
  return dateOf(zoned(instant, 'UTC').add({ days: HORIZON_DAYS }));
}

/** Whether something waits by the times of a route; asked far cheaper than until when. */
export function waitsAt(
  { intervals }: Pick<Routing, 'intervals'>,
  { mutes, actives }: Pick<Route, 'mutes' | 'actives'>,
  instant: Date,
): boolean {
  const holds = (name: string) => isWithin(intervalNamed(name, intervals), instant);
  return mutes.some(holds) || (actives.length > 0 && !actives.some(holds));
}

function intervalNamed(name: string, intervals: readonly TimeInterval[]): TimeInterval {
  const found = intervals.find((interval) => interval.name === name);
  if (!found) throw new Error(`there is no time interval ${name}`);
  return found;
}

/** All instants after one at which an interval may begin or end, in their order, up to the horizon. */
function* changesAfter(instant: Date, intervals: readonly TimeInterval[]): Generator<Date> {
  const parts = Map.groupBy(
    intervals.flatMap((interval) => interval.parts),
    ({ location }) => location,
  );
  const clocks = [...parts].map(([location, its]) => clockOf(location, its, instant));
  let found: number[] = [];
  for (let day = 0; day < HORIZON_DAYS; day += 1) {
    const days = clocks.map((clock) => clock(day));
    found.push(...days.flatMap(({ changes }) => changes));
    // It is not the same day everywhere: what follows may come before what was found.
    const end = Math.min(...days.map((one) => one.end));
    const certain = found.filter((at) => at > instant.getTime() && at < end).toSorted((a, b) => a - b);
    found = found.filter((at) => at >= end);
    yield* certain.map((at) => new Date(at));
  }
}

/** The changes of a day in one time zone, counted from that of `instant`, and when the day ends; in ms since the epoch. */
function clockOf(location: string, parts: readonly TimePart[], instant: Date) {
  const minutes = new Set(parts.flatMap(({ times }) => times.flatMap(({ from, to }) => [from, to % DAY_MINUTES])));
  const first = zoned(instant, location).toPlainDate();
  // Of the clock itself: an hour that is skipped may hold the end of an interval.
  let jump = zoned(instant, location).getTimeZoneTransition('next');

  return (day: number) => {
    const date = first.add({ days: day });
    const start = date.toZonedDateTime(location);
    const end = date.add({ days: 1 }).toZonedDateTime(location).epochMilliseconds;
    const changes = [start.epochMilliseconds];
    for (const minute of minutes) {
      const wall = date.toPlainDateTime(timeAt(minute));
      for (const disambiguation of ['earlier', 'later'] as const)
        changes.push(wall.toZonedDateTime(location, { disambiguation }).epochMilliseconds);
    }
    while (jump && jump.epochMilliseconds < end) {
      changes.push(jump.epochMilliseconds);
      jump = jump.getTimeZoneTransition('next');
    }
    return { changes, end };
  };
}

function timeAt(minute: number): Temporal.PlainTime {
  return new Temporal.PlainTime(Math.floor(minute / 60), minute % 60);
}

/**
 * The first time of a digest strictly after an instant. A time that the clock skips on a day is the moment at which it goes on;
 * of one that comes twice, the first counts.
 */
export function nextDigest({ at, location }: DigestTimes, after: Date): Date {
  const today = zoned(after, location).toPlainDate();
  const times = at.map((time) => Temporal.PlainTime.from(time));
  // What was skipped on the day before is not after any instant of today, and each day has a time.
  const instants = [0, 1, 2]
    .map((days) => today.add({ days }))
    .flatMap((day) => times.map((time) => firstAt(day.toPlainDateTime(time), location)))
    .filter((instant) => instant > after.getTime());
  return new Date(Math.min(...instants));
}

function firstAt(wall: Temporal.PlainDateTime, location: string): number {
  const earlier = wall.toZonedDateTime(location, { disambiguation: 'earlier' });
  if (earlier.toPlainDateTime().equals(wall)) return earlier.epochMilliseconds;
  return earlier.getTimeZoneTransition('next')!.epochMilliseconds;
}

function zoned(instant: Date, location: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(location);
}

function dateOf(at: Temporal.ZonedDateTime): Date {
  return new Date(at.epochMilliseconds);
}
