import type { Command } from 'commander';
import { type Asked, addVerbs, type Verbs } from '../shared/verbs.ts';

const VERBS: Verbs = {
  check: {
    summary: 'check a configuration without running it',
    load: async () => (await import('./check.ts')).addCheckVerb,
  },
};

/** `wirewatch config`: everything about the configuration. */
export async function addConfigVerb(program: Command, asked: Asked): Promise<void> {
  const config = program.command('config').addHelpText('after', '\nExample:\n  wirewatch config check config');
  await addVerbs(config, VERBS, asked);
}
