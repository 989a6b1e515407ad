import type { Command } from 'commander';
import { addListVerb } from './list.ts';
import { addTestVerb } from './test.ts';

/** `wirewatch receiver`: who is told, and whether that works. */
export function addReceiverVerb(program: Command): void {
  const receiver = program
    .command('receiver')
    .description('list who is told, and try whether it works')
    .addHelpText('after', '\nExample:\n  wirewatch receiver test newsroom');
  for (const add of [addListVerb, addTestVerb]) add(receiver);
}
