import { readLenientJson } from '../json/lenient.ts';
import type { ParsedFeed } from '../model.ts';
import { parseHttpUrl } from '../net/url.ts';
import { cleanFeed, MAX_ITEMS } from './clean.ts';
import { decodeFeed } from './decode.ts';
import type { RawFeed, RawItem } from './raw-feed.ts';
import { readAtom } from './readers/atom.ts';
import { readJsonFeed } from './readers/json-feed.ts';
import { readRss } from './readers/rss.ts';
import { readSitemap } from './readers/sitemap.ts';
import { type ResolvedFeed, resolveFeed } from './resolved-feed.ts';
import { parseXml } from './xml/parse.ts';
import type { XmlElement } from './xml/tree.ts';

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
  const { text, faults } = decodeFeed(body, contentType);
  const document = withoutJunk(text);
  if (document === '') return { kind: 'unreadable', reason: 'the document is empty' };
  if (IS_JSON.test(document)) return readJson(document, url, faults);
  if (!document.startsWith('<')) return { kind: 'unreadable', reason: 'neither XML nor JSON' };
  const xml = parseXml(document, url);
  const raw = rebased(readRoots(xml.roots), document, url);
  if (raw) return { kind: 'read', raw, faults: [...faults, ...xml.faults] };
  const last = await readWithTheOther(document, xml.roots);
  return last
    ? { kind: 'read', raw: last, faults: [...faults, ...xml.faults] }
    : { kind: 'unreadable', reason: reasonFor(document, xml.roots) };
}

/** Documents begin with blank lines, byte order marks that survived, or the warnings of a broken program. */
function withoutJunk(text: string): string {
  const trimmed = text.replace(/^[\s\ufeff\u0000]+/, '').trimEnd();
  if (/^[[{<]/.test(trimmed)) return trimmed;
  const start = /<(?:\?xml|rss|feed|rdf:RDF|urlset)[\s>]/i.exec(trimmed.slice(0, LONGEST_JUNK))?.index;
  return start === undefined ? trimmed : trimmed.slice(start);
}

/** Characters in front of a feed in which its beginning is looked for. */
const LONGEST_JUNK = 10_000;

/** Also in CDATA or a comment, escaped for HTML, or behind the name of a callback. */
const IS_JSON = /^(?:<!\[CDATA\[|<!--)?\s*(?:\)\]\}'?,?\s*)?(?:[[{]|[^{[<>"\n]{0,200}\(\s*\{)/;

function readJson(document: string, url: string | null, faults: string[]): RawReading {
  const json = readLenientJson(document);
  if (json.kind === 'unreadable') return json;
  const raw = readJsonFeed(json.value, url, MAX_ITEMS);
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
  urlset: readSitemap,
};

/** Of several documents in one the items count together. */
function readRoots(roots: XmlElement[]): RawFeed | null {
  const [feed, ...more] = roots.flatMap((root) => {
    const local = root.name.replace(/^.*:/, '');
    return Object.hasOwn(READERS, local) ? READERS[local]!(root, MAX_ITEMS) : [];
  });
  if (!feed || more.length === 0) return feed ?? null;
  return {
    ...feed,
    items: [feed, ...more].flatMap(({ items }) => items).slice(0, MAX_ITEMS),
    itemCount: [feed, ...more].reduce((sum, { itemCount }) => sum + itemCount, 0),
  };
}

/** Where a feed is served by another host than its site, or nobody knows by which, what is relative is relative to the site. */
function rebased(feed: RawFeed | null, document: string, url: string | null): RawFeed | null {
  const site = feed?.link ? parseHttpUrl(feed.link) : null;
  const own = url === null ? null : URL.parse(url)?.host;
  if (!feed || !site || site.host === own) return feed;
  const isRelative = ({ link }: RawItem) =>
    link !== null && (own ? URL.parse(link)?.host === own : !URL.canParse(link));
  return feed.items.some(isRelative) ? readRoots(parseXml(document, site.href).roots) : feed;
}

/** rss-parser, for what our own readers make nothing of; not for pages, on which it would only take its time. */
async function readWithTheOther(document: string, roots: XmlElement[]): Promise<RawFeed | null> {
  if (roots.length === 0 || roots.some(({ name }) => name.replace(/^.*:/, '') === 'html')) return null;
  // Loaded when it is needed: that is hardly ever.
  const { readWithRssParser } = await import('./readers/rss-parser.ts');
  return readWithRssParser(document, MAX_ITEMS).catch(() => null);
}

function reasonFor(document: string, roots: XmlElement[]): string {
  const names = roots.map(({ name }) => name.replace(/^.*:/, ''));
  if (names.includes('html') || /<!doctype html/i.test(document.slice(0, 1_000))) return 'an HTML page, not a feed';
  if (names.includes('sitemapindex')) return 'a list of sitemaps, not a sitemap';
  if (names.length === 0) return 'neither XML nor JSON';
  return 'XML, but not a feed';
}
