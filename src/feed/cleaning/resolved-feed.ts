import { dateHabits } from '../../date/habits.ts';
import { parseDate } from '../../date/parse.ts';
import type { ParsedFeed } from '../../model/feed.ts';
import type { RawFeed, RawItem, RawText } from './raw-feed.ts';
import { absoluteUrls } from './relative-urls.ts';

/** An item as its feed has it: texts are HTML where the feed has HTML, and URLs in them absolute. */
export interface ResolvedItem {
  /** The feed's own, or null when it has none. */
  id: string | null;
  title: string | null;
  /** As the feed has it, absolute where that can be told. */
  link: string | null;
  published: Date | null;
  updated: Date | null;
  /** Names, and mail addresses beside them. */
  authors: string[];
  summary: string | null;
  content: string | null;
  categories: string[];
  language: string | null;
  enclosures: RawItem['enclosures'];
}

/** A feed as it is. */
export interface ResolvedFeed extends Pick<ParsedFeed, 'title' | 'link' | 'language' | 'schedule' | 'hubs' | 'self'> {
  items: ResolvedItem[];
}

/** What a reader found, with every URL absolute that can be, and dates as instants; nothing bounded or cleaned. */
export function resolveFeed(raw: RawFeed, url: string | null): ResolvedFeed {
  const text = (given: RawText | null): string | null => {
    if (!given) return null;
    const value = given.isMarkup ? absoluteUrls(given.value, given.base ?? url) : given.value;
    return value.trim() || null;
  };
  const habits = dateHabits([raw.language], url);
  return {
    title: text(raw.title),
    link: raw.link,
    language: raw.language,
    schedule: raw.schedule,
    hubs: raw.hubs,
    self: raw.self,
    items: raw.items.map((item) => ({
      ...item,
      authors: item.authors.flatMap(({ name, email }) => [name, email]).filter((author) => author !== null),
      title: text(item.title),
      summary: text(item.summary),
      content: text(item.content),
      published: item.published === null ? null : parseDate(item.published, habits),
      updated: item.updated === null ? null : parseDate(item.updated, habits),
    })),
  };
}
