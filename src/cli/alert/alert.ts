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
};

/** `wirewatch alert`: what was found, why, and who was told. */
export async function addAlertVerb(program: Command, asked: Asked): Promise<void> {
  const alert = program.command('alert').addHelpText('after', '\nExample:\n  wirewatch alert list --since 24h');
  await addVerbs(alert, VERBS, asked);
}
