import type { FeedItem, ParsedFeed } from '../../model/feed.ts';
import { normalizeUrl } from '../../net/url.ts';
import type { Look } from './look.ts';

/**
 * How an address came to be looked at: it was given; the page declares it as a feed, or links to it; robots.txt names it;
 * many sites have a feed there.
 */
export type FoundBy = 'given' | 'declared' | 'linked' | 'robots' | 'guessed';

/** A feed of a site, read once. All text is the publisher's. */
export interface FoundFeed {
  /** The address to poll: where the feed has moved for good, else as it was found. */
  url: string;
  by: FoundBy;
  title: string | null;
  /** In words for people, see `formatOf`. */
  format: string;
  items: number;
  /** Date of its newest item, or null when none has one. */
  newest: Date | null;
  language: string | null;
  /** Other addresses that led to the same feed. */
  also: string[];
}

/** A found feed with what tells whether another one is the same. */
export interface Candidate {
  found: FoundFeed;
  /** The address it was asked at and the one that answered. */
  addresses: string[];
  self: string | null;
  items: Set<string>;
}

/** Older than this (ms), a feed has probably been given up. */
const STALE_MS = 60 * 86_400_000;

/** Share of common items from which two feeds are one: something may have appeared between the two requests. */
const SAME_ITEMS = 0.8;

/** The same for two feeds that call one address their own. Publishers often give all feeds the address of one. */
const SAME_ITEMS_AND_SELF = 0.5;

/** The most trusted first. */
const TRUST: FoundBy[] = ['given', 'declared', 'linked', 'guessed', 'robots'];

/** What is known of a feed that was looked at. */
export function candidateOf(asked: string, by: FoundBy, look: Extract<Look, { kind: 'feed' }>): Candidate {
  const { feed, format, answer } = look;
  return {
    found: {
      url: answer.movedPermanentlyTo ?? asked,
      by,
      title: feed.title,
      format,
      items: feed.items.length,
      newest: newestOf(feed),
      language: feed.language,
      also: [],
    },
    addresses: [asked, answer.url],
    self: feed.self,
    items: new Set(feed.items.map(keyOf)),
  };
}

/** The date of the newest item, or null. */
export function newestOf({ items }: ParsedFeed): Date | null {
  const times = items.flatMap(({ publishedAt, updatedAt }) => (publishedAt ?? updatedAt)?.getTime() ?? []);
  return times.length > 0 ? new Date(Math.max(...times)) : null;
}

function keyOf({ link, guid }: FeedItem): string {
  return (link && normalizeUrl(link)) || guid;
}

/** Each feed once, the one found first standing for those that are the same. */
export function withoutRepeated(candidates: Candidate[]): FoundFeed[] {
  const kept: Candidate[] = [];
  for (const candidate of candidates) {
    const same = kept.find((other) => isSame(other, candidate));
    if (same) same.found.also.push(candidate.found.url);
    else kept.push(candidate);
  }
  return kept.map(({ found }) => ({ ...found, also: [...new Set(found.also)].filter((url) => url !== found.url) }));
}

function isSame(a: Candidate, b: Candidate): boolean {
  if (a.addresses.some((address) => b.addresses.includes(address))) return true;
  const common = a.items.intersection(b.items).size;
  const all = a.items.size + b.items.size - common;
  if (all === 0) return a.self !== null && a.self === b.self;
  const limit = a.self !== null && a.self === b.self ? SAME_ITEMS_AND_SELF : SAME_ITEMS;
  return common / all >= limit;
}

/**
 * The best first: feeds of articles before feeds of comments, those with items before empty ones, those that are alive
 * before those given up, then the most trusted, as the site orders them.
 */
export function ranked(feeds: FoundFeed[], now: Date): FoundFeed[] {
  const isOfComments = ({ url, title }: FoundFeed) => /\bcomments?\b|\bkommentare?\b/i.test(`${url} ${title ?? ''}`);
  const isStale = ({ newest }: FoundFeed) => newest !== null && now.getTime() - newest.getTime() > STALE_MS;
  const rankOf = (feed: FoundFeed) => [
    Number(isOfComments(feed)),
    Number(feed.items === 0),
    Number(isStale(feed)),
    TRUST.indexOf(feed.by),
  ];
  return feeds
    .map((feed) => ({ feed, rank: rankOf(feed) }))
    .sort((a, b) => a.rank.map((value, index) => value - b.rank[index]!).find((difference) => difference !== 0) ?? 0)
    .map(({ feed }) => feed);
}
