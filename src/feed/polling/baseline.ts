import type { FeedItem } from '../../model/feed.ts';

/** Feeds with a wrong clock or zone date their items up to a day off: an item this much (ms) too old may still be news. */
const CLOCK_SLACK_MS = 24 * 3_600_000;

/** For the same reason a date this much (ms) in the future says nothing of whether the item was there before. */
const FUTURE_SLACK_MS = 5 * 60_000;

/** What is known of the feed when an item appears in it. */
export interface FeedHistory {
  /** When the feed was added. */
  addedAt: Date;
  /** True while the feed has never been read before. */
  firstRead: boolean;
  /** The operator wants what was there before, too. */
  backfill: boolean;
}

/**
 * Whether an item that was not in the feed before is news, or part of the baseline: what was published before the feed
 * was watched alerts nobody.
 *
 * At the first reading all items are new to us, so only those dated after the addition count. Later an item without a
 * date counts, and one with an old date does not: it is an old page that came back.
 */
export function isNews(item: Pick<FeedItem, 'publishedAt'>, feed: FeedHistory, now: Date): boolean {
  if (feed.backfill) return true;
  const published = item.publishedAt?.getTime();
  const added = feed.addedAt.getTime();
  if (!feed.firstRead) return published === undefined || published > added - CLOCK_SLACK_MS;
  return published !== undefined && published > added && published < now.getTime() + FUTURE_SLACK_MS;
}
