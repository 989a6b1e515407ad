/** ms; a server that asks for more is asked again after a day (it may have meant it, or miscalculated). */
const LONGEST_MS = 86_400_000;

/**
 * ms that a `Retry-After` header asks to wait from `now`: seconds, or an HTTP date (RFC 9110 §10.2.3); a day at most, 0
 * for a date that has passed, null when the header is neither.
 */
export function parseRetryAfter(value: string, now: Date): number | null {
  const text = value.trim();
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1_000, LONGEST_MS);
  // Of the date forms only those that name their zone: others mean the server's local time, which is not known.
  const date = /GMT$/i.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(date)) return null;
  return Math.min(Math.max(0, date - now.getTime()), LONGEST_MS);
}
