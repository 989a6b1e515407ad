import type { Command } from 'commander';
import { removeWatch } from '../../config/edit/watches.ts';
import { EDIT_HELP, type EditFlags, runEdit, withEditOptions } from './change-watch.ts';

const HELP = `${EDIT_HELP}
Alerts and stories of the watch stay.

Example:
  wirewatch watch remove strike`;

/** `wirewatch watch remove`: takes a watch out of the configuration. */
export function addRemoveVerb(watch: Command): void {
  withEditOptions(watch.command('remove'))
    .argument('<id>', 'id of the watch')
    .addHelpText('after', HELP)
    .action((id: string, flags: EditFlags) =>
      runEdit(flags, { id, verb: 'remove', done: 'removed' }, (open, options) => removeWatch(open, id, options)),
    );
}
