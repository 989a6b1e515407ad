import {
  addressIn,
  firstLink,
  markup,
  plain,
  type RawAuthor,
  type RawFeed,
  type RawItem,
  type RawText,
  resolveUrl,
} from '../cleaning/raw-feed.ts';
import {
  childOf,
  childrenOf,
  descendantsOf,
  hasElements,
  innerMarkup,
  isCutInside,
  textOf,
  type XmlElement,
} from '../xml/tree.ts';
import {
  alternateOf,
  atomLinks,
  categoryNames,
  firstText,
  lastText,
  originalLink,
  personIn,
  urlIn,
} from './elements.ts';
import { publisherSchedule } from './publisher-schedule.ts';

/** An element of Atom, also where its namespace was forgotten or is misspelt. */
const named = (...locals: string[]) => locals.flatMap((local) => [`atom:${local}`, local, `?:${local}`]);

const LINK = named('link');

/**
 * Reads Atom 0.3 and 1.0 (RFC 4287).
 *
 * @param root The element `feed`, or a lone `entry`.
 */
export function readAtom(root: XmlElement, maxItems: number): RawFeed {
  const entries = root.name.endsWith('entry') ? [root] : entriesOf(root).filter((entry) => !isCutInside(entry));
  const feedAuthors = authorsOf(root);
  return {
    title: textConstruct(childOf(root, ...named('title'))),
    link: alternateOf(root, ...LINK),
    language: root.language ?? firstText(root, 'dc:language'),
    items: entries.slice(0, maxItems).map((entry) => readEntry(entry, feedAuthors)),
    itemCount: entries.length,
    schedule: publisherSchedule(root),
    hubs: atomLinks(root, 'hub', ...LINK).map(({ href }) => href),
    self: atomLinks(root, 'self', ...LINK)[0]?.href ?? null,
  };
}

/** Some documents have them in a place of their own making. */
function entriesOf(root: XmlElement): XmlElement[] {
  const direct = childrenOf(root, ...named('entry'));
  return direct.length > 0 ? direct : named('entry').flatMap((name) => descendantsOf(root, name));
}

function readEntry(entry: XmlElement, feedAuthors: RawAuthor[]): RawItem {
  const id = childOf(entry, ...named('id', 'guid'));
  const content = childOf(entry, ...named('content'), 'content:encoded');
  const source = childOf(entry, ...named('source'));
  const authors = [authorsOf(entry), source ? authorsOf(source) : [], feedAuthors].find(({ length }) => length > 0);
  return {
    id: id ? idOf(id) : null,
    link: linkOf(entry, id),
    title: textConstruct(childOf(entry, ...named('title'))),
    summary: textConstruct(childOf(entry, ...named('summary', 'description'))),
    content: textConstruct(content),
    published: lastText(entry, ...named('published', 'issued'), 'dc:date', ...named('created', 'pubdate')),
    updated: lastText(entry, ...named('updated', 'modified')),
    authors: authors ?? [],
    categories: childrenOf(entry, ...named('category'), 'dc:subject')
      .flatMap(categoryNames)
      .filter((name) => name.trim() !== ''),
    language: entry.language,
    enclosures: atomLinks(entry, 'enclosure', ...LINK).map(({ href, link: { attributes } }) => ({
      url: href,
      type: attributes.type ?? null,
      bytes: attributes.length ?? null,
    })),
  };
}

/** An entry without a page of its own may have its address for an id, or link to it under another name. */
function linkOf(entry: XmlElement, id: XmlElement | undefined): string | null {
  const content = childOf(entry, ...named('content'));
  const [written] = childrenOf(entry, ...LINK).flatMap((link) => (link.attributes.href ? [] : (urlIn(link) ?? [])));
  return firstLink(
    originalLink(entry),
    alternateOf(entry, ...LINK),
    written,
    ...['canonical', 'bookmark', 'permalink'].flatMap((rel) => atomLinks(entry, rel, ...LINK).map(({ href }) => href)),
    resolveUrl(content?.attributes.src, content?.base ?? null),
    id && addressIn(textOf(id), id.base),
    ...atomLinks(entry, 'self', ...LINK).flatMap(({ href, link }) =>
      /html/i.test(link.attributes.type ?? '') ? href : [],
    ),
  );
}

function authorsOf(element: XmlElement): RawAuthor[] {
  return childrenOf(element, ...named('author'), 'dc:creator').flatMap((author) => personIn(author) ?? []);
}

/** An id is compared as it is written (RFC 4287 §4.2.6.1); one that leans on `xml:base` is not whole without. */
function idOf(element: XmlElement): string | null {
  const id = textOf(element).trim();
  return (element.isBaseDeclared ? resolveUrl(id, element.base) : id) || null;
}

/** A tag, or an entity that is still one after the XML was decoded. */
const LOOKS_LIKE_MARKUP = /<\/?[a-z][^<>]*>|&(?:#\d+|#x[\da-f]+|[a-z]\w+);/i;

/**
 * A text or content construct (RFC 4287 §3.1, §4.1.3; Atom 0.3's `mode`). Plain unless a type says otherwise; publishers
 * forget the type, so text that looks like HTML is HTML. Null for what is no text.
 */
function textConstruct(element: XmlElement | undefined): RawText | null {
  if (!element) return null;
  const { attributes, base } = element;
  const type = (attributes.type ?? 'text').trim().toLowerCase();
  if (hasElements(element)) return markup(innerMarkup(element), base);
  const isText = /^(?:text|html|xhtml)$|^text\/|[/+](?:xml|json)$/.test(type);
  const isBase64 = attributes.mode?.trim().toLowerCase() === 'base64' || !isText;
  const value = isBase64 ? fromBase64(textOf(element)) : textOf(element);
  if (type.includes('html') || LOOKS_LIKE_MARKUP.test(value)) return markup(value, base);
  return plain(value);
}

/** Text in base64, or nothing where it is something else: an image in an entry is not for readers. */
function fromBase64(text: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'base64'));
  } catch {
    return '';
  }
}
