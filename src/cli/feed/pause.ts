import type { Command } from 'commander';
import { pauseFeed } from '../../store/feeds/feed-health.ts';
import { addFeedChange } from './change-feeds.ts';

/** `wirewatch feed pause ID…`: at once, and until further notice. */
export function addPauseVerb(feed: Command): void {
  addFeedChange(feed, {
    verb: 'pause',
    change: async (db, id) =>
      (await pauseFeed(db, id)) ? `${id} is paused; resume it with: wirewatch feed resume ${id}` : null,
  });
}
