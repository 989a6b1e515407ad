import type { Command } from 'commander';
import { addApplyVerb } from './apply.ts';
import { addCheckVerb } from './check.ts';
import { addDiffVerb } from './diff.ts';
import { addRollbackVerb } from './rollback.ts';
import { addShowVerb } from './show.ts';
import { addVersionsVerb } from './versions.ts';

/** `wirewatch config`: everything about the configuration. */
export function addConfigVerb(program: Command): void {
  const config = program
    .command('config')
    .description('check the configuration, tell what an edit changes, and go back')
    .addHelpText('after', '\nExample:\n  wirewatch config check config');
  addCheckVerb(config);
  addDiffVerb(config);
  addApplyVerb(config);
  addVersionsVerb(config);
  addShowVerb(config);
  addRollbackVerb(config);
}
