import type { Command } from 'commander';
import { addGroupVerb } from './group.ts';

/** `wirewatch story`: which articles tell one story. */
export function addStoryVerb(program: Command): void {
  const story = program
    .command('story')
    .description('say which articles tell one story')
    .addHelpText('after', '\nExample:\n  wirewatch story group --jsonl < articles.jsonl');
  for (const add of [addGroupVerb]) add(story);
}
