import { Parser } from 'htmlparser2';
import { parseHttpUrl } from '../../net/url.ts';

/** A link of a page to what is, or may be, a feed. */
export interface FeedLink {
  /** Absolute http(s) URL without a fragment. */
  url: string;
  /** `declared`: the page says that it is a feed. `linked`: it only looks like one. */
  by: 'declared' | 'linked';
}

/** Markup read at most, in characters: the links of a front page stand well within. */
const MAX_MARKUP = 2_000_000;

/** Elements open at once. No page has so many, and each further one would take longer than the one before. */
const MAX_DEPTH = 500;

/** Links kept of each kind. */
const MAX_LINKS = 50;

/** Media types of feeds (RSS Advisory Board, RFC 4287 §7, JSON Feed 1.1), and those that publishers write for them. */
const FEED_TYPES = new Set(
  'application/rss+xml application/atom+xml application/rdf+xml application/feed+json application/x-rss+xml text/rss+xml'.split(
    ' ',
  ),
);

/** Of these types are feeds, and much else: believed where `rel` says `feed`. */
const LOOSE_TYPES = new Set('application/xml text/xml application/json'.split(' '));

/** A path with `rss`, `atom`, `rdf` or `feed` as a word of its own: not `feedback`, not `embarrassing`. */
const LOOKS_LIKE_FEED = /(?:^|[/._~-])(?:rss2?|atom|rdf|xml-feed|feeds?)(?:$|[/._~-])/i;

/** What has such a word and is never a feed: a page about the feeds has one too, but is worth a look. */
const NEVER_A_FEED = /\.(?:png|jpe?g|gif|svg|webp|ico|css|js|pdf|zip|mp3|mp4)$/i;

/**
 * The links of a page that lead to feeds, those it declares as feeds first, each once, in the order of the page. Links
 * are resolved against `<base href>` where there is one.
 *
 * @param html Read up to 2,000,000 characters, or 500 elements within each other; may be anything.
 * @param url Absolute URL the page came from.
 */
export function feedLinksOf(html: string, url: string): FeedLink[] {
  const declared: string[] = [];
  const linked: string[] = [];
  let base: string | null = null;
  let depth = 0;

  const parser = new Parser({
    onclosetag() {
      depth -= 1;
    },
    onopentag(name, { href, rel = '', type = '' }) {
      depth += 1;
      if (depth > MAX_DEPTH) parser.pause();
      if (!href) return;
      // Only the first one counts: HTML Standard, 4.2.3.
      if (name === 'base') base ??= href;
      else if (name === 'link' && declares(rel, type)) keep(declared, href);
      else if (name === 'a' && looksLikeFeed(href, type)) keep(linked, href);
    },
  });
  parser.end(html.slice(0, MAX_MARKUP));

  const against = (base !== null && parseHttpUrl(base, url)?.href) || url;
  const found = new Map<string, FeedLink>();
  for (const [by, links] of [['declared', declared] as const, ['linked', linked] as const]) {
    for (const href of links) {
      const target = parseHttpUrl(href, against);
      if (!target) continue;
      target.hash = '';
      if (!found.has(target.href)) found.set(target.href, { url: target.href, by });
    }
  }
  return [...found.values()];
}

function keep(links: string[], href: string): void {
  if (links.length < MAX_LINKS) links.push(href);
}

/** `rel="alternate"` with the type of a feed (RSS Advisory Board, autodiscovery), or `rel="feed"`. */
function declares(rel: string, type: string): boolean {
  const relations = rel.toLowerCase().split(/\s+/);
  const media = mediaTypeOf(type);
  if (relations.includes('feed')) return media === '' || FEED_TYPES.has(media) || LOOSE_TYPES.has(media);
  return relations.includes('alternate') && FEED_TYPES.has(media);
}

function looksLikeFeed(href: string, type: string): boolean {
  if (FEED_TYPES.has(mediaTypeOf(type))) return true;
  const path = href.split(/[?#]/, 1)[0] ?? '';
  return LOOKS_LIKE_FEED.test(path.replace(/^https?:\/\/[^/]*/i, '')) && !NEVER_A_FEED.test(path);
}

/** `Text/XML; charset=utf-8` → `text/xml`. */
function mediaTypeOf(type: string): string {
  return (type.split(';', 1)[0] ?? '').trim().toLowerCase();
}
