import type { Article } from '../model/article.ts';
import type { Feed, FeedItem, ParsedFeed } from '../model/feed.ts';
import { unwrapUrl } from '../net/unwrap.ts';
import { normalizeUrl } from '../net/url.ts';
import type { PageArticle } from './extraction.ts';
import { countryOf } from './metadata/country.ts';
import { feedHeadline } from './metadata/feed-headline.ts';
import { articleLanguage } from './metadata/language.ts';
import { otherHeadlines } from './metadata/other-headlines.ts';
import type { Page } from './page/fetch-page.ts';

type FoundPage = Exclude<Page, { kind: 'postponed' }>;

/** What a feed says of itself, and how the operator calls it. */
type FeedSelf = Pick<Feed, 'name' | 'country' | 'tags'> & Pick<ParsedFeed, 'title' | 'language'>;

/**
 * The article as page, feed item and feed tell it, each filling what the one before leaves open.
 *
 * @param now When it was read: it was published before.
 */
export async function composeArticle(
  item: FeedItem,
  feed: FeedSelf | undefined,
  page: FoundPage,
  now = new Date(),
): Promise<Article> {
  const told = page.kind === 'read' ? page.article : null;
  const published = publishedAt(item, told, now);
  const outlets = [told?.outlet, feed?.name, feed?.title].filter((name) => typeof name === 'string');
  const fromFeed = feedHeadline(item, outlets, page.url);
  const title = told?.title ?? fromFeed;
  const { text, source } = chooseText(item, page);
  const url = page.url ?? item.link;
  return {
    canonicalUrl: told?.canonicalUrl ?? (url === null ? null : normalizeUrl(unwrapUrl(url) ?? url)),
    url,
    title,
    headlines: otherHeadlines(title, [...(told?.headlines ?? []), { text: fromFeed, place: 'feed' }]),
    text,
    language: await articleLanguage({
      page: told?.language ?? null,
      feed: feed?.language ?? null,
      text: `${title}\n\n${text}`,
    }),
    outlet: told?.outlet ?? feed?.name ?? feed?.title ?? null,
    authors: told && told.authors.length > 0 ? told.authors : item.authors,
    country: feed?.country ?? countryOf(url),
    tags: [...new Set([...(feed?.tags ?? []), ...item.categories, ...(told?.tags ?? [])])],
    publishedAt: published.at,
    source,
    flags: [...flagsOf(item, page, source), ...(published.isZoneless ? ['zoneless_date' as const] : [])],
    places: { ...told?.places, ...(source === 'feed_item' ? { text: 'feed' } : {}) },
  };
}

/** Zones are at most so far apart from UTC (ms): +14:00, Kiribati. */
const FARTHEST_ZONE = 14 * 3_600_000;
/** ms. Further ahead, a date is no clock that is fast and no zone taken for another, but a mistake. */
const AHEAD = 86_400_000;

/**
 * When it was published, as the page tells it. Where that names no zone and the feed item's date differs by no more than a
 * zone does, the feed item's is the same instant, told more exactly.
 */
function publishedAt({ publishedAt: ofItem }: FeedItem, told: PageArticle | null, now: Date) {
  const ofPage = told?.publishedAt ?? null;
  const isUnsure = ofPage !== null && (told?.isDateZoneless ?? false);
  const isSame = ofPage !== null && ofItem !== null && Math.abs(ofPage.getTime() - ofItem.getTime()) <= FARTHEST_ZONE;
  const takesItem = ofPage === null || (isUnsure && isSame);
  const at = takesItem ? ofItem : ofPage;
  if (at === null || at.getTime() > now.getTime() + AHEAD) return { at: null, isZoneless: false };
  return { at: at > now ? now : at, isZoneless: !takesItem && isUnsure };
}

/** A page that could not be read may have shown why; what a feed carries instead is its summary, or the whole text. */
function flagsOf(item: FeedItem, page: FoundPage, source: Article['source']): Article['flags'] {
  const flags = page.kind === 'read' ? page.article.flags : page.flags;
  const others = flags.filter((flag) => flag !== 'summary_only');
  return source === 'feed_item' && item.content === null ? [...others, 'summary_only'] : others;
}

/** The page's text; with a page that has little or none, what the feed item carries, too. */
function chooseText(item: FeedItem, page: FoundPage): Pick<Article, 'text' | 'source'> {
  const carried = item.content ?? item.summary ?? '';
  if (page.kind !== 'read') return { text: carried, source: 'feed_item' };
  const isSummary = page.article.flags.includes('summary_only');
  const whole = isSummary ? 'feed_item' : 'page';
  if (!page.brief || page.article.text.includes(carried)) return { text: page.article.text, source: whole };
  const pageSaysMore = page.article.text.length > carried.length && !isSummary;
  return {
    text: pageSaysMore ? `${page.article.text}\n\n${carried}` : `${carried}\n\n${page.article.text}`,
    source: pageSaysMore ? 'page' : 'feed_item',
  };
}
