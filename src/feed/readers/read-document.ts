import { decodeHTMLStrict } from 'entities/decode';
import { decodeDocument } from '../../charset/decode.ts';
import { readLenientJson } from '../../json/lenient.ts';
import type { ParsedFeed } from '../../model/feed.ts';
import { parseHttpUrl } from '../../net/url.ts';
import { cleanFeed, MAX_ITEMS } from '../cleaning/clean.ts';
import type { RawFeed, RawItem } from '../cleaning/raw-feed.ts';
import { type ResolvedFeed, resolveFeed } from '../cleaning/resolved-feed.ts';
import { parseXml } from '../xml/parse.ts';
import { childOf, descendantsOf, type XmlElement } from '../xml/tree.ts';
import { readAtom } from './atom.ts';
import { readJsonFeed } from './json-feed.ts';
import { readRss } from './rss.ts';
import { readSitemap } from './sitemap.ts';

/** A document that was fetched as a feed. */
export interface FeedDocument {
  body: Uint8Array;
  /** The `Content-Type` header, or null. */
  contentType: string | null;
  /** Absolute URL that answered, against which relative URLs are resolved; null when it is not known. */
  url: string | null;
}

/** What a document turned out to be. Reason and warnings are for operators: one line each, without a secret. */
export type FeedReading =
  | {
      kind: 'parsed';
      feed: ParsedFeed;
      /** What had to be mended, guessed or left out. */
      warnings: string[];
    }
  | { kind: 'unreadable'; reason: string };

/** The same, as the feed has it: texts are HTML where it has HTML, with absolute URLs. */
export type ResolvedReading = { kind: 'parsed'; feed: ResolvedFeed } | { kind: 'unreadable'; reason: string };

/** Reads a document into what may be stored: plain text, absolute links, instants. */
export async function readDocument(document: FeedDocument): Promise<FeedReading> {
  const read = await readRaw(document);
  if (read.kind === 'unreadable') return read;
  const { feed, warnings } = cleanFeed(read.raw, document.url);
  return { kind: 'parsed', feed, warnings: [...read.faults, ...warnings] };
}

/** Reads a document as it is. */
export async function readResolvedDocument(document: FeedDocument): Promise<ResolvedReading> {
  const read = await readRaw(document);
  return read.kind === 'unreadable' ? read : { kind: 'parsed', feed: resolveFeed(read.raw, document.url) };
}

type RawReading = { kind: 'read'; raw: RawFeed; faults: string[] } | { kind: 'unreadable'; reason: string };

