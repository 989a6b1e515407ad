import type { Command } from 'commander';
import { type Asked, addVerbs, type Verbs } from '../shared/verbs.ts';

const VERBS: Verbs = {
  show: {
    summary: 'print the tree of routes',
    load: async () => (await import('./show.ts')).addShowVerb,
  },
  test: {
    summary: 'say who would be told of an alert, when, and by which route',
    load: async () => (await import('./test.ts')).addTestVerb,
  },
};

/** `wirewatch route`: who is told, and when. */
export async function addRouteVerb(program: Command, asked: Asked): Promise<void> {
  const route = program
    .command('route')
    .addHelpText('after', '\nExample:\n  wirewatch route test --watch telegram-user-data --severity critical');
  await addVerbs(route, VERBS, asked);
}
