import type { Command } from 'commander';
import { type Asked, addVerbs, type Verbs } from '../shared/verbs.ts';

const VERBS: Verbs = {
  list: {
    summary: 'list deliveries and how they fare, the newest first',
    load: async () => (await import('./list.ts')).addListVerb,
  },
  show: {
    summary: 'show what a delivery tells, to whom, and how each attempt at it ended',
    load: async () => (await import('./show.ts')).addShowVerb,
  },
  retry: {
    summary: 'send dead deliveries again, those that are named, or all to a receiver or of some time',
    load: async () => (await import('./retry.ts')).addRetryVerb,
  },
};

/** `wirewatch delivery`: what went to whom, and what becomes of what was given up. */
export async function addDeliveryVerb(program: Command, asked: Asked): Promise<void> {
  const delivery = program
    .command('delivery')
    .addHelpText('after', '\nExample:\n  wirewatch delivery list --state dead');
  await addVerbs(delivery, VERBS, asked);
}
