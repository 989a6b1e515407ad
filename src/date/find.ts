import { withLatinDigits } from './digits.ts';
import { parseDate } from './parse.ts';

/** UTF-16 code units looked at: a date that stands further in is not the text's own. */
const MAX_LENGTH = 300;

const WORD = '\\p{L}[\\p{L}\\p{M}]*\\.?';
/** How days are written within other words, the least ambiguous first. */
const DAYS = [
  '\\d{4}\\s?年\\s?\\d{1,2}\\s?月\\s?\\d{1,2}\\s?日',
  '\\d{4}\\s?년\\s?\\d{1,2}\\s?월\\s?\\d{1,2}\\s?일',
  '\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}',
  `\\d{1,2}(?:st|nd|rd|th|er|\\.|º)?[ -](?:de )?${WORD},?[ -](?:de )?\\d{4}`,
  `${WORD} \\d{1,2}(?:st|nd|rd|th)?, ?\\d{4}`,
  '\\d{1,2}\\.\\s?\\d{1,2}\\.\\s?(?:\\d{4}|\\d{2})',
  '\\d{1,2}[/-]\\d{1,2}[/-]\\d{4}',
].map((day) => new RegExp(`(?<![\\p{L}\\p{N}.:/-])${day}(?<!\\d(?=\\d))`, 'iu'));

/** A time of day soon behind a day: `, 14:07 Uhr`, ` um 14.07`, ` | 14:07`, ` kl. 14.07`, `23:52`, ` 5:30 p.m.`. */
const CLOCK = /^[\s,|–—・·-]{0,4}(?:\p{L}{1,3}\.?\s){0,2}(\d{1,2})[:.h](\d{2})(?![\d.])(?:\s?([ap])\.?m\b)?/iu;

/** A date in a text, and the text without it. */
export interface FoundDate {
  /** Without a zone, which such texts seldom tell, it is taken as UTC. */
  date: Date;
  rest: string;
}

/**
 * The first date in a piece of text that people read, such as a byline, with its time of day if that follows; or null.
 *
 * @param dayFirst How `3/4/2026` is meant: 3 April (true) or 4 March.
 */
export function findDate(text: string, dayFirst: boolean): FoundDate | null {
  const start = withLatinDigits(text.slice(0, MAX_LENGTH))
    .normalize('NFKC')
    .replace(/(\d{1,2})\s?[時时시]\s?(\d{1,2})\s?[分분]/u, '$1:$2')
    .replace(/\s+/g, ' ');
  for (const form of DAYS) {
    const found = form.exec(start);
    const day = found && parseDate(dayFirst ? withDots(found[0]) : found[0]);
    if (!day) continue;
    const before = start.slice(0, found.index);
    const after = start.slice(found.index + found[0].length);
    const clock = readClock(after);
    return {
      date: new Date(day.getTime() + (clock?.ms ?? 0)),
      rest: `${before} ${after.slice(clock?.length ?? 0)}`,
    };
  }
  return null;
}

/** `3/4/2026` → `3.4.2026`, which is read with the day first everywhere. */
function withDots(day: string): string {
  return day.replace(/^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/, '$1.$2.$3');
}

/** The time at the beginning of a text: ms since midnight, and how many UTF-16 code units tell it. */
function readClock(text: string): { ms: number; length: number } | null {
  const found = CLOCK.exec(text);
  if (!found) return null;
  const [{ length }, hour, minute, half] = found;
  const hours = half ? (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : Number(hour);
  return hours > 23 || Number(minute) > 59 ? null : { ms: (hours * 60 + Number(minute)) * 60_000, length };
}
