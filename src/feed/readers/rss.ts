import {
  addressIn,
  firstLink,
  type RawEnclosure,
  type RawFeed,
  type RawItem,
  resolveUrl,
} from '../cleaning/raw-feed.ts';
import { childOf, childrenOf, descendantsOf, isCutInside, textOf, type XmlElement } from '../xml/tree.ts';
import {
  alternateOf,
  atomLinks,
  categoryNames,
  firstMarkup,
  firstText,
  lastText,
  originalLink,
  personIn,
  urlIn,
} from './elements.ts';
import { publisherSchedule } from './publisher-schedule.ts';

/**
 * Reads RSS 0.90, 0.91, 0.92, 1.0 (RDF) and 2.0.
 *
 * @param root The element `rss`, `rdf:RDF`, or a `channel` that lost the one around it.
 */
export function readRss(root: XmlElement, maxItems: number): RawFeed {
  const channels = childrenOf(root, 'channel');
  const outer = channels[0] ?? root;
  // One in the other, with nothing to say of its own.
  const channel = (childOf(outer, 'title', 'item') ? undefined : childOf(outer, 'channel')) ?? outer;
  const items = itemsOf(root, channels).filter((item) => !isCutInside(item));
  return {
    title: firstMarkup(channel, 'title', 'dc:title'),
    link: lastLink(channel) ?? alternateOf(channel, 'atom:link'),
    language: firstText(channel, 'language', 'dc:language') ?? channel.language,
    items: items.slice(0, maxItems).map(readItem),
    itemCount: items.length,
    schedule: publisherSchedule(channel),
    hubs: atomLinks(channel, 'hub', 'atom:link', '?:link', 'link').map(({ href }) => href),
    self: atomLinks(channel, 'self', 'atom:link', '?:link', 'link')[0]?.href ?? null,
  };
}

/** In RSS 1.0 items stand beside the channel; some documents have them in places of their own making. */
function itemsOf(root: XmlElement, channels: XmlElement[]): XmlElement[] {
  const direct = [...channels, root].flatMap((parent) => childrenOf(parent, 'item'));
  return direct.length > 0 ? direct : descendantsOf(root, 'item');
}

/** Elements of Atom and of other vocabularies stand in for those of RSS, also where their namespace was forgotten. */
function readItem(item: XmlElement): RawItem {
  const guid = childrenOf(item, 'guid').at(-1);
  const description = firstMarkup(item, 'description');
  const summary = firstMarkup(
    item,
    'atom:summary',
    'summary',
    'dc:description',
    'itunes:summary',
    'media:description',
    'abstract',
  );
  const full = firstMarkup(item, 'content:encoded', 'xhtml:body', 'xhtml:div', 'atom:content', 'content', 'fullitem');
  return {
    id: (guid && textOf(guid).trim()) || firstText(item, 'atom:id', 'id') || (item.attributes['rdf:about'] ?? null),
    link: linkOf(item, guid),
    title: firstMarkup(item, 'title', 'dc:title', 'atom:title', 'media:title', 'itunes:title'),
    summary: full && summary && description === null ? summary : (description ?? summary),
    content: full ?? (description && summary),
    published: firstText(
      item,
      'pubdate',
      'dc:date',
      'atom:published',
      'published',
      'dcterms:issued',
      'dcterms:created',
    ),
    updated:
      lastText(item, 'atom:updated', 'updated', 'dcterms:modified', 'lastmod') ?? item.attributes.lastmod ?? null,
    authors: childrenOf(
      item,
      'author',
      'dc:creator',
      'dc:author',
      'atom:author',
      'itunes:author',
      'managingeditor',
    ).flatMap((author) => personIn(author) ?? []),
    categories: categoriesOf(item),
    language: firstText(item, 'dc:language', 'language') ?? item.language,
    enclosures: enclosuresOf(item),
  };
}

function linkOf(item: XmlElement, guid: XmlElement | undefined): string | null {
  const about = item.attributes['rdf:about'];
  return firstLink(
    originalLink(item),
    lastLink(item),
    alternateOf(item, 'atom:link'),
    permalink(guid),
    addressIn(about, item.base, true),
    resolveUrl(item.attributes.href, item.base),
    addressIn(firstText(item, 'prism:url', 'dc:identifier', 'atom:id', 'id', 'url'), item.base),
    atomLinks(item, 'self', 'atom:link')[0]?.href,
  );
}

/** An id is a permalink unless it says that it is none (RSS 2.0, `guid`), or is no address: a word is none, a path is. */
function permalink(guid: XmlElement | undefined): string | null {
  const said = guid?.attributes.ispermalink?.trim().toLowerCase();
  if (guid === undefined || /^(?:false|no|0)$/.test(said ?? '')) return null;
  const text = textOf(guid).trim();
  return addressIn(text, guid.base, said !== undefined || text.startsWith('/'));
}

/** Of several links the last one counts; it may be written as Atom has it. */
function lastLink(element: XmlElement): string | null {
  const links = childrenOf(element, 'link').flatMap((link) => {
    const isPage = (link.attributes.rel ?? 'alternate').toLowerCase() === 'alternate';
    return firstLink(urlIn(link), isPage ? resolveUrl(link.attributes.href, link.base) : null) ?? [];
  });
  return links.at(-1) ?? null;
}

function categoriesOf(item: XmlElement): string[] {
  const named = childrenOf(item, 'category', 'dc:subject', 'atom:category', 'media:category').flatMap(categoryNames);
  const ofPodcasts = descendantsOf(item, 'itunes:category').map(({ attributes }) => attributes.text ?? '');
  const listed = childrenOf(item, 'itunes:keywords', 'media:keywords', 'tags').flatMap((words) =>
    textOf(words).split(','),
  );
  return [...named, ...ofPodcasts, ...listed].map((category) => category.trim()).filter((category) => category !== '');
}

function enclosuresOf(item: XmlElement): RawEnclosure[] {
  const groups = [item, ...childrenOf(item, 'media:group')];
  const files = [...childrenOf(item, 'enclosure'), ...groups.flatMap((group) => childrenOf(group, 'media:content'))];
  const linked = atomLinks(item, 'enclosure', 'atom:link').map(({ link }) => link);
  return [...files, ...linked].flatMap(({ attributes, base }) => {
    const url = resolveUrl(attributes.url ?? attributes.href, base);
    return url ? [{ url, type: attributes.type ?? null, bytes: attributes.length ?? attributes.filesize ?? null }] : [];
  });
}
