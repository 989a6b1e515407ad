import type { Command } from 'commander';
import { resumeFeed } from '../../store/feeds/feed-health.ts';
import { addFeedChange } from './change-feeds.ts';

/** A pause longer than this (ms) ends with a new baseline. */
const ANEW_AFTER_MS = 3 * 86_400_000;

/** `wirewatch feed resume ID…`: ends a pause, at once. */
export function addResumeVerb(feed: Command): void {
  addFeedChange(feed, {
    verb: 'resume',
    change: async (db, id) => ((await resumeFeed(db, id, ANEW_AFTER_MS)) ? `${id} is polled again` : null),
  });
}
