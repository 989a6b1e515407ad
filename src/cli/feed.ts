import type { Command } from 'commander';
import { addAddVerb } from './feed-add.ts';
import { addCheckVerb } from './feed-check.ts';
import { addDiscoverVerb } from './feed-discover.ts';
import { addExportVerb } from './feed-export.ts';
import { addImportVerb } from './feed-import.ts';
import { addListVerb } from './feed-list.ts';
import { addParseVerb } from './feed-parse.ts';
import { addPauseVerbs } from './feed-pause.ts';

/** `wirewatch feed`: everything about feeds. */
export function addFeedVerb(program: Command): void {
  const feed = program
    .command('feed')
    .description('find, add, read and look after feeds')
    .addHelpText('after', '\nExample:\n  wirewatch feed add https://www.spiegel.de');
  const verbs = [
    addDiscoverVerb,
    addCheckVerb,
    addAddVerb,
    addListVerb,
    addPauseVerbs,
    addImportVerb,
    addExportVerb,
    addParseVerb,
  ];
  for (const add of verbs) add(feed);
}
