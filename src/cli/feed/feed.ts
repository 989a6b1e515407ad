import type { Command } from 'commander';
import { addAddVerb } from './add.ts';
import { addCheckVerb } from './check.ts';
import { addDiscoverVerb } from './discover.ts';
import { addExportVerb } from './export.ts';
import { addImportVerb } from './import.ts';
import { addListVerb } from './list.ts';
import { addParseVerb } from './parse.ts';
import { addPauseVerb } from './pause.ts';
import { addResumeVerb } from './resume.ts';
import { addRetryVerb } from './retry.ts';

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
    addPauseVerb,
    addResumeVerb,
    addRetryVerb,
    addImportVerb,
    addExportVerb,
    addParseVerb,
  ];
  for (const add of verbs) add(feed);
}
