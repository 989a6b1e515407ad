import type { FeedItem } from '../model.ts';

/**
 * Feeds with a wrong clock or zone date their items up to a day off. An item that seems this much (ms) older than the
 * feed's addition may still be news; one that seems this much newer than now is not believed.
 */
const CLOCK_SLACK_MS = 24 * 3_600_000;

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
  return published !== undefined && published > added && published < now.getTime() + CLOCK_SLACK_MS;
}