async function readRaw({ body, contentType, url }: FeedDocument): Promise<RawReading> {
  const { text, faults } = decodeDocument(body, { contentType, url });
  const document = withoutJunk(text);
  if (document === '') return { kind: 'unreadable', reason: 'the document is empty' };
  if (/^[[{]/.test(document)) return readJson(document, url, faults);
  if (!document.startsWith('<')) return { kind: 'unreadable', reason: 'neither XML nor JSON' };
  const xml = parseXml(document, url);
  const raw = rebased(readRoots(xml.roots), url, (base) => readRoots(parseXml(document, base).roots));
  if (raw) return { kind: 'read', raw, faults: [...faults, ...xml.faults] };
  const last = await readWithTheOther(document, xml.roots);
  return last
    ? { kind: 'read', raw: last, faults: [...faults, ...xml.faults] }
    : { kind: 'unreadable', reason: reasonFor(document, xml.roots) };
}

/** Documents begin with blank lines, byte order marks that survived, or the warnings of a broken program. */
function withoutJunk(text: string): string {
  const trimmed = text.replace(/^[\s\ufeff\u0000]+/, '').trimEnd();
  const json = /^(?:[^<[{]|<(?:\?xml[^<>]*>|!\[CDATA\[|!--|(?:script|pre)[^<>]*>))[^<[{]*\{/.exec(
    trimmed.slice(0, LONGEST_JUNK),
  );
  if (json && IS_JSON_FEED.test(trimmed.slice(0, LONGEST_JUNK))) return trimmed.slice(json[0].length - 1);
  if (/^[[{<]/.test(trimmed)) return trimmed;
  if (/^&lt;(?:\?xml|rss|feed|rdf)\b/i.test(trimmed)) return decodeHTMLStrict(trimmed);
  const start = /<(?:\?xml|rss|feed|rdf:RDF|urlset)[\s>]/i.exec(trimmed.slice(0, LONGEST_JUNK))?.index;
  return start === undefined ? trimmed : trimmed.slice(start);
}

/** What tells a JSON Feed behind something else: a comment, the name of a callback, the mark of CDATA. */
const IS_JSON_FEED = /jsonfeed\.org\/version|["'](?:items|feed_url)["']\s*:/;

/** Characters in front of a feed in which its beginning is looked for. */
const LONGEST_JUNK = 10_000;

function readJson(document: string, url: string | null, faults: string[]): RawReading {
  const json = readLenientJson(document);
  if (json.kind === 'unreadable') return json;
  const read = (base: string | null) => readJsonFeed(json.value, base, MAX_ITEMS);
  const raw = rebased(read(url), url, read);
  if (raw) return { kind: 'read', raw, faults: json.mended ? [...faults, 'the JSON is malformed'] : faults };
  return { kind: 'unreadable', reason: json.mended ? 'malformed JSON' : 'JSON, but not a JSON Feed' };
}

/** By the name of an outermost element, whatever namespace it claims: who reads what is below it. */
const READERS: Record<string, (root: XmlElement, maxItems: number) => RawFeed> = {
  rss: readRss,
  rdf: readRss,
  channel: readRss,
  feed: readAtom,
  entry: readAtom,
  item: (root, maxItems) => readRss({ ...root, name: 'channel', children: [root] }, maxItems),
  urlset: readSitemap,
};

/** Of several documents in one the items count together. One may stand inside of something else, such as a page. */
function readRoots(roots: XmlElement[]): RawFeed | null {
  const readable = roots.filter((root) => Object.hasOwn(READERS, localName(root)));
  const [feed, ...more] = (readable.length > 0 ? readable : roots.flatMap(feedsInside)).map(readRoot);
  if (!feed || more.length === 0) return feed ?? null;
  return {
    ...feed,
    items: [feed, ...more].flatMap(({ items }) => items).slice(0, MAX_ITEMS),
    itemCount: [feed, ...more].reduce((sum, { itemCount }) => sum + itemCount, 0),
  };
}

/** Entries of Atom may stand in RSS, and the reverse. */
function readRoot(root: XmlElement): RawFeed {
  const feed = READERS[localName(root)]!(root, MAX_ITEMS);
  if (feed.items.length > 0) return feed;
  const other = root.name.endsWith('feed')
    ? readRss(root, MAX_ITEMS)
    : readAtom(childOf(root, 'channel') ?? root, MAX_ITEMS);
  return other.items.length > 0 ? { ...feed, items: other.items, itemCount: other.itemCount } : feed;
}

function feedsInside(root: XmlElement): XmlElement[] {
  return ['rss', 'rdf:rdf', 'feed', 'atom:feed'].flatMap((name) => descendantsOf(root, name)).slice(0, 1);
}

function localName({ name }: XmlElement): string {
  return name.replace(/^.*:/, '');
}

/**
 * Where a feed is served by another host than its site, or nobody knows by which, what is relative is relative to the site.
 *
 * @param readAgain Reads the document as if it came from there.
 */
function rebased(feed: RawFeed | null, url: string | null, readAgain: (url: string) => RawFeed | null): RawFeed | null {
  const told = feed?.link ?? feed?.self;
  const site = told ? parseHttpUrl(told) : null;
  const own = url === null ? null : URL.parse(url)?.host;
  if (!feed || !site || site.host === own) return feed;
  const isRelative = ({ link }: RawItem) =>
    link !== null && (own ? URL.parse(link)?.host === own : !URL.canParse(link));
  return feed.items.some(isRelative) ? readAgain(site.href) : feed;
}

/** rss-parser, for what our own readers make nothing of; not for pages, on which it would only take its time. */
async function readWithTheOther(document: string, roots: XmlElement[]): Promise<RawFeed | null> {
  if (roots.length === 0 || roots.some(({ name }) => name.replace(/^.*:/, '') === 'html')) return null;
  // Loaded when it is needed: that is hardly ever.
  const { readWithRssParser } = await import('./rss-parser.ts');
  return readWithRssParser(document, MAX_ITEMS).catch(() => null);
}

function reasonFor(document: string, roots: XmlElement[]): string {
  const names = roots.map(({ name }) => name.replace(/^.*:/, ''));
  if (names.includes('html') || /<!doctype html/i.test(document.slice(0, 1_000))) return 'an HTML page, not a feed';
  if (names.includes('sitemapindex')) return 'a list of sitemaps, not a sitemap';
  if (names.length === 0) return 'neither XML nor JSON';
  return 'XML, but not a feed';
}
