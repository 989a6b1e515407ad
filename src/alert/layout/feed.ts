import { fileURLToPath } from 'node:url';
import { Eta } from 'eta';
import { generateAtomFeed, generateJsonFeed, generateRssFeed } from 'feedsmith';
import type { FeedForm } from '../feed-token.ts';
import type { AlertMessage } from '../message.ts';
import type { FeedDocument, FeedEntry } from '../outgoing-feed.ts';
import { plainText } from '../segments.ts';
import { asterisked, section } from './plain-text.ts';
import { moreLine, sourceLine, watchLine } from './words.ts';

/** A feed as it is sent. */
export interface FeedFile {
  /** Media type, with its charset where it has one. */
  type: string;
  body: string;
}

const eta = new Eta({
  views: fileURLToPath(new URL('views', import.meta.url)),
  cache: true,
  autoEscape: true,
  useWith: false,
});

const GENERATOR = 'Wirewatch';

/**
 * Writes a feed. Everything in it is text, and what a reader takes for HTML is escaped once more; RSS 2.0 does not say which
 * of both a title is, and has it as text.
 */
export function layoutFeed(feed: FeedDocument, form: FeedForm): FeedFile {
  switch (form) {
    case 'atom':
      return { type: 'application/atom+xml; charset=utf-8', body: atom(feed) };
    case 'rss':
      return { type: 'application/rss+xml; charset=utf-8', body: rss(feed) };
    case 'json':
      return { type: 'application/feed+json; charset=utf-8', body: json(feed) };
  }
}

/** RFC 4287. An entry is dated by when it was told: a reader sorts by that, and what is found late is new all the same. */
function atom({ id, title, about, homeUrl, urls, updatedAt, entries }: FeedDocument): string {
  return generateAtomFeed({
    id,
    title: { type: 'text', value: legal(title) },
    subtitle: { type: 'text', value: legal(about) },
    updated: updatedAt,
    authors: [{ name: GENERATOR }],
    generator: { text: GENERATOR },
    links: [
      { rel: 'self', type: 'application/atom+xml', href: urls.atom },
      { rel: 'alternate', type: 'text/html', href: homeUrl },
    ],
    entries: entries.map((entry) => {
      const { toldAt, message, watches } = entry;
      return {
        id: entry.id,
        title: { type: 'text', value: titleOf(entry) },
        ...(message.link !== null && { links: [{ rel: 'alternate', href: message.link }] }),
        ...(message.outlet !== null && { authors: [{ name: legal(message.outlet) }] }),
        published: toldAt,
        updated: toldAt,
        categories: watches.map((watch) => ({ term: legal(watch) })),
        content: { type: 'html', value: htmlOf(message) },
        ...issued(message),
      };
    }),
  });
}

/** RSS 2.0, with Atom's link to itself and the names of Dublin Core: its own `author` is a mail address. */
function rss({ title, about, homeUrl, urls, updatedAt, entries }: FeedDocument): string {
  return generateRssFeed({
    title: legal(title),
    link: homeUrl,
    description: legal(about),
    generator: GENERATOR,
    lastBuildDate: updatedAt,
    atom: { links: [{ rel: 'self', type: 'application/rss+xml', href: urls.rss }] },
    items: entries.map((entry) => {
      const { id, toldAt, message, watches } = entry;
      return {
        title: titleOf(entry),
        ...(message.link !== null && { link: message.link }),
        description: htmlOf(message),
        guid: { value: id, isPermaLink: false },
        pubDate: toldAt,
        categories: watches.map((watch) => ({ name: legal(watch) })),
        ...(message.outlet !== null && { dc: { creators: [legal(message.outlet)] } }),
        ...issued(message),
      };
    }),
  });
}

/** JSON Feed 1.1. Its extension has what that has no place for. */
function json({ id, title, about, homeUrl, urls, entries }: FeedDocument): string {
  const feed = {
    title: legal(title),
    description: legal(about),
    home_page_url: homeUrl,
    feed_url: urls.json,
    authors: [{ name: GENERATOR }],
    _wirewatch: { id },
    items: entries.map((entry) => {
      const { toldAt, message, watches } = entry;
      return {
        id: entry.id,
        ...(message.link !== null && { url: message.link }),
        title: titleOf(entry),
        content_text: textOf(message),
        date_published: toldAt,
        tags: watches.map(legal),
        ...(message.outlet !== null && { authors: [{ name: legal(message.outlet) }] }),
        ...(message.language !== null && { language: message.language.tag }),
        _wirewatch: { article_published: message.publishedAt?.toISOString() ?? null },
      };
    }),
  };
  // What writes it leaves a list out that has nothing in it, and the format wants one.
  return JSON.stringify({ items: [], ...(generateJsonFeed(feed) as object) });
}

function titleOf({ message }: FeedEntry): string {
  return legal(plainText(message.headline));
}

/** When the article was published, where somebody knows. */
function issued({ publishedAt }: AlertMessage) {
  return publishedAt === null ? {} : { dcterms: { issued: [publishedAt] } };
}

/** Whose sentence matched, why, and what is known of the article besides. */
function factsOf(message: AlertMessage) {
  const { passage, why, notes, whyTitle } = message;
  return {
    passage,
    whyTitle: `${watchLine(message)}. ${whyTitle}:`,
    why: [...why, moreLine(message)].filter((reason) => reason !== null),
    about: [sourceLine(message), ...notes].filter((line) => line !== ''),
  };
}

function htmlOf(message: AlertMessage): string {
  return legal(eta.render('./feed-entry', factsOf(message)));
}

function textOf(message: AlertMessage): string {
  const { passage, whyTitle, why, about } = factsOf(message);
  const said = passage && `“${passage.map(asterisked).join('')}”`;
  return legal([said, section(whyTitle, why), about.join('\n')].filter((paragraph) => paragraph).join('\n\n'));
}

/** The text without what no document of XML 1.0 may hold, not even as a reference (§2.2). */
function legal(text: string): string {
  return text.toWellFormed().replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '');
}
