import { hash } from 'node:crypto';
import { dateHabits } from '../../date/habits.ts';
import { type DateHabits, parseDate } from '../../date/parse.ts';
import { counted } from '../../language/counted.ts';
import type { Enclosure, FeedItem, ParsedFeed } from '../../model/feed.ts';
import { parseHttpUrl } from '../../net/url.ts';
import { addressOf } from './item-marks.ts';
import { toPlainText } from './plain-text.ts';
import type { RawEnclosure, RawFeed, RawItem, RawText } from './raw-feed.ts';
import { type DistinctItems, distinctItems, type Identified } from './repeated-ids.ts';
import { storable } from './storable.ts';
import { toTitleText } from './title-text.ts';

/** Items read of one document. */
export const MAX_ITEMS = 1_000;

/** Characters kept. */
const LIMITS = { id: 1_000, link: 2_000, title: 1_000, summary: 10_000, content: 500_000, label: 200, language: 35 };

/** Authors, and categories, kept of one item. */
const MAX_LABELS = 50;

/** Enclosures kept of one item, and hubs of a feed. */
const MAX_ENCLOSURES = 20;
const MAX_HUBS = 5;

/** Characters of its text that stand in for the title of an item without one. */
const STAND_IN_TITLE = 120;

/**
 * What a reader found → what may be stored and shown: plain text of bounded length, absolute http(s) links, instants; and
 * what operators should know. An item that was told already is dropped.
 *
 * @param url Absolute URL the document came from, or null.
 */
export function cleanFeed(raw: RawFeed, url: string | null): { feed: ParsedFeed; warnings: string[] } {
  const habits = dateHabits([raw.language], url);
  const distinct = distinctItems(raw.items.slice(0, MAX_ITEMS).map((item) => cleanItem(item, url, habits)));
  const feed: ParsedFeed = {
    title: titleText(raw.title, LIMITS.title),
    link: absolute(raw.link, url),
    language: storable(raw.language ?? '', LIMITS.language) || null,
    items: distinct.items,
    schedule: raw.schedule,
    hubs: raw.hubs.slice(0, MAX_HUBS).flatMap((hub) => absolute(hub, url) ?? []),
    self: absolute(raw.self, url),
  };
  return { feed, warnings: warningsOf(raw, distinct) };
}

/** What was left out, and why. */
function warningsOf(raw: RawFeed, { items, renamed, repeated }: DistinctItems): string[] {
  const read = raw.items.slice(0, MAX_ITEMS);
  const badDates = read.flatMap(({ published, updated }) => [published, updated]).filter(isBadDate);
  // An episode may have no page of its own.
  const unlinked = items.filter(({ link, enclosures }) => link === null && enclosures.length === 0).length;
  return [
    ...(raw.itemCount > read.length
      ? [`${counted(raw.itemCount, 'item')}, of which the first ${MAX_ITEMS.toLocaleString('en')} are read`]
      : []),
    ...(repeated > 0 ? [`${counted(repeated, 'item')} left out that repeat an id`] : []),
    ...(renamed > 0 ? [`${counted(renamed, 'item')} whose id others have, too, told apart by link and title`] : []),
    ...(badDates.length > 0
      ? [`${counted(badDates.length, 'date')} that cannot be read, such as ${quoted(badDates[0]!)}`]
      : []),
    ...(unlinked > 0 ? [`${counted(unlinked, 'item')} without a link`] : []),
  ];
}

function isBadDate(value: string | null): value is string {
  return value !== null && value.trim() !== '' && parseDate(value) === null;
}

/** Not too much of a stranger's words. */
function quoted(value: string): string {
  return JSON.stringify(storable(value, 40));
}

function cleanItem(raw: RawItem, url: string | null, habits: DateHabits): Identified {
  const link = absolute(raw.link, url);
  const summary = text(raw.summary, LIMITS.summary);
  const content = text(raw.content, LIMITS.content);
  const title =
    titleText(raw.title, LIMITS.title) ?? storable((summary ?? content ?? '').replace(/\s+/g, ' '), STAND_IN_TITLE);
  const ofText = contentHash(title, summary, content);
  const item: FeedItem = {
    guid: guid(raw.id) ?? link ?? ofText,
    link,
    title,
    summary,
    content,
    publishedAt: date(raw.published, habits),
    updatedAt: date(raw.updated, habits),
    authors: labels(raw.authors.flatMap(({ name, email }) => name ?? email ?? [])),
    categories: labels(raw.categories),
    language: storable(raw.language ?? '', LIMITS.language) || null,
    enclosures: raw.enclosures.slice(0, MAX_ENCLOSURES).flatMap((enclosure) => cleanEnclosure(enclosure, url)),
  };
  return { item, byItself: addressOf(item) === null ? ofText : (link ?? ofText) };
}

function cleanEnclosure({ url: href, type, bytes }: RawEnclosure, url: string | null): Enclosure[] {
  const address = absolute(href, url);
  if (address === null) return [];
  const length = bytes !== null && /^\d{1,15}$/.test(bytes.trim()) ? Number(bytes) : null;
  return [{ url: address, type: storable(type ?? '', LIMITS.label) || null, bytes: length }];
}

function text(raw: RawText | null, limit: number): string | null {
  return (raw && storable(toPlainText(raw), limit)) || null;
}

function titleText(raw: RawText | null, limit: number): string | null {
  return (raw && storable(toTitleText(raw), limit)) || null;
}

/** An absolute http(s) URL of bounded length, or null. */
function absolute(link: string | null, base: string | null): string | null {
  const href = link ? parseHttpUrl(link, base ?? undefined)?.href : undefined;
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

function date(value: string | null, habits: DateHabits): Date | null {
  return value ? parseDate(value, habits) : null;
}

function labels(values: string[]): string[] {
  const kept = values
    .slice(0, MAX_LABELS)
    .flatMap((value) => titleText({ value, isMarkup: true, base: null }, LIMITS.label) ?? []);
  return [...new Set(kept)];
}
