import type { Command } from 'commander';
import { expireSilence } from '../../store/alerts/silences.ts';
import { withDatabase } from '../shared/command-database.ts';
import { withDataOption } from '../shared/options.ts';
import { idsOrExit } from '../story/ids.ts';

/** `wirewatch silence expire ID`: exit code 1 when there is no such silence, or it has ended. */
export function addExpireVerb(silence: Command): void {
  const command = withDataOption(silence.command('expire <id>'));
  command
    .option('--json', 'print a JSON object: {"silence":…}')
    .addHelpText(
      'after',
      '\nEach receiver is told how much was kept back, in his next digest or at once; `wirewatch silence replay` tells him what.' +
        '\n\nExample:\n  wirewatch silence expire 12',
    )
    .action(async (given: string, { json, ...flags }: { json?: true; data?: string }) => {
      const [id] = idsOrExit(command, [given]);
      await withDatabase(flags, 'The silence could not be ended', async (db) => {
        if (await expireSilence(db, id!)) {
          console.log(json ? JSON.stringify({ silence: id }) : `Silence ${id} has ended.`);
          return;
        }
        console.error(`There is no silence ${id}, or it has ended.`);
        process.exitCode = 1;
      });
    });
}
