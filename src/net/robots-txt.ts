import robotsParser from 'robots-parser';

/** Its types tell of a default export; in truth the function is the whole module. */
const parse = robotsParser as unknown as typeof robotsParser.default;

/** The name by which robots.txt files know us (RFC 9309 §2.2.1). */
const PRODUCT_TOKEN = 'wirewatch';

/** Bytes of a robots.txt that count: RFC 9309 §2.5 asks for 500 KiB at least. */
export const ROBOTS_TXT_BYTES = 500 * 1_024;

/**
 * Characters of rules with wildcards that count, more than any honest file has: comparing an address with one takes time
 * proportional to the product of their lengths.
 */
const WILDCARD_CHARACTERS = 20_000;

/** What a robots.txt says to us. */
export interface RobotsTxt {
  /** Whether an absolute URL of the same origin may be read. */
  isAllowed(url: string): boolean;
  /** Addresses of sitemaps, as they stand there. */
  sitemaps: string[];
  /** ms between two requests that it asks for, or null. */
  delayMs: number | null;
}

/** Reads a robots.txt (RFC 9309), whatever it holds. @param url Where it is. */
export function parseRobotsTxt(url: string, text: string): RobotsTxt {
  const robots = parse(url, withoutExcess(text));
  const delay = robots.getCrawlDelay(PRODUCT_TOKEN);
  return {
    isAllowed: (page) => robots.isAllowed(page, PRODUCT_TOKEN) ?? true,
    sitemaps: robots.getSitemaps(),
    delayMs: delay === undefined || !Number.isFinite(delay) ? null : delay * 1_000,
  };
}

/** Without the wildcards that are too many. */
function withoutExcess(text: string): string {
  let left = WILDCARD_CHARACTERS;
  const lines = text.split(/\r\n|\r|\n/).filter((line) => {
    if (!/^\s*(?:dis)?allow\s*:[^#]*\*/i.test(line)) return true;
    left -= line.length;
    return left >= 0;
  });
  return lines.join('\n');
}
