import type { Command } from 'commander';
import { type Asked, addVerbs, type Verbs } from '../shared/verbs.ts';

const VERBS: Verbs = {
  add: {
    summary: 'keep alerts back for a while, with a reason',
    load: async () => (await import('./add.ts')).addAddVerb,
  },
  list: {
    summary: 'list the silences: what each keeps back, who asked for it, why, and until when',
    load: async () => (await import('./list.ts')).addListVerb,
  },
  expire: {
    summary: 'end a silence now',
    load: async () => (await import('./expire.ts')).addExpireVerb,
  },
  replay: {
    summary: 'tell now, in one message for each address, of all that a silence kept back',
    load: async () => (await import('./replay.ts')).addReplayVerb,
  },
};

/** `wirewatch silence`: what is kept back, and until when. */
export async function addSilenceVerb(program: Command, asked: Asked): Promise<void> {
  const silence = program
    .command('silence')
    .addHelpText(
      'after',
      '\nExamples:\n  wirewatch silence add \'source = "Evening Star"\' --for 2h --reason "their feed repeats itself"\n  wirewatch silence list',
    );
  await addVerbs(silence, VERBS, asked);
}
