import type { Command } from 'commander';
import { type Asked, addVerbs, type Verbs } from '../shared/verbs.ts';

const VERBS: Verbs = {
  check: {
    summary: 'check a configuration without running it',
    load: async () => (await import('./check.ts')).addCheckVerb,
  },
  diff: {
    summary: 'tell what the files in the directory would change, or how two versions differ',
    load: async () => (await import('./diff.ts')).addDiffVerb,
  },
  apply: {
    summary: 'make the files in the directory the active version',
    load: async () => (await import('./apply.ts')).addApplyVerb,
  },
  versions: {
    summary: 'list the versions of the configuration, and which process runs which',
    load: async () => (await import('./versions.ts')).addVersionsVerb,
  },
  show: {
    summary: 'print a version of the configuration, as it was written',
    load: async () => (await import('./show.ts')).addShowVerb,
  },
  rollback: {
    summary: 'make an earlier version active again, as a new one',
    load: async () => (await import('./rollback.ts')).addRollbackVerb,
  },
};

/** `wirewatch config`: everything about the configuration. */
export async function addConfigVerb(program: Command, asked: Asked): Promise<void> {
  const config = program.command('config').addHelpText('after', '\nExample:\n  wirewatch config check config');
  await addVerbs(config, VERBS, asked);
}
