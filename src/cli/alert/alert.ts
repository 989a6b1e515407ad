import type { Command } from 'commander';
import { addListVerb } from './list.ts';
import { addShowVerb } from './show.ts';

/** `wirewatch alert`: what was found, why, and who was told. */
export function addAlertVerb(program: Command): void {
  const alert = program
    .command('alert')
    .description('see what was found, why, and who was told of it')
    .addHelpText('after', '\nExample:\n  wirewatch alert list --since 24h');
  for (const add of [addListVerb, addShowVerb]) add(alert);
}
