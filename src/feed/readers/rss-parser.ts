import RssParser from 'rss-parser';
import { markup, NO_SCHEDULE, type RawFeed, type RawText } from '../cleaning/raw-feed.ts';

/** What rss-parser leaves of an element: its text, or an object where it had attributes or children. */
type Field = unknown;

/**
 * Reads RSS and Atom with rss-parser. Its regular expressions take quadratic time on some documents: only to be called
 * where a deadline kills the thread.
 *
 * @throws Error when the document is not well-formed, or not a feed.
 */
export async function readWithRssParser(document: string, maxItems: number): Promise<RawFeed> {
  const feed: Record<string, Field> & { items: Record<string, Field>[] } = await new RssParser().parseString(document);
  return {
    title: text(feed.title),
    link: string(feed.link),
    language: string(feed.language),
    items: feed.items.slice(0, maxItems).map((item) => ({
      id: string(item.guid) ?? string(item.id) ?? string(item['rdf:about']),
      link: string(item.link),
      title: text(item.title),
      // `content` is the description of an RSS item, and the content of an Atom entry.
      summary: text(item.summary) ?? text(item.content),
      content: text(item['content:encoded']) ?? text(item.content),
      published: string(item.pubDate) ?? string(item.date),
      updated: null,
      authors: [item.creator, item.author].map((author) => ({ name: string(author), email: null })),
      categories: [item.categories].flat().flatMap((category) => string(category) ?? []),
      language: null,
      enclosures: [],
    })),
    itemCount: feed.items.length,
    schedule: NO_SCHEDULE,
    hubs: [],
    self: null,
  };
}

function text(field: Field): RawText | null {
  return markup(string(field), null);
}

function string(field: Field): string | null {
  if (typeof field === 'string') return field;
  const inner = typeof field === 'object' && field !== null && '_' in field ? field._ : null;
  return typeof inner === 'string' ? inner : null;
}
