import { decodeDocument } from '../charset/decode.ts';
import type { ParsedFeed } from '../model.ts';
import { cleanFeed, MAX_ITEMS } from './clean.ts';
import type { RawFeed } from './raw-feed.ts';
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
  const { text, faults } = decodeDocument(body, { contentType, url });
  const document = withoutJunk(text);
  if (document === '') return { kind: 'unreadable', reason: 'the document is empty' };
  if (/^[[{]/.test(document)) return readJson(document, url, faults);
  if (!document.startsWith('<')) return { kind: 'unreadable', reason: 'neither XML nor JSON' };
  const xml = parseXml(document, url);
  const raw = readRoot(xml.roots);
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

function readJson(document: string, url: string | null, faults: string[]): RawReading {
  try {
    const raw = readJsonFeed(document, url, MAX_ITEMS);
    return raw ? { kind: 'read', raw, faults } : { kind: 'unreadable', reason: 'JSON, but not a JSON Feed' };
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
    return { kind: 'unreadable', reason: 'malformed JSON' };
  }
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

function readRoot(roots: XmlElement[]): RawFeed | null {
  for (const root of roots) {
    const local = root.name.replace(/^.*:/, '');
    if (Object.hasOwn(READERS, local)) return READERS[local]!(root, MAX_ITEMS);
  }
  return null;
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
