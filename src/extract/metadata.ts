/// <reference lib="dom" />
import { canonicalUrl } from './canonical.ts';
import { parseDate } from './date.ts';
import type { PageArticle } from './extraction.ts';
import { languageTag } from './language-tag.ts';
import { articleNode, type LinkedNode, namesOf, stringOf } from './linked-data.ts';
import { metaTags } from './meta-tags.ts';
import { plainLine } from './plain.ts';

/** UTF-16 code units. */
const MAX_TITLE = 1_000;
const MAX_NAME = 200;
const MAX_AUTHORS = 20;

/** Names of `<meta>` tags that tell the time of publication, the commonest first. */
const PUBLISHED_META = (
  'article:published_time og:article:published_time og:published_time datepublished date dc.date dc.date.issued ' +
  'dcterms.date dcterms.created publication_date publish-date pubdate parsely-pub-date sailthru.date'
).split(' ');

/** Where a page may tell what. */
interface Sources {
  document: Document;
  meta: Map<string, string>;
  /** The JSON-LD node of the article; empty when there is none. */
  node: LinkedNode;
}

/** What a page tells of itself besides its text. To be read before anything is taken out of the document. */
export function readMetadata(document: Document, url: string): Omit<PageArticle, 'text'> {
  const sources: Sources = { document, meta: metaTags(document), node: articleNode(document) ?? {} };
  const outlet = readOutlet(sources);
  return {
    canonicalUrl: readCanonicalUrl(sources, url),
    title: readTitle(sources, outlet),
    language: readLanguage(sources),
    outlet,
    authors: readAuthors(sources),
    publishedAt: readPublishedAt(sources),
  };
}

function readCanonicalUrl({ document, meta }: Sources, url: string): string | null {
  const link = document.querySelector('link[rel~="canonical"]')?.getAttribute('href');
  return canonicalUrl(present([link, meta.get('og:url')]), url);
}

function readTitle({ document, meta, node }: Sources, outlet: string | null): string | null {
  const [title] = lines(document, MAX_TITLE, [
    stringOf(node.headline),
    meta.get('og:title'),
    document.querySelector('h1')?.textContent,
    document.querySelector('title')?.textContent,
  ]);
  return title ? withoutOutlet(title, outlet) : null;
}

/** "Headline | Outlet" → "Headline". */
function withoutOutlet(title: string, outlet: string | null): string {
  const at = Math.max(...[' | ', ' – ', ' — ', ' - '].map((separator) => title.lastIndexOf(separator)));
  if (!outlet || at < 1) return title;
  return title
    .slice(at + 3)
    .toLowerCase()
    .startsWith(outlet.toLowerCase())
    ? title.slice(0, at).trim()
    : title;
}

function readLanguage({ document, meta }: Sources): string | null {
  const declared = [
    document.querySelector('html[lang]')?.getAttribute('lang'),
    meta.get('og:locale'),
    meta.get('content-language'),
  ];
  return present(present(declared).map(languageTag))[0] ?? null;
}

function readOutlet({ document, meta, node }: Sources): string | null {
  const names = [meta.get('og:site_name'), namesOf(node.publisher)[0], meta.get('application-name')];
  return lines(document, MAX_NAME, names)[0] ?? null;
}

function readAuthors({ document, meta, node }: Sources): string[] {
  const named = [...document.querySelectorAll('[rel~="author"], [itemprop~="author"]')].slice(0, MAX_AUTHORS);
  const sources = [
    namesOf(node.author),
    [meta.get('author'), meta.get('article:author')],
    named.map((element) => element.textContent),
  ];
  for (const source of sources) {
    const names = lines(document, MAX_NAME, source).map(withoutBy).filter(isName);
    if (names.length > 0) return [...new Set(names)].slice(0, MAX_AUTHORS);
  }
  return [];
}

function withoutBy(name: string): string {
  return name.replace(/^(?:by|von|par|por|di|door|av|af) /i, '');
}

/** Profile addresses, handles and account numbers stand where names are asked for. */
function isName(text: string): boolean {
  return /\p{L}/u.test(text) && !/^https?:|@/i.test(text);
}

function readPublishedAt({ document, meta, node }: Sources): Date | null {
  const attribute = (selector: string) => document.querySelector(selector)?.getAttribute('datetime');
  const dates = present([
    stringOf(node.datePublished),
    ...PUBLISHED_META.map((name) => meta.get(name)),
    attribute('[itemprop~="datePublished"]'),
    attribute('article time[datetime]'),
    attribute('time[datetime]'),
  ]);
  return present(dates.map(parseDate))[0] ?? null;
}

/** The texts that say anything, each as a plain line. */
function lines(document: Document, maxLength: number, texts: (string | null | undefined)[]): string[] {
  return present(texts.map((text) => text && plainLine(decodeEntities(document, text), maxLength)));
}

/** JSON-LD and meta tags are often escaped once too often (`Rock &amp;amp; Roll`). Tags stay as they stand: text. */
function decodeEntities(document: Document, text: string): string {
  if (!/&(?:#|[a-z])/i.test(text)) return text;
  const element = document.createElement('p');
  element.innerHTML = text.replaceAll('<', '&lt;');
  return element.textContent ?? '';
}

function present<T>(values: (T | null | undefined | '')[]): T[] {
  return values.filter((value) => value !== null && value !== undefined && value !== '') as T[];
}
