import { markup, NO_SCHEDULE, plain, type RawAuthor, type RawFeed, type RawItem, resolveUrl } from '../raw-feed.ts';

type Json = Record<string, unknown>;

/**
 * Reads JSON Feed 1.0 and 1.1 (jsonfeed.org). A number stands for an id, and one author for several, as 1.0 allows.
 *
 * @param url Where the document came from, or null.
 * @returns null when the document is JSON, but not a feed.
 * @throws SyntaxError or RangeError when it is no JSON, or nested too deep.
 */
export function readJsonFeed(document: string, url: string | null, maxItems: number): RawFeed | null {
  const feed: unknown = JSON.parse(document);
  if (!isObject(feed) || !Array.isArray(feed.items)) return null;
  const isNamed = typeof feed.version === 'string' && feed.version.includes('jsonfeed.org');
  if (!isNamed && !('title' in feed || 'home_page_url' in feed || 'feed_url' in feed)) return null;
  const items = feed.items.filter(isObject);
  const hubs = Array.isArray(feed.hubs) ? feed.hubs.filter(isObject) : [];
  return {
    title: plain(textOf(feed.title)),
    link: resolveUrl(textOf(feed.home_page_url), url),
    language: textOf(feed.language),
    items: items.slice(0, maxItems).map((item) => readItem(item, url, authorsOf(feed))),
    itemCount: items.length,
    schedule: NO_SCHEDULE,
    hubs: hubs.filter(({ type }) => type === 'WebSub').flatMap((hub) => resolveUrl(textOf(hub.url), url) ?? []),
    self: resolveUrl(textOf(feed.feed_url), url),
  };
}

function readItem(item: Json, base: string | null, feedAuthors: RawAuthor[]): RawItem {
  const attachments = Array.isArray(item.attachments) ? item.attachments.filter(isObject) : [];
  const authors = authorsOf(item);
  return {
    id: textOf(item.id),
    link: resolveUrl(textOf(item.url) ?? textOf(item.external_url), base),
    title: plain(textOf(item.title)),
    summary: plain(textOf(item.summary)),
    content: markup(textOf(item.content_html), base) ?? plain(textOf(item.content_text)),
    published: textOf(item.date_published),
    updated: textOf(item.date_modified),
    authors: authors.length > 0 ? authors : feedAuthors,
    categories: Array.isArray(item.tags) ? item.tags.flatMap((tag) => textOf(tag) ?? []) : [],
    language: textOf(item.language),
    enclosures: attachments.flatMap((attachment) => {
      const url = resolveUrl(textOf(attachment.url), base);
      return url ? [{ url, type: textOf(attachment.mime_type), bytes: textOf(attachment.size_in_bytes) }] : [];
    }),
  };
}

function authorsOf({ authors, author }: Json): RawAuthor[] {
  return [authors, author]
    .flat()
    .filter(isObject)
    .map(({ name, url }) => ({ name: textOf(name) ?? textOf(url), email: null }))
    .filter(({ name }) => name !== null);
}

function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
