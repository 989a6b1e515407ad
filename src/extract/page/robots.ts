import type { HttpClient, HttpResult } from '../../net/http.ts';
import { parseRobotsTxt, ROBOTS_TXT_BYTES } from '../../net/robots-txt.ts';

/** What a page may be. `reason` is for operators. */
export type Permission =
  | { kind: 'allowed' }
  | { kind: 'disallowed'; reason: string /** Another time it may be known to be allowed. */; passing: boolean }
  /** Others are before us at the host. */
  | { kind: 'postponed'; inMs: number };

/** Asks the robots.txt of each site, once a day, whether its pages may be read. */
export interface Robots {
  mayRead(url: string): Promise<Permission>;
}

const DEADLINE_MS = 5_000;

/** RFC 9309 §2.4: no longer than a day. An answer that is none is asked for again sooner. */
const KEPT_MS = { answer: 86_400_000, failure: 10 * 60_000 };

/** RFC 9309 §2.3.1.4: a file that cannot be had for this long (ms) forbids nothing any more. */
const GIVEN_UP_AFTER_MS = 30 * 86_400_000;

/** Sites remembered. */
const MAX_SITES = 5_000;

/** What is known of a site. */
type Rules =
  | { kind: 'rules'; isAllowed: (url: string) => boolean }
  | { kind: 'unreachable'; why: string }
  | { kind: 'postponed'; inMs: number };

interface Site {
  rules: Promise<Rules>;
  until: number;
  unreachableSince: number | null;
}

/**
 * Robots Exclusion Protocol (RFC 9309) for article pages. Feeds are made for programs and are not asked about.
 *
 * A site without the file, or that does not show it to us (4xx), forbids nothing. One whose server fails forbids
 * everything for now.
 *
 * @param now For the time that answers are kept; the clock when not given.
 */
export function createRobots(http: HttpClient, now: () => number = Date.now): Robots {
  const sites = new Map<string, Site>();

  async function rulesOf(origin: string): Promise<Rules> {
    const known = sites.get(origin);
    if (known && known.until > now()) return known.rules;
    const site: Site = {
      until: now() + KEPT_MS.answer,
      unreachableSince: known?.unreachableSince ?? null,
      rules: fetchRules(http, origin),
    };
    // The one that was asked longest ago makes room.
    sites.delete(origin);
    if (sites.size >= MAX_SITES) sites.delete(sites.keys().next().value!);
    sites.set(origin, site);
    const rules = await site.rules;
    if (rules.kind === 'rules') site.unreachableSince = null;
    else site.until = rules.kind === 'postponed' ? 0 : now() + KEPT_MS.failure;
    if (rules.kind === 'unreachable') site.unreachableSince ??= now();
    return rules;
  }

  return {
    async mayRead(url) {
      const { origin, hostname } = new URL(url);
      const rules = await rulesOf(origin);
      if (rules.kind === 'postponed') return rules;
      if (rules.kind === 'rules') {
        if (rules.isAllowed(url)) return { kind: 'allowed' };
        return {
          kind: 'disallowed',
          reason: `the robots.txt of ${hostname} does not let us read the page`,
          passing: false,
        };
      }
      const since = sites.get(origin)?.unreachableSince ?? now();
      if (now() - since > GIVEN_UP_AFTER_MS) return { kind: 'allowed' };
      return {
        kind: 'disallowed',
        reason: `the robots.txt of ${hostname} cannot be had for now: ${rules.why}`,
        passing: true,
      };
    },
  };
}

async function fetchRules(http: HttpClient, origin: string): Promise<Rules> {
  const url = `${origin}/robots.txt`;
  const result = await http.request({
    url,
    headers: { accept: 'text/plain, */*;q=0.5' },
    deadlineMs: DEADLINE_MS,
    maxBytes: ROBOTS_TXT_BYTES * 4,
  });
  if (result.kind === 'postponed') return { kind: 'postponed', inMs: result.inMs };
  const text = textOf(result);
  if (text === null)
    return { kind: 'unreachable', why: result.kind === 'response' ? `it answered ${result.status}` : result.reason };
  return { kind: 'rules', isAllowed: parseRobotsTxt(url, text).isAllowed };
}

/** The file; empty where it forbids nothing, null where it cannot be had. */
function textOf(result: HttpResult): string | null {
  // Redirects without end and files without end: nothing that could be obeyed (RFC 9309 §2.3.1.2).
  if (result.kind === 'refused') return '';
  if (result.kind !== 'response') return result.kind === 'failed' && result.why === 'redirects' ? '' : null;
  if (result.status >= 200 && result.status <= 299) return result.body.subarray(0, ROBOTS_TXT_BYTES).toString('utf8');
  if (result.status === 429) return null;
  return result.status >= 500 ? null : '';
}
