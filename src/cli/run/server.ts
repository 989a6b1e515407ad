import type { Command } from 'commander';
import { settingsOrExit, withAddressOptions, withDataOption } from '../shared/options.ts';
import { reportServer } from './follow.ts';
import { printLogin } from './login.ts';
import { runUntilStopped } from './run.ts';
import { openProcessQueues, runServer } from './runtime.ts';

/** `wirewatch server`: the pages without the workers. */
export function addServerVerb(program: Command): void {
  withAddressOptions(withDataOption(program.command('server')))
    .addHelpText('after', '\nExample:\n  DATABASE_URL=postgres://… wirewatch server --port 8080')
    .action(async (flags) => {
      await runUntilStopped(settingsOrExit(flags), async (foundation, open) => {
        await reportServer(foundation, open);
        await runServer(foundation, await openProcessQueues(foundation, open), null, open, printLogin);
      });
    });
}
