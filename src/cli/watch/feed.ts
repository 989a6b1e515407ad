import type { Command } from 'commander';
import { addFeedAddressesVerb } from '../shared/feed-addresses.ts';

/** `wirewatch watch feed ID`: where a feed reader finds the alerts of a watch. */
export function addFeedVerb(watch: Command): void {
  addFeedAddressesVerb(watch, 'watch', 'telegram-user-data');
}
