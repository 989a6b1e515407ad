/// <reference lib="dom" />
import type { WrittenInstant } from '../../date/parse.ts';
import { parseHttpUrl } from '../../net/url.ts';
import type { MetadataField, PageArticle, Place } from '../extraction.ts';
import { holdsWord } from '../page/elements.ts';
import { readAuthors } from './authors.ts';
import { believedUrl, canonicalUrl } from './canonical.ts';
import { type Found, firstFound } from './found.ts';
import { readModifiedAt, readPublishedAt } from './instants.ts';
import { languageTag } from './language-tag.ts';
import { isNode, listed, stringOf } from './linked-data.ts';
import { line, MAX_TITLE, type Sources } from './sources.ts';
import { readHeadlines } from './title.ts';

/** UTF-16 code units. */
const MAX_NAME = 200;
const MAX_TAG = 100;
const MAX_TAGS = 30;
/** Canonical links of a page that are looked at. */
const MAX_CLAIMS = 5;

/** What a page tells of itself besides its text. */
export type Metadata = Pick<PageArticle, MetadataField | 'headlines' | 'isDateZoneless'> & {
  places: Partial<Record<MetadataField, Place>>;
};

/** Reads it. To be done before anything is taken out of the document. */
export function readMetadata(sources: Sources): Metadata {
  const outlet = readOutlet(sources);
  const outlets = [...outletNames(sources), outlet?.value ?? ''].filter(Boolean);
  const [title = null, ...headlines] = readHeadlines(sources, outlets);
  const published = readPublishedAt(sources);
  const found: { [Field in MetadataField]: Found<NonNullable<PageArticle[Field]>> | null } = {
    canonicalUrl: readCanonicalUrl(sources),
    title,
    language: readLanguage(sources),
    outlet,
    authors: readAuthors(sources, [...outlets, ...hostNames(sources.url)]),
    publishedAt: instantOf(published),
    modifiedAt: instantOf(readModifiedAt(sources)),
    image: readImage(sources),
    tags: readTags(sources),
  };
  const places = Object.entries(found).flatMap(([field, value]) => (value ? [[field, value.place]] : []));
  return {
    canonicalUrl: found.canonicalUrl?.value ?? null,
    title: found.title?.value ?? null,
    headlines: headlines.map(({ value, place }) => ({ text: value, place })),
    language: found.language?.value ?? null,
    outlet: found.outlet?.value ?? null,
    authors: found.authors?.value ?? [],
    publishedAt: found.publishedAt?.value ?? null,
    isDateZoneless: published?.value.hasZone === false,
    modifiedAt: found.modifiedAt?.value ?? null,
    image: found.image?.value ?? null,
    tags: found.tags?.value ?? [],
    places: Object.fromEntries(places),
  };
}

function instantOf(found: Found<WrittenInstant> | null): Found<Date> | null {
  return found && { value: found.value.at, place: found.place };
}

function readCanonicalUrl({ elements, meta, data, url, headline }: Sources): Found<string> | null {
  const links = elements
    .named('link')
    .filter((link) => holdsWord(link, 'rel', 'canonical'))
    .slice(0, MAX_CLAIMS);
  const claims: [Place, string | null | undefined][] = [
    ...links.map((link): [Place, string | null] => ['rel', link.getAttribute('href')]),
    ['opengraph', meta.first('og:url')],
  ];
  const told = [headline?.element.textContent, stringOf(data.article.headline), meta.first('og:title')];
  const title = line(told.filter(Boolean).join(' '), MAX_TITLE);
  for (const [place, claim] of claims) {
    const value = claim ? believedUrl(claim, url, title) : null;
    if (value) return { value, place };
  }
  const own = canonicalUrl([], url);
  return own ? { value: own, place: 'url' } : null;
}

function readLanguage({ document, meta, data }: Sources): Found<string> | null {
  const tag = (text: string | null | undefined) => (text ? languageTag(text) : null);
  return firstFound([
    ['markup', () => tag(document.querySelector('html[lang]')?.getAttribute('lang'))],
    ['json-ld', () => tag(stringOf(data.article.inLanguage))],
    ['opengraph', () => tag(meta.first('og:locale'))],
    ['meta', () => tag(meta.first('content-language', 'language', 'dc.language'))],
  ]);
}

function readOutlet(sources: Sources): Found<string> | null {
  const { meta } = sources;
  return firstFound([
    ['opengraph', () => line(meta.first('og:site_name'), MAX_NAME)],
    ['json-ld', () => line(publisherName(sources), MAX_NAME)],
    ['meta', () => line(meta.first('application-name', 'apple-mobile-web-app-title'), MAX_NAME)],
  ]);
}

/** All names by which the page calls its outlet. */
function outletNames(sources: Sources): string[] {
  const { meta } = sources;
  const names = [
    publisherName(sources),
    meta.first('application-name'),
    meta.first('apple-mobile-web-app-title'),
    meta.first('twitter:site')?.replace('@', ''),
    meta.first('dc.publisher'),
  ];
  return names.map((name) => line(name, MAX_NAME)).filter((name) => name !== null);
}

function publisherName({ data }: Sources): string | null {
  const publisher = data.resolve(listed(data.article.publisher)[0]);
  return stringOf(isNode(publisher) ? publisher.name : publisher);
}

/** `www.post.example` → post. */
function hostNames(url: string): string[] {
  return (parseHttpUrl(url)?.hostname.split('.') ?? []).slice(0, -1).filter((label) => label !== 'www');
}

function readImage({ elements, meta, data, url }: Sources): Found<string> | null {
  const absolute = (text: string | null | undefined) => (text ? (parseHttpUrl(text, url)?.href ?? null) : null);
  return firstFound([
    ['opengraph', () => absolute(meta.first('og:image', 'og:image:url', 'og:image:secure_url'))],
    ['json-ld', () => absolute(imageUrl(data.resolve(listed(data.article.image)[0])))],
    ['meta', () => absolute(meta.first('twitter:image', 'twitter:image:src', 'thumbnail'))],
    ['rel', () => absolute(imageLink(elements.named('link')))],
  ]);
}

function imageLink(links: Element[]): string | null | undefined {
  return links.find((link) => holdsWord(link, 'rel', 'image_src'))?.getAttribute('href');
}

function imageUrl(image: unknown): string | null {
  return stringOf(isNode(image) ? (image.url ?? image.contentUrl) : image);
}

function tagLinks(links: Element[]): Element[] {
  return links.filter((link) => holdsWord(link, 'rel', 'tag'));
}

function readTags({ elements, meta, data }: Sources): Found<string[]> | null {
  const tags = (texts: (string | null | undefined)[]) => {
    const lines = texts.flatMap((text) => text?.split(/[,;，、]/) ?? []).map((text) => line(text, MAX_TAG));
    return [...new Set(lines.filter((tag) => tag !== null))].slice(0, MAX_TAGS);
  };
  return firstFound([
    ['json-ld', () => tags(listed(data.article.keywords).filter((word) => typeof word === 'string'))],
    ['opengraph', () => tags(meta.all('article:tag'))],
    ['meta', () => tags([meta.first('news_keywords', 'keywords', 'parsely-tags', 'sailthru.tags')])],
    ['rel', () => tags(tagLinks(elements.named('a')).map((link) => link.textContent))],
  ]);
}
