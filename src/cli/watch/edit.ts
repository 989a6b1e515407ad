import type { Command } from 'commander';
import { editWatch } from '../../config/edit/watches.ts';
import {
  EDIT_HELP,
  type EditFlags,
  type KeyFlags,
  keysOf,
  runEdit,
  withEditOptions,
  withKeyOptions,
} from './change-watch.ts';

const HELP = `${EDIT_HELP}
What is not given stays as it is.

Examples:
  wirewatch watch edit strike --query 'strike NEAR/8 (railway OR airport)'
  wirewatch watch edit strike --severity low --receiver desk --receiver newsroom --dry-run`;

/** `wirewatch watch edit`: changes a watch of the configuration. */
export function addEditVerb(watch: Command): void {
  const command = withEditOptions(withKeyOptions(watch.command('edit')))
    .argument('<id>', 'id of the watch')
    .option('--query <query>', 'in the watch language')
    .addHelpText('after', HELP)
    .action((id: string, flags: EditFlags & KeyFlags & { query?: string }) => {
      const keys = { query: flags.query, ...keysOf(flags) };
      const isGiven = Object.values(keys).some((value) => value !== undefined && value.length !== 0);
      if (!isGiven) command.error('error: say what is to change: --query, --name, --severity, --tag, --receiver, …');
      return runEdit(flags, { id, verb: 'edit', done: 'changed' }, (open, options) =>
        editWatch(open, id, keys, options),
      );
    });
}
