import type { Command } from 'commander';
import { addCheckVerb } from './check.ts';

/** `wirewatch config`: everything about the configuration. */
export function addConfigVerb(program: Command): void {
  const config = program
    .command('config')
    .description('look at the configuration')
    .addHelpText('after', '\nExample:\n  wirewatch config check config');
  addCheckVerb(config);
}
