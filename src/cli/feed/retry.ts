import type { Command } from 'commander';
import { retryFailedItems } from '../../store/items/feed-items.ts';
import { addFeedChange } from './change-feeds.ts';

/** `wirewatch feed retry ID…`: has the articles read that were given up. */
export function addRetryVerb(feed: Command): void {
  addFeedChange(feed, {
    verb: 'retry',
    description: 'read the articles of a feed again that were given up',
    done: (id) => `the articles of ${id} that were given up are read again`,
    change: retryFailedItems,
  });
}
