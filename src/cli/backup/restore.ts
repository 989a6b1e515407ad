import type { Command } from 'commander';
import { counted } from '../../language/counted.ts';
import { createLogger } from '../../log.ts';
import { restoreBackup } from '../../store/backup/restore.ts';
import { openEmbeddedPostgres } from '../run/embedded.ts';
import { reportFailure } from '../shared/failure.ts';
import { settingsOrExit, withDataOption } from '../shared/options.ts';
import { createOutput } from '../shared/output.ts';
import { startProgress } from '../shared/progress.ts';
import { shownPath } from '../shared/shown-path.ts';

interface Options {
  json?: true;
  data?: string;
}

/** `wirewatch restore`: fills an empty database with a backup. */
export function addRestoreVerb(program: Command): void {
  withDataOption(program.command('restore'))
    .argument('<file>', 'what `wirewatch backup` wrote')
    .option('--json', 'print what was restored as a JSON object')
    .addHelpText(
      'after',
      '\nThe file is read to its end first; one that is torn or altered is refused. Then all of it is restored or nothing.' +
        '\nWhat waited to be sent is sent once Wirewatch starts: stop the one that the backup is of.' +
        '\n\nExamples:\n  wirewatch restore wirewatch.backup --data data\n  DATABASE_URL=postgres://… wirewatch restore wirewatch.backup',
    )
    .action(async (file: string, { json, ...flags }: Options) => {
      const settings = settingsOrExit(flags);
      const log = createLogger({ level: 'silent', pretty: false });
      const open = new AsyncDisposableStack();
      try {
        const url = settings.databaseUrl ?? (await openEmbeddedPostgres(settings, log, open));
        const progress = startProgress('Tables');
        const outcome = await restoreBackup(url, file, progress.update).finally(() => progress.end());
        if (outcome.kind === 'refused') throw new Error(outcome.reason);
        const { createdAt, tables, migrations } = outcome.manifest;
        const rows = tables.reduce((sum, table) => sum + table.rows, 0);
        await createOutput()(
          json
            ? JSON.stringify({
                ...{ file, createdAt, migration: migrations.at(-1) },
                tables: Object.fromEntries(tables.map((table) => [table.name, table.rows])),
              })
            : `${shownPath(file)}, made at ${createdAt}: ${counted(rows, 'row')} of ${counted(tables.length, 'table')} restored`,
        );
      } catch (error) {
        reportFailure('The backup could not be restored', error, log);
        process.exitCode = 1;
      } finally {
        await open.disposeAsync();
      }
    });
}
