import type { Command } from 'commander';
import { addListVerb } from './feed-list.ts';
import { addParseVerb } from './feed-parse.ts';
import { addPauseVerbs } from './feed-pause.ts';

/** `wirewatch feed`: everything about feeds. */
export function addFeedVerb(program: Command): void {
  const feed = program
    .command('feed')
    .description('find, add, read and look after feeds')
    .addHelpText('after', '\nExample:\n  wirewatch feed list --trouble');
  for (const add of [addListVerb, addPauseVerbs, addParseVerb]) add(feed);
}
