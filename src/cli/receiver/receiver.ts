import type { Command } from 'commander';
import { type Asked, addVerbs, type Verbs } from '../shared/verbs.ts';

const VERBS: Verbs = {
  list: {
    summary: 'list the receivers, where they are told, and whether that works',
    load: async () => (await import('./list.ts')).addListVerb,
  },
  test: {
    summary: 'send a test message to a receiver, and tell what the service answers',
    load: async () => (await import('./test.ts')).addTestVerb,
  },
  feed: {
    summary: 'tell the addresses at which a feed reader finds what a receiver is told',
    load: async () => (await import('./feed.ts')).addFeedVerb,
  },
};

/** `wirewatch receiver`: who is told, and whether that works. */
export async function addReceiverVerb(program: Command, asked: Asked): Promise<void> {
  const receiver = program.command('receiver').addHelpText('after', '\nExample:\n  wirewatch receiver test newsroom');
  await addVerbs(receiver, VERBS, asked);
}
