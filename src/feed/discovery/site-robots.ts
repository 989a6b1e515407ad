import type { HttpClient } from '../../net/http.ts';
import { parseRobotsTxt, ROBOTS_TXT_BYTES } from '../../net/robots-txt.ts';

/** What the robots.txt of a site lets us do, and what it names. */
export interface SiteRobots {
  /** How asking for it ended, for people. */
  outcome: string;
  /** Whether an absolute URL of the site may be tried that nobody pointed us to. */
  allows(url: string): boolean;
  /** Absolute URLs of the sitemaps that are, by their names, for news. */
  newsSitemaps: string[];
  /** ms between two requests the site asks for, or null. */
  delayMs: number | null;
}

const DEADLINE_MS = 10_000;
const MAX_SITEMAPS = 3;

/** The convention of Google News: any name, as long as robots.txt or the search console tells it. */
const NAMES_NEWS = /news|nachrichten|noticias|actualit/i;

/**
 * Asks for the robots.txt of an origin. Without one everything is allowed; when the server has a fault, nothing is (RFC
 * 9309 §2.3.1). Never rejects.
 */
export async function askRobots(origin: string, http: HttpClient): Promise<SiteRobots> {
  const url = `${origin}/robots.txt`;
  const result = await http.request({ url, deadlineMs: DEADLINE_MS, maxBytes: ROBOTS_TXT_BYTES });
  if (result.kind !== 'response') return silent(result.reason, result.kind === 'failed' && result.why === 'too_large');
  if (result.status >= 500) return silent(`HTTP ${result.status}`, false);
  if (result.status !== 200) return silent(`HTTP ${result.status}`, true);
  const robots = parseRobotsTxt(url, result.body.toString());
  const sitemaps = robots.sitemaps.filter((sitemap) => NAMES_NEWS.test(sitemap));
  return {
    outcome: sitemaps.length > 0 ? 'names news sitemaps' : 'names no news sitemap',
    allows: robots.isAllowed,
    newsSitemaps: sitemaps.slice(0, MAX_SITEMAPS),
    delayMs: robots.delayMs,
  };
}

function silent(outcome: string, allows: boolean): SiteRobots {
  return { outcome, allows: () => allows, newsSitemaps: [], delayMs: null };
}
