import type { Command } from 'commander';
import { addBacktestVerb } from './backtest.ts';
import { addExplainVerb } from './explain.ts';
import { addListVerb } from './list.ts';
import { addTestVerb } from './test.ts';

/** `wirewatch watch`: what watches there are, what a query means, what it finds, what an edit changes, and why. */
export function addWatchVerb(program: Command): void {
  const watch = program
    .command('watch')
    .description('list watches, try a query, and see why an article matches or not')
    .addHelpText('after', `\nExample:\n  wirewatch watch test 'Telegram NEAR/25 @bka' articles.jsonl`);
  for (const add of [addListVerb, addTestVerb, addBacktestVerb, addExplainVerb]) add(watch);
}
