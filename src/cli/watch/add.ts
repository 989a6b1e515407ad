import type { Command } from 'commander';
import { addWatch } from '../../config/edit/watches.ts';
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
The watch is written behind the last one, else to wirewatch.yaml.

Examples:
  wirewatch watch add strike 'strike NEAR/5 (railway OR airport)'
  wirewatch watch add leaks '"user data" NEAR/10 leak*' --severity high --receiver newsroom --dry-run`;

/** `wirewatch watch add`: puts a watch into the configuration. */
export function addAddVerb(watch: Command): void {
  withEditOptions(withKeyOptions(watch.command('add')))
    .argument('<id>', 'stable id of the watch')
    .argument('<query>', 'in the watch language')
    .addHelpText('after', HELP)
    .action((id: string, query: string, flags: EditFlags & KeyFlags) =>
      runEdit(flags, { id, verb: 'add', done: 'added' }, (open, options) =>
        addWatch(open, id, { ...keysOf(flags), query }, options),
      ),
    );
}
