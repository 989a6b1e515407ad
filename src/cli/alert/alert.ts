import type { Command } from 'commander';
import { type Asked, addVerbs, type Verbs } from '../shared/verbs.ts';

const VERBS: Verbs = {
  list: {
    summary: 'list alerts, the newest first',
    load: async () => (await import('./list.ts')).addListVerb,
  },
  show: {
    summary: 'show an alert: its article, why that matched, and what became of its deliveries',
    load: async () => (await import('./show.ts')).addShowVerb,
  },
  retry: {
    summary: 'send again what was given up of alerts, of those that are named, or all to a receiver or of some time',
    load: async () => (await import('./retry.ts')).addRetryVerb,
  },
  test: {
    summary: 'send a test message to a receiver, and tell what the service answers',
    load: async () => (await import('../receiver/test.ts')).addTestVerb,
  },
};

/** `wirewatch alert`: what was found, why, who was told, and whether that works. */
export async function addAlertVerb(program: Command, asked: Asked): Promise<void> {
  const alert = program.command('alert').addHelpText('after', '\nExample:\n  wirewatch alert list --since 24h');
  await addVerbs(alert, VERBS, asked);
}
