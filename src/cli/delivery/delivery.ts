import type { Command } from 'commander';
import { addListVerb } from './list.ts';
import { addRetryVerb } from './retry.ts';
import { addShowVerb } from './show.ts';

/** `wirewatch delivery`: what went to whom, and what becomes of what was given up. */
export function addDeliveryVerb(program: Command): void {
  const delivery = program
    .command('delivery')
    .description('see what went to whom, why something did not, and send it again')
    .addHelpText('after', '\nExample:\n  wirewatch delivery list --state dead');
  for (const add of [addListVerb, addShowVerb, addRetryVerb]) add(delivery);
}
