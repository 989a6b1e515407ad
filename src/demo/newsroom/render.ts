import { fileURLToPath } from 'node:url';
import { Eta } from 'eta';
import { articlePath, type FeedFormat, feedPath, type NewsItem, type Outlet } from './outlet.ts';

const eta = new Eta({ views: fileURLToPath(new URL('views', import.meta.url)), cache: true });

/** An item with what only the running newsroom knows. */
export interface Entry {
  item: NewsItem;
  publishedAt: Date;
}

/** A paper as it stands at this moment. Entries newest first. */
export interface Paper {
  outlet: Outlet;
  entries: Entry[];
  /** When the last entry was added. */
  changedAt: Date;
}

const feedFormats: Record<FeedFormat, { view: string; contentType: string }> = {
  'RSS 2.0': { view: 'feeds/rss2', contentType: 'application/rss+xml; charset=utf-8' },
  Atom: { view: 'feeds/atom', contentType: 'application/atom+xml; charset=utf-8' },
  'RSS 1.0': { view: 'feeds/rdf', contentType: 'application/rdf+xml; charset=utf-8' },
};

/** The paper's feed. `base`: the newsroom's origin, without a final slash. */
export function renderFeed(paper: Paper, base: string): { contentType: string; body: string } {
  const { view, contentType } = feedFormats[paper.outlet.format];
  return { contentType, body: eta.render(view, { ...addressesOf(paper.outlet, base), ...paperView(paper, base) }) };
}

/** The article's page, in its outlet's own design. */
export function renderArticle(paper: Paper, { item, publishedAt }: Entry, base: string): string {
  const { outlet } = paper;
  const url = base + articlePath(outlet.id, item.slug);
  const canonicalUrl = item.canonical ? base + articlePath(item.canonical.outletId, item.canonical.slug) : url;
  const publishedText = new Intl.DateTimeFormat(outlet.language, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(publishedAt);
  const related = paper.entries
    .filter((other) => other.item !== item)
    .slice(0, 3)
    .map((other) => ({ title: other.item.title, url: base + articlePath(outlet.id, other.item.slug) }));
  return eta.render(`pages/${outlet.id}`, {
    ...addressesOf(outlet, base),
    outlet,
    item,
    canonicalUrl,
    publishedAt,
    publishedText,
    related,
    jsonLd: jsonLdOf(outlet, item, url, publishedAt),
  });
}

/** The page on which a visitor finds all papers. */
export function renderFront(papers: Paper[], base: string): string {
  return eta.render('front', {
    papers: papers.map((paper) => ({ ...addressesOf(paper.outlet, base), ...paperView(paper, base) })),
  });
}

function addressesOf(outlet: Outlet, base: string) {
  return { newsroomUrl: `${base}/`, siteUrl: `${base}/#${outlet.id}`, feedUrl: base + feedPath(outlet) };
}

function paperView({ outlet, entries, changedAt }: Paper, base: string) {
  const linked = entries.map((entry) => ({ ...entry, link: base + linkOf(outlet, entry.item) }));
  return { outlet, changedAt, entries: linked };
}

/** The link as the feed gives it, tracking included. */
function linkOf(outlet: Outlet, item: NewsItem): string {
  const path = articlePath(outlet.id, item.slug);
  return item.tracking ? `${path}?${item.tracking}` : path;
}

/** schema.org metadata for a script element, in which a literal `<` could end the element. */
function jsonLdOf(outlet: Outlet, item: NewsItem, url: string, publishedAt: Date): string {
  const data = {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: item.title,
    url,
    inLanguage: outlet.language,
    datePublished: publishedAt.toISOString(),
    author: { '@type': 'Organization', name: item.byline },
    publisher: { '@type': 'NewsMediaOrganization', name: outlet.name },
  };
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}
