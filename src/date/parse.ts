import { findClock } from './clock.ts';
import { dayAlone, type FoundDay, findDay } from './day.ts';
import { simplified } from './simplify.ts';
import { isZoneName, minutesEast, withShortZones } from './time-zone.ts';
import { weekdayIn } from './weekday.ts';

/** No date is longer, with the tags around it. */
const MAX_CHARACTERS = 300;
/** Without tags. */
const MAX_TEXT = 120;

/** Older than any feed: a publisher's clock or software at fault, as in the frequent 1 January 1970. */
const EARLIEST = Date.UTC(1990, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/** What most feeds write, and the platform reads as it is meant: days that every month has, in RFC 3339 or RFC 822. */
const USUAL =
  /^(?:\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,3})?(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d)|(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(?:0?[1-9]|1\d|2[0-8]) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d (?:GMT|[+-](?:0\d|1[0-3])[0-5]\d))$/;

/** What is known of where a date is written. */
export interface DateHabits {
  /** How `3/4/2026` is meant: 3 April (true) or 4 March; null where nothing tells. */
  dayFirst: boolean | null;
  /** Whose names of months come first, ISO 639-1, or null. */
  language: string | null;
}
const UNKNOWN_HABITS: DateHabits = { dayFirst: null, language: null };

/** A zone: a name, an offset, a region, or several of them. */
const REGION = '[A-Z][A-Za-z_]+(?:\\/[A-Za-z0-9_+-]+){1,2}';
const OFFSET = '[+\\-−–]\\d{1,2}(?::?\\d{2})?(?::\\d{2})?';
const ZONE = new RegExp(
  `^\\s*[,(]?\\s?(?<zone>(?:(?:UTC|GMT|UT)\\s?${OFFSET}|${REGION}|${OFFSET}|[A-Za-zМСК]{1,5}\\s?${OFFSET}|\\d{4}(?!\\d|-)|\\d{2}:\\d{2}|Z|[A-Za-zМСК]{2,5})(?![\\p{L}\\d])|Z(?=\\[))\\)?`,
  'u',
);
const SECOND_ZONE =
  /^\s*(?:[([]\s?[\p{L}\d_/+:\- ]{1,60}[\])]|[+-]\d{2}(?::?\d{2})?(?!\d)|(?:[A-Z]{2,5}|[a-z]{3,4}|[A-Z][a-z]+\/[A-Za-z_]+)(?![\p{L}\d]))/u;

/**
 * The instant a date means, or null when it is none or lies outside 1990 to 2099. A date without a zone is taken as UTC,
 * one without a time as midnight.
 *
 * Read are ISO 8601 and its profiles (RFC 3339, RFC 9557, W3C), RFC 822, 850 and their successors, what C's `asctime` and
 * Java print, epoch seconds and milliseconds, and dates as people write them: day and time in either order, names of
 * months in some sixty languages, 年月日, 년월일, Buddhist and Solar Hijri years, 2.11.2026, 11/2/2026, `<time>`.
 */
export function parseDate(text: string, habits: DateHabits = UNKNOWN_HABITS): Date | null {
  return parseInstant(text, habits)?.at ?? null;
}

/** An instant as it was written. */
export interface WrittenInstant {
  at: Date;
  /** False: no zone stood there, and UTC was taken for it, so that it may be off by as much as zones are. */
  hasZone: boolean;
}

/** As {@link parseDate}, and whether it is sure. */
export function parseInstant(text: string, habits: DateHabits = UNKNOWN_HABITS): WrittenInstant | null {
  if (text.length > MAX_CHARACTERS) return null;
  if (USUAL.test(text)) return within(Date.parse(text), true);
  if (text.includes('<')) return parseMarkup(text, habits);
  const given = separated(simplified(text));
  if (given.length > MAX_TEXT) return null;
  if (/^-?\d{10}(?:\.\d+)?$|^\d{13}$|^\d{16}$/.test(given)) return within(epochMs(given), true);
  const clock = findClock(given);
  if (clock === null) return parseDay(given, habits);
  if (clock.ms === null) return null;
  const before = given.slice(0, clock.index);
  const after = given.slice(clock.index + clock.length);
  const { zone, rest } = readZone(after);
  const midnight = dayIn(`${withoutEnds(before)} ${withoutEnds(rest)}`.trim(), habits);
  return midnight === null ? null : instantOf(midnight.midnight + clock.ms, zone || midnight.zone);
}

