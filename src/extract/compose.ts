import type { Article, Feed, FeedItem, ParsedFeed } from '../model.ts';
import { normalizeUrl } from '../net/url.ts';
import { countryOf } from './country.ts';
import type { Page } from './fetch-page.ts';
import { articleLanguage } from './language.ts';

/** What a feed says of itself, and how the operator calls it. */
type FeedSelf = Pick<Feed, 'name' | 'country' | 'tags'> & Pick<ParsedFeed, 'title' | 'language'>;

/** The article as page, feed item and feed tell it, each filling what the one before leaves open. */
export async function composeArticle(
  item: FeedItem,
  feed: FeedSelf | undefined,
  page: Exclude<Page, { kind: 'postponed' }>,
): Promise<Article> {
  const told = page.kind === 'read' ? page.article : null;
  const title = told?.title ?? item.title;
  const { text, source } = chooseText(item, page);
  const url = page.url ?? item.link;
  return {
    canonicalUrl: told?.canonicalUrl ?? (url === null ? null : normalizeUrl(url)),
    url,
    title,
    text,
    language: await articleLanguage({
      page: told?.language ?? null,
      feed: feed?.language ?? null,
      text: `${title}\n\n${text}`,
    }),
    outlet: told?.outlet ?? feed?.name ?? feed?.title ?? null,
    authors: told && told.authors.length > 0 ? told.authors : item.authors,
    country: feed?.country ?? countryOf(url),
    tags: [...new Set([...(feed?.tags ?? []), ...item.categories])],
    publishedAt: told?.publishedAt ?? item.publishedAt,
    source,
  };
}

/** The page's text; with a page that has little or none, what the feed item carries, too. */
function chooseText(item: FeedItem, page: Exclude<Page, { kind: 'postponed' }>): Pick<Article, 'text' | 'source'> {
  const carried = item.content ?? item.summary ?? '';
  if (page.kind !== 'read') return { text: carried, source: 'feed_item' };
  if (!page.brief || page.article.text.includes(carried)) return { text: page.article.text, source: 'page' };
  const pageSaysMore = page.article.text.length > carried.length;
  return {
    text: pageSaysMore ? `${page.article.text}\n\n${carried}` : `${carried}\n\n${page.article.text}`,
    source: pageSaysMore ? 'page' : 'feed_item',
  };
}
