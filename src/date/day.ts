import { BUDDHIST_YEARS, isBuddhistYear, isSolarYear, solarMidnight, solarMonthNamed } from './calendars.ts';
import { monthNamed } from './month-names.ts';

type Part = 'year' | 'month' | 'day' | 'dayOfYear' | 'week' | 'weekday';
interface Form {
  form: RegExp;
  parts: Part[];
}

const MONTH = "(\\p{L}[\\p{L}\\p{M}'’]*(?:\\.\\p{L}\\p{M}*)?\\.?)";
const OF = "(?:de\\s|d['’]\\s?|del\\s|of\\s|di\\s|ta['’]\\s|tháng\\s|เดือน)?";
const ORDINAL = '(?:st|nd|rd|th|er|ère|re|\\.|º|ª|°|-?(?:й|го|е)|-?a|o|-?én|ης|η)?';
const SPACE = '[-\\s/,]{1,3}';
const YEAR = "['’]?(\\d{4}|\\d{2})";

/** The ways a day is written among other words, the least ambiguous first, and what their groups are. */
const WITHIN: Form[] = [
  form('(\\d{4})\\s?[-/.]\\s?(\\d{1,2})\\s?[-/.]\\s?(\\d{1,2})\\.?', 'year month day'),
  form('(\\d{4})-?W(\\d{2})-?([1-7])', 'year week weekday'),
  form(`(\\d{4})[-\\s/.,]{1,3}${OF}${MONTH}[-\\s/]{1,3}(\\d{1,2})\\.?`, 'year month day'),
  form(`(\\d{1,2})${ORDINAL}${SPACE}?${OF}${MONTH}${SPACE}${OF}(\\d{4})`, 'day month year'),
  form(`${MONTH}${SPACE}(\\d{1,2})${ORDINAL}${SPACE}${OF}(\\d{4})`, 'month day year'),
  form(`(\\d{1,2})${ORDINAL}${SPACE}?${OF}${MONTH}${SPACE}${OF}${YEAR}`, 'day month year'),
  // German, Russian and others write dots.
  form('(\\d{1,2})\\.\\s?(\\d{1,2})\\.\\s?(\\d{4}|\\d{2})', 'day month year'),
];
const DAY_FIRST = form('(\\d{1,2})\\s?[/-]\\s?(\\d{1,2})\\s?[/-]\\s?(\\d{4})', 'day month year');
const MONTH_FIRST = form('(\\d{1,2})\\s?[/-]\\s?(\\d{1,2})\\s?[/-]\\s?(\\d{4})', 'month day year');
const SLASHES_MONTH_FIRST = form('(\\d{1,2})\\s?/\\s?(\\d{1,2})\\s?/\\s?(\\d{4})', 'month day year');
const SHORT_DAY_FIRST = form('(\\d{1,2})/(\\d{1,2})/(\\d{2})', 'day month year');
const SHORT_MONTH_FIRST = form('(\\d{1,2})/(\\d{1,2})/(\\d{2})', 'month day year');

/** What is a day only where nothing else is said. */
const ALONE: Form[] = [
  { form: /^(\d{4})(\d{2})(\d{2})$/, parts: ['year', 'month', 'day'] },
  { form: /^(\d{4})-?(\d{3})$/, parts: ['year', 'dayOfYear'] },
  { form: /^(\d{4})-(\d{1,2})$/, parts: ['year', 'month'] },
  { form: /^(\d{4})$/, parts: ['year'] },
  { form: /^(\d{2})-?(\d{2})-?(\d{2})$/, parts: ['year', 'month', 'day'] },
  { form: /^(\p{L}[\p{L}\p{M}.]*),?\s+(?:de\s+)?(\d{4})$/u, parts: ['month', 'year'] },
];

function form(text: string, parts: string): Form {
  return {
    form: new RegExp(`(?<![\\p{N}.:/-]|\\d[\\p{L}])${text}(?<!\\d(?=\\d))(?![-/]\\d)`, 'iu'),
    parts: parts.split(' ') as Part[],
  };
}

