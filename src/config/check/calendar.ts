import { z } from 'zod';
import type { Reading } from './values.ts';

/** Whether the time zone is known here. */
function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '' && !/^[+-]/.test(name);
  } catch {
    return false;
  }
}

/** A time zone, by its name. */
export const timeZone = z
  .string()
  .refine(isTimeZone, 'Expected a time zone of the IANA database, such as Europe/Berlin.');

const CLOCK = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;

/** `HH:MM` → minutes since midnight; `24:00` is the end of the day. */
export function readClock(text: string): Reading<number> {
  const found = CLOCK.exec(text);
  if (!found) return { kind: 'refused', reason: 'Expected a time of day, such as 08:00.' };
  return { kind: 'read', value: text === '24:00' ? 24 * 60 : Number(found[1]) * 60 + Number(found[2]) };
}

/** What a range may hold; `names`: of the values from `from` on. */
interface Bounds {
  from: number;
  to: number;
  names: readonly string[];
}

/** `monday:friday`, `1:7`, `-1`, as Alertmanager writes ranges; both ends are in it. */
export function readRange(given: string | number, bounds: Bounds): Reading<{ from: number; to: number }> {
  const [from, to, ...rest] = String(given)
    .split(':')
    .map((part) => numberOf(part.trim(), bounds));
  const end = to === undefined ? from : to;
  if (from === undefined || from === null || end === undefined || end === null || rest.length > 0)
    return { kind: 'refused', reason: `Expected ${wordsOf(bounds)}, or a range such as ${exampleOf(bounds)}.` };
  // A negative day is counted from the end of the month: which of both comes first depends on that.
  if (from > end && Math.sign(from) === Math.sign(end))
    return { kind: 'refused', reason: 'The range ends before it begins.' };
  return { kind: 'read', value: { from, to: end } };
}

function numberOf(text: string, { from, to, names }: Bounds): number | null {
  const name = names.indexOf(text.toLowerCase());
  if (name >= 0) return from + name;
  if (!/^-?\d{1,4}$/.test(text)) return null;
  const value = Number(text);
  return value >= from && value <= to && value !== 0 ? value : null;
}

function wordsOf({ from, to, names }: Bounds): string {
  return names.length > 0
    ? `${names[0]}, ${names[1]}, …`
    : `a number from ${from} to ${to}, but 0`.replace(/(from [1-9].*), but 0/, '$1');
}

function exampleOf({ from, names }: Bounds): string {
  return names.length > 0 ? `${names[0]}:${names[4]}` : from > 1_000 ? '2026:2027' : '1:7';
}
