import type { Generated, JSONColumnType } from 'kysely';
import type { Enclosure } from '../../model/feed.ts';

/** What became of a feed item. `baseline`: it was there before the feed was watched, and is not read. */
export type FeedItemState = 'baseline' | 'pending' | 'done' | 'failed';

/** What feeds said of articles. The work on those still to be read stands in `item_work`. */
export interface FeedItemsTable {
  id: Generated<number>;
  feedId: string;
  guid: string;
  /** By what the item is known beside its id; its first letter says of which kind that is. */
  mark: string | null;
  link: string | null;
  title: string;
  summary: string | null;
  content: string | null;
  publishedAt: Date | null;
  updatedAt: Date | null;
  authors: string[];
  categories: string[];
  language: string | null;
  enclosures: JSONColumnType<Enclosure[]>;
  seenAt: Generated<Date>;
  state: FeedItemState;
  /** Times the page was asked for, or the work on the item was lost. */
  attempts: Generated<number>;
  reason: string | null;
  articleId: number | null;
}