/** A day in a text: its beginning in UTC, in ms, and its place. */
export interface FoundDay {
  midnight: number;
  index: number;
  length: number;
}

/**
 * The first day that is written within a text, or null.
 *
 * @param dayFirst How `3/4/2026` is meant: 3 April (true) or 4 March; null where nothing tells: the month is then first
 *   with slashes, the day with hyphens.
 * @param language Whose names of months come first, ISO 639-1, or null.
 */
export function findDay(text: string, dayFirst: boolean | null, language: string | null): FoundDay | null {
  const slashes = dayFirst
    ? [DAY_FIRST, MONTH_FIRST, SHORT_DAY_FIRST, SHORT_MONTH_FIRST]
    : [
        ...(dayFirst === null ? [SLASHES_MONTH_FIRST, DAY_FIRST] : []),
        MONTH_FIRST,
        DAY_FIRST,
        SHORT_MONTH_FIRST,
        SHORT_DAY_FIRST,
      ];
  for (const one of [...WITHIN, ...slashes]) {
    const found = match(one, text, language);
    if (found) return found;
  }
  return null;
}

/** The day that a text is, and nothing besides. */
export function dayAlone(text: string, language: string | null): number | null {
  for (const one of ALONE) {
    const found = match(one, text, language);
    if (found) return found.midnight;
  }
  return null;
}

/** Words before a date may look like its month: further ones are looked at. */
const MAX_TRIES = 4;

function match({ form, parts }: Form, text: string, language: string | null): FoundDay | null {
  let from = 0;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const found = form.exec(text.slice(from));
    if (!found) return null;
    const groups = Object.fromEntries(parts.map((part, index) => [part, found[index + 1]]));
    const midnight = midnightOf(groups, language);
    if (midnight !== null) return { midnight, index: from + found.index, length: found[0].length };
    from += found.index + (/^(?:\d+|[\p{L}\p{M}]+)[^\d\p{L}]*/u.exec(found[0])?.[0].length ?? 1);
  }
  return null;
}

function midnightOf(found: Partial<Record<Part, string>>, language: string | null): number | null {
  const { month = '1', day = '1', dayOfYear, week, weekday } = found;
  const year = fullYear(found.year ?? '', month);
  if (dayOfYear) return ofYear(year, Number(dayOfYear));
  if (week) return ofWeek(year, Number(week), Number(weekday));
  if (isSolarYear(year)) return solarMidnight(year, solarMonth(month), Number(day));
  const index = /^\d/.test(month) ? Number(month) - 1 : monthNamed(month, language);
  if (index === null || index > 11) return null;
  const midnight = Date.UTC(isBuddhistYear(year) ? year - BUDDHIST_YEARS : year, index, Number(day));
  // Date.UTC makes 3 March of 31 February.
  return new Date(midnight).getUTCMonth() === index && Number(day) > 0 ? midnight : null;
}

function solarMonth(month: string): number {
  return /^\d/.test(month) ? Number(month) - 1 : (solarMonthNamed(month) ?? -1);
}

function ofYear(year: number, day: number): number | null {
  const midnight = Date.UTC(year, 0, day);
  return day > 0 && new Date(midnight).getUTCFullYear() === year ? midnight : null;
}

/** ISO 8601: the week of 4 January is the first. */
function ofWeek(year: number, week: number, weekday: number): number | null {
  if (week < 1 || week > 53) return null;
  const fourth = new Date(Date.UTC(year, 0, 4));
  return fourth.getTime() + ((week - 1) * 7 + weekday - (fourth.getUTCDay() || 7)) * 86_400_000;
}

/** RFC 2822 §4.3; beside a month in Thai two digits are those of a Buddhist year. */
function fullYear(year: string, month: string): number {
  if (year.length === 4) return Number(year);
  if (/\p{sc=Thai}/u.test(month)) return Number(year) + 2500;
  return Number(year) + (Number(year) < 50 ? 2000 : 1900);
}
