import type { Command } from 'commander';
import { type Asked, addVerbs, type Verbs } from '../shared/verbs.ts';

const VERBS: Verbs = {
  list: {
    summary: 'list the watches with their queries and receivers',
    load: async () => (await import('./list.ts')).addListVerb,
  },
  add: {
    summary: 'add a watch to the configuration',
    load: async () => (await import('./add.ts')).addAddVerb,
  },
  edit: {
    summary: 'change a watch of the configuration',
    load: async () => (await import('./edit.ts')).addEditVerb,
  },
  remove: {
    summary: 'take a watch out of the configuration',
    load: async () => (await import('./remove.ts')).addRemoveVerb,
  },
  test: {
    summary: 'check a query, see how it is read and what it would have caught',
    load: async () => (await import('./test.ts')).addTestVerb,
  },
  backtest: {
    summary: 'say which alerts an edit of the configuration adds and drops, by the archive',
    load: async () => (await import('./backtest.ts')).addBacktestVerb,
  },
  explain: {
    summary: 'say why a watch matches articles, or does not',
    load: async () => (await import('./explain.ts')).addExplainVerb,
  },
  feed: {
    summary: 'tell the addresses at which a feed reader finds the alerts of a watch',
    load: async () => (await import('./feed.ts')).addFeedVerb,
  },
};

/** `wirewatch watch`: what watches there are, how they are changed, what a query means, what it finds, what an edit changes, why, and its feed. */
export async function addWatchVerb(program: Command, asked: Asked): Promise<void> {
  const watch = program
    .command('watch')
    .addHelpText('after', `\nExample:\n  wirewatch watch test 'Telegram NEAR/25 @bka' articles.jsonl`);
  await addVerbs(watch, VERBS, asked);
}
