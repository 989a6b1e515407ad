import { hash } from 'node:crypto';
import type { FeedItem, ParsedFeed } from '../model.ts';
import { parseHttpUrl } from '../net/url.ts';
import { parseFeedDate } from './date.ts';
import { toPlainText } from './plain-text.ts';
import type { RawFeed, RawItem, RawText } from './raw-feed.ts';
import { storable } from './storable.ts';

/** Items read of one document. */
export const MAX_ITEMS = 1_000;

/** Characters kept. */
const LIMITS = { id: 1_000, link: 2_000, title: 1_000, summary: 10_000, content: 500_000, label: 200, language: 35 };

/** Authors, and categories, kept of one item. */
const MAX_LABELS = 50;

/** Characters of its text that stand in for the title of an item without one. */
const STAND_IN_TITLE = 120;

/**
 * What a reader found → what may be stored and shown: plain text of bounded length, absolute http(s) links, instants.
 * An item that repeats the id of an earlier one is dropped.
 *
 * @param url Absolute URL the document came from; relative links are resolved against it.
 */
export function cleanFeed(raw: RawFeed, url: string): ParsedFeed {
  const base = absolute(raw.base, url) ?? url;
  const items = new Map<string, FeedItem>();
  for (const rawItem of raw.items.slice(0, MAX_ITEMS)) {
    const item = cleanItem(rawItem, base);
    if (!items.has(item.guid)) items.set(item.guid, item);
  }
  return {
    title: text(raw.title, LIMITS.title),
    link: absolute(raw.link, base),
    language: storable(raw.language ?? '', LIMITS.language) || null,
    items: [...items.values()],
    schedule: { everyMs: null, skipHours: [], skipDays: [] },
    hubs: [],
    self: null,
  };
}

function cleanItem(raw: RawItem, feedBase: string): FeedItem {
  const link = absolute(raw.link, absolute(raw.base, feedBase) ?? feedBase);
  const summary = text(raw.summary, LIMITS.summary);
  const content = text(raw.content, LIMITS.content);
  const title = text(raw.title, LIMITS.title) ?? storable(summary ?? content ?? '', STAND_IN_TITLE);
  return {
    guid: guid(raw.id) ?? link ?? contentHash(title, summary, content),
    link,
    title,
    summary,
    content,
    publishedAt: date(raw.published),
    updatedAt: date(raw.updated),
    authors: labels(raw.authors),
    categories: labels(raw.categories),
    language: null,
    enclosures: [],
  };
}

function text(raw: RawText | null, limit: number): string | null {
  return (raw && storable(toPlainText(raw), limit)) || null;
}

/** An absolute http(s) URL of bounded length, or null. */
function absolute(link: string | null, base: string): string | null {
  const href = link ? parseHttpUrl(link, base)?.href : undefined;
  return href && href.length <= LIMITS.link ? href : null;
}

function guid(id: string | null): string | null {
  const whole = storable(id ?? '', Number.POSITIVE_INFINITY);
  if (whole.length <= LIMITS.id) return whole || null;
  // Cut off, two long ids might become one.
  return hash('sha256', whole);
}

/** The same as long as the item says the same. */
function contentHash(...parts: (string | null)[]): string {
  return hash('sha256', JSON.stringify(parts));
}

function date(value: string | null): Date | null {
  return value ? parseFeedDate(value) : null;
}

function labels(values: string[]): string[] {
  const kept = values.slice(0, MAX_LABELS).flatMap((value) => text({ value, isMarkup: true }, LIMITS.label) ?? []);
  return [...new Set(kept)];
}
