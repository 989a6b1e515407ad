import type { Command } from 'commander';
import { addAddVerb } from './add.ts';
import { addEditVerb } from './edit.ts';
import { addExplainVerb } from './explain.ts';
import { addListVerb } from './list.ts';
import { addRemoveVerb } from './remove.ts';
import { addTestVerb } from './test.ts';

/** `wirewatch watch`: what watches there are, how they are changed, what a query means, what it finds, and why. */
export function addWatchVerb(program: Command): void {
  const watch = program
    .command('watch')
    .description('list and change watches, try a query, and see why an article matches or not')
    .addHelpText('after', `\nExample:\n  wirewatch watch test 'Telegram NEAR/25 @bka' articles.jsonl`);
  for (const add of [addListVerb, addAddVerb, addEditVerb, addRemoveVerb, addTestVerb, addExplainVerb]) add(watch);
}
