import type { Command } from 'commander';
import { createLogger } from '../../log.ts';
import { reportFailure } from '../shared/failure.ts';
import { settingsOrExit, withDataOption } from '../shared/options.ts';
import { openFoundation, openProcessQueues } from './runtime.ts';

/** `wirewatch migrate`: brings the schemas up to date and ends. */
export function addMigrateVerb(program: Command): void {
  withDataOption(program.command('migrate'))
    .addHelpText('after', '\nExample:\n  DATABASE_URL=postgres://… wirewatch migrate')
    .action(async (flags) => {
      const settings = settingsOrExit(flags);
      const log = createLogger({ level: settings.logLevel, pretty: process.stdout.isTTY });
      const open = new AsyncDisposableStack();
      try {
        const foundation = await openFoundation(settings, log, open);
        await openProcessQueues(foundation, open);
        log.info('the database schema is up to date');
      } catch (error) {
        reportFailure('The database schema could not be brought up to date', error, log);
        process.exitCode = 1;
      } finally {
        await open.disposeAsync();
      }
    });
}
