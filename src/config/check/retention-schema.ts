import { z } from 'zod';
import { parseInterval } from './interval.ts';
import { understood } from './understood.ts';
import type { Reading } from './values.ts';

const DAY_MS = 86_400_000;
/** What is younger is still compared with what comes, and told of as the same story. */
const MIN_DAYS = 10;
const MAX_DAYS = 36_500;

/** How many bytes each unit is, as disks are sold. */
const UNITS: Record<string, number> = { MB: 1e6, GB: 1e9, TB: 1e12 };
const MIN_BYTES = 100e6;

/** An age in ms. */
function readAge(text: string | number): Reading<number> {
  const ms = typeof text === 'number' ? null : parseInterval(text);
  if (ms === null || /^\d+$/.test(String(text))) return { kind: 'refused', reason: 'Not an age. Write 90d, for days.' };
  if (ms < MIN_DAYS * DAY_MS || ms > MAX_DAYS * DAY_MS)
    return { kind: 'refused', reason: `Articles are kept for ${MIN_DAYS} days at least, and a hundred years at most.` };
  return { kind: 'read', value: ms };
}

/** A size in bytes. */
function readSize(text: string | number): Reading<number> {
  const [, number, unit] = /^(\d{1,6}(?:\.\d{1,3})?) ?(MB|GB|TB)$/.exec(String(text)) ?? [];
  if (!number || !unit) return { kind: 'refused', reason: 'Not a size. Write 500MB, 20GB or 1.5TB.' };
  const bytes = Number(number) * UNITS[unit]!;
  return bytes >= MIN_BYTES ? { kind: 'read', value: bytes } : { kind: 'refused', reason: '100MB at least.' };
}

/** The section `retention`. */
export const Retention = z.strictObject({
  articles: z
    .union([z.string(), z.number()], { error: 'Expected an age, such as 90d.' })
    .transform(understood(readAge))
    .optional()
    .meta({
      description:
        'How long articles are kept that never alerted anybody, from when they were last read: ten days at least.',
      examples: ['90d'],
    }),
  size: z
    .union([z.string(), z.number()], { error: 'Expected a size, such as 20GB.' })
    .transform(understood(readSize))
    .optional()
    .meta({
      description:
        'How much all that is stored may take, in MB, GB or TB (a GB is 10⁹ bytes), 100MB at least. Where it takes more, articles that never alerted go, the oldest first; none that is younger than ten days.',
      examples: ['20GB'],
    }),
});
