import type { Command } from 'commander';
import { settingsOrExit, withAddressOptions, withDataOption } from '../shared/options.ts';
import { runUntilStopped } from './run.ts';
import { openProcessQueues, printLogin, runServer } from './runtime.ts';

/** It runs on no configuration: what is watched is known where workers run. */
const NOBODY_KNOWS = async () => null;

/** `wirewatch server`: the pages without the workers. */
export function addServerVerb(program: Command): void {
  withAddressOptions(withDataOption(program.command('server')))
    .description('run the pages only: overview, inbox, job dashboard, health')
    .addHelpText('after', '\nExample:\n  DATABASE_URL=postgres://… wirewatch server --port 8080')
    .action(async (flags) => {
      await runUntilStopped(settingsOrExit(flags), async (foundation, open) => {
        await runServer(foundation, await openProcessQueues(foundation, open), open, printLogin, NOBODY_KNOWS);
      });
    });
}
