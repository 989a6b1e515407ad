import { withLatinDigits } from './digits.ts';
import { monthNamed } from './month-names.ts';
import { minutesEast } from './time-zone.ts';

/** No date is longer. */
const MAX_CHARACTERS = 100;

/** Older than any feed: a publisher's clock or software at fault, as in the frequent 1 January 1970. */
const EARLIEST = Date.UTC(1990, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/** A time of day: `10:05`, `9:5:30.25`, with am or pm on either side. */
const CLOCK =
  /(?<before>오전|오후|上午|下午|午前|午後|πμ|μμ)?\s*(?<![\d+-])(?<hour>\d{1,2}):(?<minute>\d{1,2})(?::(?<second>\d{1,2})(?:[.,:](?<fraction>\d{1,9})\d*)?)?\s*(?<after>[ap]\.?m\b\.?)?/iu;

/** The same without colons, after the date of ISO 8601's basic form. */
const BASIC_CLOCK =
  /(?<=^\d{4}-?\d{2}-?\d{2}T)(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})?(?:[.,](?<fraction>\d{1,9}))?/i;

/** The forms a day is written in, and what their groups are. */
const DAYS: { form: RegExp; parts: ('year' | 'month' | 'day' | 'dayOfYear')[] }[] = [
  { form: /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/, parts: ['year', 'month', 'day'] },
  { form: /^(\d{4})(\d{2})(\d{2})$/, parts: ['year', 'month', 'day'] },
  { form: /^(\d{4})-?(\d{3})$/, parts: ['year', 'dayOfYear'] },
  { form: /^(\d{4})-(\d{1,2})$/, parts: ['year', 'month'] },
  { form: /^(\d{4})$/, parts: ['year'] },
  { form: /^(\d{2})-?(\d{2})-?(\d{2})$/, parts: ['year', 'month', 'day'] },
  { form: /^(\d{4})[-\s/]+(\p{L}[\p{L}\p{M}.]*)[-\s/]+(\d{1,2})$/u, parts: ['year', 'month', 'day'] },
  // German, Russian and others write dots; with slashes a number above 12 tells which is the day.
  { form: /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})$/, parts: ['day', 'month', 'year'] },
  { form: /^(1[3-9]|2\d|3[01])[/-](\d{1,2})[/-](\d{4})$/, parts: ['day', 'month', 'year'] },
  { form: /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/, parts: ['month', 'day', 'year'] },
  {
    form: /^(\d{1,2})(?:st|nd|rd|th|er|\.|º)?[-\s/]+(?:de\s+)?(\p{L}[\p{L}\p{M}.]*),?[-\s/]+(?:de\s+)?(\d{4}|\d{2})$/iu,
    parts: ['day', 'month', 'year'],
  },
  { form: /^(\p{L}[\p{L}\p{M}.]*)[-\s]+(\d{1,2})(?:st|nd|rd|th)?,?[-\s]+(\d{4})$/iu, parts: ['month', 'day', 'year'] },
];

/** The day of the week before a date says nothing that the date does not. */
const WEEKDAY =
  /^\p{L}[\p{L}\p{M}]*(?:\.,?|,)?\s+(?=\d)|^\p{L}[\p{L}\p{M}]*(?:\.,?|,)?\s+(?=\p{L}[\p{L}\p{M}.]*\s+\d)|^\p{L}[\p{L}\p{M}]*\s*,\s*/u;

/**
 * The instant a feed's date means, or null when it is none or lies outside 1990 to 2099. A date without a zone is taken
 * as UTC, one without a time as midnight.
 *
 * Read are ISO 8601 and its profiles (RFC 3339, W3C), RFC 822 and its successors, what C's `asctime` and Java print, epoch
 * seconds and milliseconds, and dates as people write them: names of months in some twenty languages, 年月日, 년월일,
 * 2.11.2026, 11/2/2026.
 */
