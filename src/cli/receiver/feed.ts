import type { Command } from 'commander';
import { addFeedAddressesVerb } from '../shared/feed-addresses.ts';

/** `wirewatch receiver feed ID`: where a feed reader finds what a receiver is told. */
export function addFeedVerb(receiver: Command): void {
  addFeedAddressesVerb(receiver, 'receiver', 'newsroom');
}