/** What is written in one piece, and what is told twice, as other dates are. */
function separated(text: string): string {
  const plain = text
    // Of Go, and of .NET, which prints milliseconds with an offset that is for show.
    .replace(/ m=[+-][\d.]+$/, '')
    .replace(/^(?:\\?\/Date\((-?\d{10,13})(?:[+-]\d{4})?\)\\?\/|@(\d{10}))$/, '$1$2')
    .replace(/^((?:19|20)\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?(?=$|\s|[+-]\d|Z$)/, (whole, ...parts) =>
      /^\d{13}$/.test(whole)
        ? whole
        : `${parts.slice(0, 3).join('-')} ${parts.slice(3, 5).join(':')}:${parts[5] ?? '00'}`,
    )
    .replace(/([+-]\d{2}:?\d{2})Z$/, '$1')
    .replace(/(?<=[\p{L}\p{M}]{2}):(?=\d{1,4}[-\s./])/u, ': ');
  return withShortZones(plain);
}

/** Tags around a date: that of `<time>` says it to machines. */
function parseMarkup(text: string, habits: DateHabits): WrittenInstant | null {
  const [, machine] = /<time\s[^>]{0,200}?datetime\s*=\s*["']([^"'<>]{4,60})["']/i.exec(text) ?? [];
  const plain = text
    .replace(/<!\[CDATA\[|\]\]>/g, ' ')
    .replace(/<[^<>]{0,200}>/g, ' ')
    .trim();
  return (machine && parseInstant(machine, habits)) || (plain.includes('<') ? null : parseInstant(plain, habits));
}

function epochMs(given: string): number {
  if (given.length === 16) return Number(given) / 1000;
  return given.length === 13 && !given.includes('.') ? Number(given) : Number(given) * 1000;
}

/** What stands between day and time. */
function withoutEnds(text: string): string {
  return text.replace(/^[\s,;|·•@/–—-]+|[\s,;|·•@/–—-]+$|(?<=\d)T\s*$/giu, '');
}

/** The zone behind a time, and what else is there. A word that is no zone belongs to the rest. */
function readZone(after: string): { zone: string; rest: string } {
  const found = ZONE.exec(after);
  const zone = found?.groups?.zone ?? '';
  const isYear = /^(?:19|20|25)\d{2}$/.test(zone);
  const isWord = /^\p{L}{2,5}$/u.test(zone);
  if (!found || isYear || (isWord && !isZoneName(zone) && !/^[A-Z]{3,5}$/.test(zone))) {
    // Not the day itself.
    const [bracket = ''] = /^\s*[([](?![^()[\]]*(?:(?:19|20)\d{2}|\d[./-]\d))[^()[\]]{1,60}[\])]/.exec(after) ?? [];
    const region = bracket.replace(/[\s()[\]]/g, '');
    return { zone: /^[A-Za-z_]+\/[\w/+-]+$/.test(region) ? region : '', rest: after.slice(bracket.length) };
  }
  const behind = after.slice(found[0].length);
  const [second = ''] = SECOND_ZONE.exec(behind) ?? [];
  return { zone, rest: behind.slice(second.length) };
}

/** `2026-11-02Z`, `2026-11-02+01:00`, `2 Nov 2026 GMT`: a day with or without a zone and no time. */
function parseDay(text: string, habits: DateHabits): WrittenInstant | null {
  const found = dayIn(text.replace(/T$/, ''), habits);
  return found && instantOf(found.midnight, found.zone);
}

/** Letters beside a day: a label, the day of the week. */
const MAX_BESIDE = 60;
const ZONE_BEHIND = new RegExp(
  `^(?:Z|${OFFSET}|\\s(?:[A-Z]{2,5}|gmt|utc)(?:${OFFSET})?|\\s?\\(?(?:UTC|GMT)\\s?${OFFSET}\\)?)$`,
  'i',
);

/** The only day in a text in which no other number stands. */
function dayIn(text: string, { dayFirst, language }: DateHabits): { midnight: number; zone: string } | null {
  const whole = withoutEnds(text);
  const found = likeWeekday(whole, findDay(whole, dayFirst, language), language);
  if (found === null) return aloneIn(whole, language);
  const before = whole.slice(0, found.index);
  const behind = whole.slice(found.index + found.length);
  const zone = ZONE_BEHIND.test(behind.trimEnd()) && isZone(behind) ? behind : '';
  const rest = before + (zone ? '' : behind);
  const isClean = !/\d/.test(rest) && rest.length <= MAX_BESIDE && !/^\s?[A-Z]{3,5}$/.test(zone ? '' : behind);
  return isClean ? { midnight: found.midnight, zone: zone.trim() } : null;
}

/** `Tue, 10/11/2026`: the day of the week tells which of the numbers is the month. */
function likeWeekday(text: string, found: FoundDay | null, language: string | null): FoundDay | null {
  if (found === null || !/\d[/-]\s?\d{1,2}\s?[/-]/.test(text)) return found;
  const weekday = weekdayIn(text, language);
  const isIt = (day: FoundDay | null) => day !== null && new Date(day.midnight).getUTCDay() === weekday;
  if (weekday === null || isIt(found)) return found;
  return [true, false].map((dayFirst) => findDay(text, dayFirst, language)).find(isIt) ?? found;
}

function isZone(text: string): boolean {
  return minutesEast(text.trim(), 0) !== null;
}

function aloneIn(text: string, language: string | null): { midnight: number; zone: string } | null {
  // The day of the week, or a label.
  const midnight =
    dayAlone(text, language) ?? dayAlone(text.replace(/^\p{L}[\p{L}\s]{0,30}[:,]\s*(?=\d)/u, ''), language);
  return midnight === null ? null : { midnight, zone: '' };
}

function instantOf(local: number, zone: string): WrittenInstant | null {
  const east = minutesEast(zone, local);
  return east === null ? null : within(local - east * 60_000, zone.trim() !== '');
}

function within(time: number, hasZone: boolean): WrittenInstant | null {
  return time >= EARLIEST && time < LATEST ? { at: new Date(time), hasZone } : null;
}
