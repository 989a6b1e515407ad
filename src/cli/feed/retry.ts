import type { Command } from 'commander';
import { retryFailedItems } from '../../store/items/feed-items.ts';
import { addFeedChange } from './change-feeds.ts';

/** `wirewatch feed retry ID…`: has the articles read that were given up. */
export function addRetryVerb(feed: Command): void {
  addFeedChange(feed, {
    verb: 'retry',
    async change(db, id) {
      const count = await retryFailedItems(db, id);
      if (count === null) return null;
      return count === 0 ? `no article of ${id} was given up` : `articles of ${id} that are read again: ${count}`;
    },
  });
}
