import { markup, NO_SCHEDULE, type RawFeed, type RawItem, resolveUrl } from '../cleaning/raw-feed.ts';
import { childOf, childrenOf, type XmlElement } from '../xml/tree.ts';
import { firstText, urlIn } from './elements.ts';

const named = (local: string) => [`sitemap:${local}`, local, `?:${local}`];

/**
 * Reads a sitemap, above all a news sitemap, which tells of each article its title, when it was published and in which
 * language (sitemaps.org protocol; Google's news extension).
 *
 * @param root The element `urlset`.
 */
export function readSitemap(root: XmlElement, maxItems: number): RawFeed {
  const urls = childrenOf(root, ...named('url'));
  const publication = urls.map(publicationOf).find((found) => found !== undefined);
  const name = publication && firstText(publication, 'news:name');
  return {
    title: markup(name, null),
    link: resolveUrl('/', root.base),
    language: (publication && firstText(publication, 'news:language')) ?? null,
    items: urls.slice(0, maxItems).map(readUrl),
    itemCount: urls.length,
    schedule: NO_SCHEDULE,
    hubs: [],
    self: null,
  };
}

function publicationOf(url: XmlElement): XmlElement | undefined {
  const news = childOf(url, 'news:news');
  return news && childOf(news, 'news:publication');
}

function readUrl(url: XmlElement): RawItem {
  const news = childOf(url, 'news:news') ?? url;
  const publication = publicationOf(url);
  const link = urlIn(childOf(url, ...named('loc')));
  return {
    id: link,
    link,
    title: markup(firstText(news, 'news:title'), null),
    summary: null,
    content: null,
    published: firstText(news, 'news:publication_date'),
    updated: firstText(url, ...named('lastmod')),
    authors: [],
    categories: (firstText(news, 'news:keywords') ?? '')
      .split(',')
      .map((keyword) => keyword.trim())
      .filter((keyword) => keyword !== ''),
    language: (publication && firstText(publication, 'news:language')) ?? null,
    enclosures: [],
  };
}
