import type { Command } from 'commander';
import { type Asked, addVerbs, type Verbs } from '../shared/verbs.ts';

const VERBS: Verbs = {
  list: {
    summary: 'list the articles that were read, the latest first',
    load: async () => (await import('./list.ts')).addListVerb,
  },
  show: {
    summary: 'show an article as it was read, the watches it met, its story and its alerts',
    load: async () => (await import('./show.ts')).addShowVerb,
  },
};

/** `wirewatch article`: what was read. */
export async function addArticleVerb(program: Command, asked: Asked): Promise<void> {
  const article = program
    .command('article')
    .addHelpText('after', '\nExample:\n  wirewatch article show https://www.spiegel.de/a-1.html');
  await addVerbs(article, VERBS, asked);
}
