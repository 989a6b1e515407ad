import { findClock } from './clock.ts';
import { findDay } from './day.ts';
import { simplified } from './simplify.ts';
import { isZoneName, minutesEast, spokenZone } from './time-zone.ts';

/** UTF-16 code units looked at: a date that stands further in is not the text's own. */
const MAX_LENGTH = 300;

/** What may stand between a day and its time, or before it. */
const BETWEEN = /^[\s,.|–—・·•@/()-]{0,5}(?:\p{L}[\p{L}\p{M}.-]{0,12}[,)]{0,2}[\s|–—・·(,-]{0,4}){0,2}$/u;
/** The zone beside a time. */
const ZONE =
  /^\s?(?:Uhr|น\.)?\s?[,(]?\s?((?:UTC|GMT)\s?[+\-−–]\s?\d{1,2}(?::?\d{2})?|[+\-−–]\d{2}:?\d{2}|[A-Z]{2,5}|Z)(?![\p{L}\d])\)?/u;
/** Years of dates that people read: others are numbers. */
const EARLIEST = Date.UTC(1990, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/** A date in a text, and the text without it. */
export interface FoundDate {
  /** Without a zone, which such texts seldom tell, it is taken as UTC. */
  date: Date;
  hasZone: boolean;
  rest: string;
}

/**
 * The first date in a piece of text that people read, such as a byline, with its time of day and zone if these stand
 * beside it; or null.
 *
 * @param dayFirst How `3/4/2026` is meant: 3 April (true) or 4 March; null where nothing tells.
 * @param language Whose names of months come first, ISO 639-1, or null.
 */
export function findDate(text: string, dayFirst: boolean | null, language: string | null = null): FoundDate | null {
  const given = text.slice(0, MAX_LENGTH);
  // Most lines hold none.
  if (!/\p{Nd}/u.test(given)) return null;
  const start = withSpaces(simplified(given));
  const day = findDay(start, dayFirst, language);
  if (!day || day.midnight < EARLIEST || day.midnight >= LATEST) return null;
  const before = start.slice(0, day.index);
  const after = start.slice(day.index + day.length);
  const behind = timeBehind(after, day.midnight);
  const ahead = behind ? null : timeBefore(before, day.midnight);
  return {
    date: new Date(day.midnight + (behind ?? ahead ?? { ms: 0 }).ms),
    hasZone: (behind ?? ahead)?.hasZone ?? false,
    rest: `${ahead ? before.slice(0, ahead.from) : before} ${after.slice(behind?.length ?? 0)}`,
  };
}

/** `Published:10` and `2026Ada`: words and numbers that markup kept apart. */
function withSpaces(text: string): string {
  return text.replace(/(?<=\p{L}\p{L}[\p{L}\p{M}]|[\p{L}\p{M}\s)][:：])(?=\d{1,4}[\s./-])/gu, ' ');
}

/** A time soon behind a day: `, 14:07 Uhr`, ` um 14.07`, ` | 14:07 CET`, ` kl. 14.07`, `23:52`, ` 5:30 p.m.`. */
function timeBehind(after: string, midnight: number): { ms: number; length: number; hasZone: boolean } | null {
  const clock = findClock(` ${after}`) ?? dotted(` ${after}`);
  if (!clock || clock.ms === null || clock.index > MAX_BETWEEN) return null;
  if (!BETWEEN.test(after.slice(0, Math.max(clock.index - 1, 0)))) return null;
  const end = clock.index - 1 + clock.length;
  const zone = zoneAt(after.slice(end), midnight + clock.ms);
  return { ms: clock.ms - zone.east * 60_000, length: end + zone.length, hasZone: zone.length > 0 };
}

/** A time directly before a day: `09:15, 10 November 2026`. */
function timeBefore(before: string, midnight: number): { ms: number; from: number; hasZone: boolean } | null {
  const clock = findClock(before);
  if (!clock || clock.ms === null) return null;
  const behind = before.slice(clock.index + clock.length);
  const zone = zoneAt(behind, midnight + clock.ms);
  const isBeside = behind.length <= MAX_BETWEEN && BETWEEN.test(behind.slice(zone.length));
  return isBeside ? { ms: clock.ms - zone.east * 60_000, from: clock.index, hasZone: zone.length > 0 } : null;
}

/** UTF-16 code units between day and time. */
const MAX_BETWEEN = 30;

function zoneAt(text: string, local: number): { east: number; length: number } {
  const [whole = '', zone = ''] = ZONE.exec(text) ?? [];
  const isKnown = zone !== '' && (!/^[A-Z]+$/.test(zone) || isZoneName(zone));
  const east = isKnown ? minutesEast(zone, local) : null;
  if (east !== null) return { east, length: whole.length };
  const spoken = spokenZone(text.slice(0, MAX_BETWEEN));
  return spoken ? { east: minutesEast(spoken.zone, local) ?? 0, length: spoken.length } : { east: 0, length: 0 };
}

/** `14.07` behind a day. */
function dotted(after: string): { ms: number; index: number; length: number } | null {
  const found = /(?<![\d.])([01]?\d|2[0-3])\.([0-5]\d)(?![\d.])/.exec(after);
  return (
    found && { ms: (Number(found[1]) * 60 + Number(found[2])) * 60_000, index: found.index, length: found[0].length }
  );
}
