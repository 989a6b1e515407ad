/** Beyond any interval between two polls, in ms; keeps the sums of odd servers within bounds. */
const LONGEST_MS = 7 * 86_400_000;

/**
 * How long an answer stays right, in ms from now, as its headers say (RFC 9111 §4.2): `max-age` of `Cache-Control`, else
 * `Expires` less `Date`, in each case less the `Age` it had in caches on the way. 0 when it says that it must not be
 * kept, null when it does not say. `s-maxage` is for shared caches and not for us.
 */
export function freshnessOf(headers: Record<string, string>, now: Date): number | null {
  const cacheControl = headers['cache-control']?.toLowerCase() ?? '';
  if (/(?:^|[\s,])(?:no-store|no-cache)(?=$|[\s,;=])/.test(cacheControl)) return 0;
  const lifetime = maxAge(cacheControl) ?? untilExpiry(headers, now);
  if (lifetime === null) return null;
  const age = Number(/^\d+$/.exec(headers.age ?? '')?.[0] ?? 0) * 1_000;
  return Math.min(Math.max(0, lifetime - age), LONGEST_MS);
}

function maxAge(cacheControl: string): number | null {
  const seconds = /(?:^|[\s,])max-age\s*=\s*"?(\d+)/.exec(cacheControl)?.[1];
  return seconds === undefined ? null : Number(seconds) * 1_000;
}

/** An `Expires` that is no date, such as `0`, means that the answer has expired (RFC 9111 §5.3). */
function untilExpiry({ expires, date }: Record<string, string>, now: Date): number | null {
  if (expires === undefined) return null;
  const at = Date.parse(expires);
  const from = date === undefined ? Number.NaN : Date.parse(date);
  if (Number.isNaN(at)) return 0;
  return at - (Number.isNaN(from) ? now.getTime() : from);
}