export function parseDate(text: string): Date | null {
  if (text.length > MAX_CHARACTERS) return null;
  const given = simplified(withLatinDigits(text));
  if (/^\d{10}$|^\d{13}$/.test(given)) return within(Number(given) * (given.length === 10 ? 1000 : 1));
  const clock = BASIC_CLOCK.exec(given) ?? CLOCK.exec(given);
  const before = clock ? given.slice(0, clock.index) : given;
  const after = clock ? given.slice(clock.index + clock[0].length) : '';
  const time = clock ? timeOf(clock.groups ?? {}) : 0;
  if (time === null) return null;
  // asctime and Twitter put the year last, behind the zone.
  const [, zone = '', year = ''] = /^(.*?)(?:(?:^|\s)(\d{4}))?$/s.exec(after.trim()) ?? [];
  const [, day = '', dayZone = ''] = clock ? ['', before] : splitZone(before);
  const midnight = midnightOf(`${day.replace(/[T,\s]+$/i, '')} ${year}`.trim());
  const east = minutesEast(zone || dayZone);
  if (midnight === null || east === null) return null;
  return within(midnight + time - east * 60_000);
}

/** `2026-11-02Z`, `2026-11-02+01:00`, `2 Nov 2026 GMT`: a day with a zone and no time. */
function splitZone(text: string): RegExpExecArray | [string, string] {
  return /^(.*\d{4}|\d{4}-\d{2}-\d{2})\s*(z|[+-]\d{2}:?\d{2}|\s(?:gmt|utc|[ecmp][sd]t))$/i.exec(text) ?? ['', text];
}

/** One space between words; no comment, no word for the hour; Chinese, Japanese and Korean dates with hyphens. */
function simplified(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\([^()]*\)\s*$/, '')
    .replace(
      /(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]?(?:\s*[(（]?[月火水木金土日一二三四五六]?(?:曜日)?[)）]?)?/u,
      '$1-$2-$3 ',
    )
    .replace(/(\d{1,2})[時时시]\s*(\d{1,2})[分분](?:\s*(\d{1,2})[秒초])?/u, (_, hour, minute, second) =>
      [hour, minute, second ?? '00'].join(':'),
    )
    .replace(/\s+(?:at|um|à|a las|o|kl\.?|klo)\s+(?=\d{1,2}:)/iu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** ms since midnight, or null. */
function timeOf(clock: Record<string, string | undefined>): number | null {
  const { hour = '', minute = '', second = '0', fraction = '0', before, after } = clock;
  const half = before ?? after;
  const hours = half ? (Number(hour) % 12) + (/^p|오후|下午|午後|μμ/i.test(half) ? 12 : 0) : Number(hour);
  if (hours > 24 || Number(minute) > 59 || Number(second) > 60) return null;
  const ms = Math.floor(Number(`0.${fraction}`) * 1000);
  return ((hours * 60 + Number(minute)) * 60 + Number(second)) * 1000 + ms;
}

/** The beginning of a day, UTC, in ms; or null. */
function midnightOf(text: string): number | null {
  for (const candidate of [text, text.replace(WEEKDAY, '')]) {
    for (const { form, parts } of DAYS) {
      const groups = form.exec(candidate)?.slice(1);
      if (!groups) continue;
      const found = Object.fromEntries(parts.map((part, index) => [part, groups[index]]));
      const midnight = dayOf(found);
      if (midnight !== null) return midnight;
    }
  }
  return null;
}

function dayOf(found: Record<string, string | undefined>): number | null {
  const { year = '', month = '1', day = '1', dayOfYear } = found;
  if (dayOfYear)
    return Number(dayOfYear) >= 1 && Number(dayOfYear) <= 366 ? Date.UTC(fullYear(year), 0, Number(dayOfYear)) : null;
  const index = /^\d/.test(month) ? Number(month) - 1 : monthNamed(month);
  if (index === null) return null;
  const midnight = Date.UTC(fullYear(year), index, Number(day));
  // Date.UTC makes 3 March of 31 February.
  return new Date(midnight).getUTCMonth() === index && Number(day) > 0 ? midnight : null;
}

/** RFC 2822 §4.3. */
function fullYear(year: string): number {
  if (year.length === 4) return Number(year);
  return Number(year) + (Number(year) < 50 ? 2000 : 1900);
}

function within(time: number): Date | null {
  return time >= EARLIEST && time < LATEST ? new Date(time) : null;
}
