import { type AtomFeed, type JsonFeed, parseFeed, type RdfFeed, type RssFeed } from 'feedsmith';
import { markup, plain, type RawFeed, type RawItem, type RawText } from '../raw-feed.ts';

/**
 * Reads RSS 0.9x and 2.0, RSS 1.0 (RDF), Atom and JSON Feed.
 *
 * @throws Error when the document is none of these, or not well-formed.
 */
export function readWithFeedsmith(document: string, maxItems: number): RawFeed {
  const { format, feed } = parseFeed(document, { maxItems });
  switch (format) {
    case 'rss':
      return fromRss(feed);
    case 'atom':
      return fromAtom(feed);
    case 'rdf':
      return fromRdf(feed);
    case 'json':
      return fromJson(feed);
  }
}

function fromRss(feed: RssFeed.Feed<string>): RawFeed {
  return {
    title: markup(feed.title),
    link: feed.link ?? alternate(feed.atom?.links),
    base: feed.xml?.base ?? null,
    language: feed.language ?? feed.dc?.languages?.[0] ?? feed.xml?.lang ?? null,
    items: (feed.items ?? []).map(fromRssItem),
  };
}

function fromRssItem(item: RssFeed.Item<string>): RawItem {
  const permalink = item.guid?.isPermaLink === false ? null : item.guid?.value;
  return {
    id: item.guid?.value ?? null,
    link: item.link ?? alternate(item.atom?.links) ?? permalink ?? null,
    base: item.xml?.base ?? null,
    title: markup(item.title ?? item.dc?.titles?.[0]),
    summary: markup(item.description ?? item.dc?.descriptions?.[0]),
    content: markup(item.content?.encoded),
    published: item.pubDate ?? item.dc?.dates?.[0] ?? item.atom?.published ?? null,
    updated: item.atom?.updated ?? item.dcterms?.modified?.[0] ?? null,
    authors: [...names(item.authors), ...(item.dc?.creators ?? [])],
    categories: [...(item.categories ?? []).flatMap(({ name }) => name ?? []), ...(item.dc?.subjects ?? [])],
  };
}

function fromRdf(feed: RdfFeed.Feed<string>): RawFeed {
  return {
    title: markup(feed.title),
    link: feed.link ?? null,
    base: feed.xml?.base ?? null,
    language: feed.dc?.languages?.[0] ?? feed.xml?.lang ?? null,
    items: (feed.items ?? []).map((item) => ({
      id: item.rdf?.about ?? null,
      link: item.link ?? item.rdf?.about ?? null,
      base: item.xml?.base ?? null,
      title: markup(item.title ?? item.dc?.titles?.[0]),
      summary: markup(item.description ?? item.dc?.descriptions?.[0]),
      content: markup(item.content?.encoded),
      published: item.dc?.dates?.[0] ?? null,
      updated: item.dcterms?.modified?.[0] ?? null,
      authors: item.dc?.creators ?? [],
      categories: item.dc?.subjects ?? [],
    })),
  };
}

function fromAtom(feed: AtomFeed.Feed<string>): RawFeed {
  return {
    title: atomText(feed.title),
    link: alternate(feed.links),
    base: feed.xml?.base ?? null,
    language: feed.xml?.lang ?? feed.dc?.languages?.[0] ?? null,
    items: (feed.entries ?? []).map((entry) => ({
      id: entry.id ?? null,
      link: alternate(entry.links) ?? entry.content?.src ?? null,
      base: entry.xml?.base ?? null,
      title: atomText(entry.title),
      summary: atomText(entry.summary),
      content: atomText(entry.content),
      published: entry.published ?? entry.dc?.dates?.[0] ?? null,
      updated: entry.updated ?? null,
      authors: [...names(entry.authors), ...(entry.dc?.creators ?? [])],
      categories: (entry.categories ?? []).flatMap(({ label, term }) => label ?? term ?? []),
    })),
  };
}

function fromJson(feed: JsonFeed.Feed<string>): RawFeed {
  return {
    title: plain(feed.title),
    link: feed.home_page_url ?? null,
    base: null,
    language: feed.language ?? null,
    items: (feed.items ?? []).map((item) => ({
      id: item.id ?? null,
      link: item.url ?? item.external_url ?? null,
      base: null,
      title: plain(item.title),
      summary: plain(item.summary),
      content: markup(item.content_html) ?? plain(item.content_text),
      published: item.date_published ?? null,
      updated: item.date_modified ?? null,
      authors: names(item.authors),
      categories: item.tags ?? [],
    })),
  };
}

/** The article page among an Atom element's links: `rel` is `alternate` when not given (RFC 4287 §4.2.7.2). */
function alternate(links: AtomFeed.Link<string>[] = []): string | null {
  const alternates = links.filter(({ rel = 'alternate' }) => rel === 'alternate');
  const page = alternates.find(({ type = 'text/html' }) => type.includes('html')) ?? alternates[0];
  return page?.href ?? null;
}

/** A tag, or an entity that is still one after the XML was decoded. */
const LOOKS_LIKE_MARKUP = /<\/?[a-z][^<>]*>|&(?:#\d+|#x[\da-f]+|[a-z]\w+);/i;

/** RFC 4287 §3.1: plain unless a type says otherwise. Publishers forget the type, so text that looks like HTML is. */
function atomText(text: AtomFeed.Text | AtomFeed.Content | undefined): RawText | null {
  if (!text?.value) return null;
  return { value: text.value, isMarkup: text.type?.includes('html') || LOOKS_LIKE_MARKUP.test(text.value) };
}

function names(people: { name?: string; email?: string }[] = []): string[] {
  return people.flatMap(({ name, email }) => name ?? email ?? []);
}
