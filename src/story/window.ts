const DAY = 86_400_000;

/** How far back articles are compared with a new one: a rewrite comes within days. In ms. */
export const WINDOW = 4 * DAY;
/** How long after its first article a story may be joined; what goes on longer is another chapter. In ms. */
export const SPAN = 10 * DAY;
/** Clocks that are ahead, and time zones taken for another. In ms. */
const AHEAD = DAY;

/** A time an article may have been published at; null for one to come, and for none. */
export function plausibleTime(time: Date | null, now: Date): Date | null {
  return time !== null && time.getTime() > now.getTime() + AHEAD ? null : time;
}

/** From when on articles are compared with one that was published then; null: whenever. In ms since 1970. */
export function windowBefore(publishedAt: number | null): number | null {
  return publishedAt === null ? null : publishedAt - WINDOW;
}
