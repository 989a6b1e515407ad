import type { Command } from 'commander';
import { addGroupVerb } from './group.ts';
import { addListVerb } from './list.ts';
import { addMergeVerb } from './merge.ts';
import { addShowVerb } from './show.ts';
import { addSplitVerb } from './split.ts';

/** `wirewatch story`: which articles tell one story. */
export function addStoryVerb(program: Command): void {
  const story = program
    .command('story')
    .description('see which articles tell one story, and say so where it is seen wrong')
    .addHelpText(
      'after',
      '\nExamples:\n  wirewatch story list --since 24h\n  wirewatch story group --jsonl < articles.jsonl',
    );
  for (const add of [addListVerb, addShowVerb, addSplitVerb, addMergeVerb, addGroupVerb]) add(story);
}
