import { parseOpml } from 'feedsmith';
import { Parser } from 'htmlparser2';
import { decodeDocument } from '../../charset/decode.ts';
import { storable } from '../cleaning/storable.ts';

/** A feed of a list. All text is as the list has it: of bounded length, on one line, and otherwise unchecked. */
export interface OpmlOutline {
  /** Where its outline begins, from 1; null when that cannot be told. */
  line: number | null;
  /** Its title, or null when it has none but its address. */
  title: string | null;
  /** As it stands there; null where an outline says that it is a feed and has no address. */
  url: string | null;
  /** The names of the folders around it, the outermost first, then its categories. */
  tags: string[];
  /** What Wirewatch itself wrote down when it exported the list; null where it did not. */
  id: string | null;
  every: string | null;
  country: string | null;
  backfill: boolean;
}

/** What a document turned out to be. The reason is for people. */
export type OpmlReading = { kind: 'read'; outlines: OpmlOutline[] } | { kind: 'unreadable'; reason: string };

/** Elements within elements. The limit of the parser behind feedsmith is 100. */
const MAX_DEPTH = 90;

/** More do not fit into a file of the configuration. */
const MAX_FEEDS = 100_000;

/** Characters kept. An address is kept whole: cut off, it would be another one. */
const LIMITS = { url: Number.POSITIVE_INFINITY, title: 500, tag: 200 };
const MAX_TAGS = 50;

/** Attributes of our own, for what OPML has no word for. OPML 2.0 allows them in a namespace of their own. */
export const OWN_ATTRIBUTES = ['wirewatch:id', 'wirewatch:every', 'wirewatch:country', 'wirewatch:backfill'] as const;

type Opml = ReturnType<typeof parseOpml<never, typeof OWN_ATTRIBUTES>>;
type Outline = NonNullable<NonNullable<Opml['body']>['outlines']>[number];

/** Reads a list of feeds. Hostile input may keep it busy for long: to be run where a deadline ends it. */
export function readOpmlDocument(bytes: Uint8Array): OpmlReading {
  const document = decodeDocument(bytes, { contentType: null, url: null }).text.trim();
  const { lines, depth, isOpml } = surveyOutlines(document);
  if (!isOpml) return { kind: 'unreadable', reason: 'not OPML: there is no <opml> in it' };
  if (depth > MAX_DEPTH) return { kind: 'unreadable', reason: `nested deeper than ${MAX_DEPTH} elements` };
  if (lines.length > MAX_FEEDS) return { kind: 'unreadable', reason: `more than ${MAX_FEEDS} feeds` };
  let opml: Opml;
  try {
    opml = parseOpml(document, { extraOutlineAttributes: OWN_ATTRIBUTES });
  } catch (error) {
    const detail = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
    return { kind: 'unreadable', reason: `not OPML${storable(detail, LIMITS.title)}` };
  }
  const outlines = (opml.body?.outlines ?? []).flatMap((outline) => feedsIn(outline, []));
  // Both readings go through the outlines in the order of the document; where they disagree, no line is better than a wrong one.
  const canNumber = outlines.length === lines.length;
  return {
    kind: 'read',
    outlines: outlines.map((outline, index) => ({ ...outline, line: canNumber ? lines[index]! : null })),
  };
}

/** The lines at which outlines that are feeds begin, and how deep elements are nested: feedsmith tells neither. */
function surveyOutlines(document: string): { lines: number[]; depth: number; isOpml: boolean } {
  const lines: number[] = [];
  let line = 1;
  let lineFeed = document.indexOf('\n');
  let open = 0;
  let depth = 0;
  let isOpml = false;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        open += 1;
        depth = Math.max(depth, open);
        // Each further element would take longer than the one before.
        if (depth > MAX_DEPTH) parser.pause();
        if (name === 'opml') isOpml = true;
        if (name !== 'outline' || !isFeed(attributes.xmlurl, attributes.type)) return;
        while (lineFeed >= 0 && lineFeed < parser.startIndex) {
          line += 1;
          lineFeed = document.indexOf('\n', lineFeed + 1);
        }
        lines.push(line);
        if (lines.length > MAX_FEEDS) parser.pause();
      },
      onclosetag() {
        open -= 1;
      },
    },
    // Names as feedsmith compares them: whatever their case.
    { xmlMode: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  parser.end(document);
  return { lines, depth, isOpml };
}

/** An outline with the address of a feed, or one that says it is a feed. */
function isFeed(xmlUrl: string | undefined, type: string | undefined): boolean {
  return Boolean(xmlUrl?.trim()) || /^(?:rss|atom|feed)$/i.test(type?.trim() ?? '');
}

function feedsIn(outline: Outline, folders: string[]): Omit<OpmlOutline, 'line'>[] {
  const { xmlUrl, type } = outline;
  const title = oneLine(outline.title ?? outline.text, LIMITS.title);
  const feed = isFeed(xmlUrl, type) ? [feedOf(outline, title, folders)] : [];
  const inner = outline.outlines ?? [];
  if (inner.length === 0) return feed;
  // A feed may hold further ones; only what is no feed is a folder.
  const path = feed.length > 0 || !title ? folders : [...folders, oneLine(outline.title ?? outline.text, LIMITS.tag)];
  return [...feed, ...inner.flatMap((child) => feedsIn(child, path))];
}

function feedOf(outline: Outline, title: string, folders: string[]): Omit<OpmlOutline, 'line'> {
  const url = oneLine(outline.xmlUrl, LIMITS.url) || null;
  const own = (name: (typeof OWN_ATTRIBUTES)[number]) => {
    const value = (outline as Record<string, unknown>)[name];
    return (typeof value === 'string' && oneLine(value, LIMITS.tag)) || null;
  };
  return {
    title: title === '' || title === url ? null : title,
    url,
    tags: [...new Set([...folders, ...categoriesOf(outline.category)])].slice(0, MAX_TAGS),
    id: own('wirewatch:id'),
    every: own('wirewatch:every'),
    country: own('wirewatch:country'),
    backfill: own('wirewatch:backfill') === 'true',
  };
}

/** OPML 2.0: categories are separated by commas, and each may be a path with slashes. */
function categoriesOf(category: string | undefined): string[] {
  return (category ?? '').split(/[,/]/).flatMap((name) => oneLine(name, LIMITS.tag) || []);
}

function oneLine(text: string | undefined, limit: number): string {
  return storable((text ?? '').replace(/[\s\p{Cc}]+/gu, ' '), limit);
}
