import type { Command } from 'commander';
import { addAddVerb } from './feed-add.ts';
import { addCheckVerb } from './feed-check.ts';
import { addDiscoverVerb } from './feed-discover.ts';
import { addExportVerb } from './feed-export.ts';
import { addImportVerb } from './feed-import.ts';

/** `wirewatch feed`: finding feeds, looking at them, and keeping the list of them. */
export function addFeedVerb(program: Command): void {
  const feed = program
    .command('feed')
    .description('find, check and add feeds, and take lists of them in and out')
    .addHelpText('after', '\nExample:\n  wirewatch feed discover example.org');
  for (const add of [addDiscoverVerb, addCheckVerb, addAddVerb, addImportVerb, addExportVerb]) add(feed);
}
