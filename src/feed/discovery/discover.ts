import { setTimeout as sleep } from 'node:timers/promises';
import { parseHttpUrl } from '../../net/url.ts';
import { type Candidate, candidateOf, type FoundBy, type FoundFeed, ranked, withoutRepeated } from './found-feed.ts';
import { type Look, type Lookout, lookAt } from './look.ts';
import { feedLinksOf } from './site-links.ts';
import { askRobots, type SiteRobots } from './site-robots.ts';
import { FEED_PATHS, SITEMAP_PATHS } from './well-known.ts';

export type { FoundBy, FoundFeed } from './found-feed.ts';

/** An address that was asked, and what came of it, in words for people. */
export interface Tried {
  url: string;
  by: FoundBy;
  outcome: string;
}

/** `failed`: the address that was given could not be asked at all. `untried`: addresses left out to be a good guest. */
export type Discovery =
  | { kind: 'discovered'; feeds: FoundFeed[]; tried: Tried[]; untried: number }
  | { kind: 'failed'; reason: string; tried: Tried[] };

/** How a site is looked through, and who is told of it. */
export interface DiscoveryOptions extends Lookout {
  /** ms between two requests to one host, 500 when not given. A longer delay that robots.txt asks for is kept to. */
  pauseMs?: number;
  /** Called before each request with the number of those made, and the most there may be. */
  onRequest?: (made: number, most: number) => void;
}

/** Requests for one site, robots.txt included: what a person would click through. */
const MAX_REQUESTS = 20;

/** Requests that are left for news sitemaps when a page has more links than may be followed. */
const KEPT_FOR_SITEMAPS = 3;

const PAUSE_MS = 500;

/** Statuses of a server that wants to be asked less (RFC 6585 §4, RFC 9110 §15.6.4): then nothing more is asked. */
const WANTS_REST = [429, 503];

/** The longest delay (ms) that is kept to; a site that asks for more is meant to be asked less, not for minutes. */
const LONGEST_PAUSE_MS = 5_000;

/**
 * Finds the feeds of a site: the address itself, the feeds its page declares, links that look like feeds, news sitemaps
 * that robots.txt names, and, where none of these is one, paths at which many sites have one. One request after the
 * other, 20 at most. Never rejects for what the site does.
 *
 * @param url Absolute http(s) URL.
 */
export async function discoverFeeds(url: string, options: DiscoveryOptions): Promise<Discovery> {
  const tour = startTour(options);
  const first = await tour.look(url, 'given');
  if (first.kind === 'unanswered' && (first.status === null || WANTS_REST.includes(first.status))) {
    return { kind: 'failed', reason: first.reason, tried: tour.tried };
  }
  if (first.kind !== 'feed') {
    const { origin } = new URL(first.kind === 'unanswered' ? url : first.answer.url);
    // First of all: it says how fast the rest may go.
    const robots = await tour.askRobots(origin);
    await tour.follow(first);
    for (const sitemap of robots.newsSitemaps) await tour.visit(sitemap, 'robots');
    const guesses = [
      ...(tour.candidates.length === 0 ? FEED_PATHS : []),
      ...(robots.newsSitemaps.length > 0 ? [] : SITEMAP_PATHS),
    ];
    for (const { path } of guesses) {
      const guess = `${origin}${path}`;
      if (robots.allows(guess)) await tour.visit(guess, 'guessed');
    }
  }
  const feeds = ranked(withoutRepeated(tour.candidates), new Date());
  return { kind: 'discovered', feeds, tried: tour.tried, untried: tour.untried.size };
}

/** One walk through a site: what was asked, and the feeds that were seen. */
function startTour({ http, parser, pauseMs = PAUSE_MS, onRequest }: DiscoveryOptions) {
  const tried: Tried[] = [];
  const candidates: Candidate[] = [];
  const untried = new Set<string>();
  const seen = new Set<string>();
  const lastAsked = new Map<string, number>();
  let made = 0;
  let pause = pauseMs;

  /** Waits for its turn at the host. */
  async function takeTurn(url: string): Promise<void> {
    onRequest?.(made, MAX_REQUESTS);
    made += 1;
    const { host } = new URL(url);
    const last = lastAsked.get(host);
    if (last !== undefined) await sleep(Math.max(0, last + pause - performance.now()));
  }

  async function look(url: string, by: FoundBy): Promise<Look> {
    seen.add(url);
    await takeTurn(url);
    const seenThere = await lookAt(url, { http, parser });
    lastAsked.set(new URL(url).host, performance.now());
    if (seenThere.kind === 'feed') candidates.push(candidateOf(url, by, seenThere));
    if (seenThere.kind !== 'unanswered') seen.add(seenThere.answer.url);
    tried.push({ url, by, outcome: outcomeOf(seenThere) });
    return seenThere;
  }

  /** Null when it was not asked: it was before, or only `kept` requests are left. */
  async function visit(given: string, by: FoundBy, kept = 0): Promise<Look | null> {
    const url = parseHttpUrl(given)?.href;
    if (url === undefined || seen.has(url)) return null;
    if (made < MAX_REQUESTS - kept) return look(url, by);
    untried.add(url);
    return null;
  }

  /** Visits the links of a page that lead to feeds, and those of pages that list feeds behind them. */
  async function follow(look: Look): Promise<void> {
    const lists: Look[] = [];
    for (const { url, by } of linksOf(look)) {
      const next = await visit(url, by, KEPT_FOR_SITEMAPS);
      if (next?.kind === 'page' && by === 'linked') lists.push(next);
    }
    for (const list of lists) for (const { url } of linksOf(list)) await visit(url, 'linked', KEPT_FOR_SITEMAPS);
  }

  return {
    tried,
    candidates,
    untried,
    look,
    visit,
    follow,
    async askRobots(origin: string): Promise<SiteRobots> {
      const url = `${origin}/robots.txt`;
      await takeTurn(url);
      const robots = await askRobots(origin, http);
      lastAsked.set(new URL(url).host, performance.now());
      pause = Math.max(pause, Math.min(robots.delayMs ?? 0, LONGEST_PAUSE_MS));
      tried.push({ url, by: 'guessed', outcome: robots.outcome });
      return robots;
    },
  };
}

function linksOf(look: Look) {
  return look.kind === 'page' ? feedLinksOf(look.html, look.answer.url) : [];
}

function outcomeOf(look: Look): string {
  switch (look.kind) {
    case 'feed':
      return `a feed (${look.format})`;
    case 'page':
      return 'a page';
    default:
      return look.reason;
  }
}
