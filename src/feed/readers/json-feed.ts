import {
  addressIn,
  firstLink,
  markup,
  NO_SCHEDULE,
  plain,
  type RawAuthor,
  type RawFeed,
  type RawItem,
  resolveUrl,
} from '../cleaning/raw-feed.ts';

type Json = Record<string, unknown>;

/**
 * Reads JSON Feed 1.0 and 1.1 (jsonfeed.org). A number stands for an id, one author for several, as 1.0 allows, and a
 * single value for a list of them; of several feeds one after another the items count together.
 *
 * @param document The value of the JSON.
 * @param url Where the document came from, or null.
 * @returns null when it is no feed.
 */
export function readJsonFeed(document: unknown, url: string | null, maxItems: number): RawFeed | null {
  const feeds = listed(document).filter(isFeed);
  const [feed] = feeds;
  if (!feed) return null;
  const items = feeds.flatMap(itemsOf);
  const hubs = listed(feed.hubs).filter(isObject);
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

function isFeed(value: unknown): value is Json {
  if (!isObject(value)) return false;
  const isNamed = typeof value.version === 'string' && value.version.includes('jsonfeed.org');
  // Some write `null` for an empty list.
  if (value.items === null) return isNamed;
  if (typeof value.items !== 'object') return false;
  return isNamed || 'title' in value || 'home_page_url' in value || 'feed_url' in value;
}

/** Items may be listed by name, or be one. */
function itemsOf({ items }: Json): Json[] {
  if (isObject(items) && !ITEM_KEYS.some((key) => key in items)) return Object.values(items).filter(isObject);
  return listed(items).filter(isObject);
}

const ITEM_KEYS = ['id', 'url', 'title', 'content_html', 'content_text'];

function readItem(item: Json, base: string | null, feedAuthors: RawAuthor[]): RawItem {
  const attachments = listed(item.attachments).filter(isObject);
  const authors = authorsOf(item);
  return {
    id: textOf(item.id),
    link: firstLink(
      resolveUrl(textOf(item.url), base),
      resolveUrl(textOf(item.external_url), base),
      resolveUrl(textOf(item.link), base),
      addressIn(textOf(item.id), base),
    ),
    title: plain(textOf(item.title)),
    summary: plain(textOf(item.summary)),
    content: markup(textOf(item.content_html), base) ?? plain(textOf(item.content_text)),
    published: textOf(item.date_published),
    updated: textOf(item.date_modified),
    authors: authors.length > 0 ? authors : feedAuthors,
    categories: (typeof item.tags === 'string' ? item.tags.split(',') : listed(item.tags)).flatMap(
      (tag) => textOf(tag)?.trim() ?? [],
    ),
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
    .map((one) => ({ name: isObject(one) ? (textOf(one.name) ?? textOf(one.url)) : textOf(one), email: null }))
    .filter(({ name }) => name !== null);
}

function listed(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
