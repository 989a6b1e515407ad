import type { FeedItem } from '../../model/feed.ts';
import { parseHttpUrl } from '../../net/url.ts';
import { withoutOutlet } from './outlet-in-title.ts';

/** Feeds of Google News put " - Outlet" behind every headline. */
const APPENDED_OUTLET = /^(.*\S)\s-\s[^\s].{0,60}$/su;

/**
 * The title of a feed item without the outlet's name.
 *
 * @param outlets Names of the outlet, as far as they are known.
 * @param url Of the article, or null.
 */
export function feedHeadline(
  { title, link }: Pick<FeedItem, 'title' | 'link'>,
  outlets: string[],
  url: string | null,
): string {
  const isAppended = parseHttpUrl(link ?? '')?.hostname === 'news.google.com';
  const headline = (isAppended && APPENDED_OUTLET.exec(title)?.[1]) || title;
  const host = parseHttpUrl(url ?? '')?.hostname.replace(/^www\./, '') ?? '';
  return withoutOutlet(headline, { told: outlets, host, sections: new Set(), isWrittenOnPage: () => false }) ?? title;
}
