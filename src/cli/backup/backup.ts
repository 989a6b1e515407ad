import type { Command } from 'commander';
import { counted } from '../../language/counted.ts';
import { writeBackup } from '../../store/backup/write.ts';
import type { Database } from '../../store/database.ts';
import { sizeOf } from '../shared/amounts.ts';
import { withDatabase } from '../shared/command-database.ts';
import { withDataOption } from '../shared/options.ts';
import { createOutput } from '../shared/output.ts';
import { startProgress } from '../shared/progress.ts';
import { shownPath } from '../shared/shown-path.ts';

interface Options {
  json?: true;
  data?: string;
}

/** `wirewatch backup`: all that stands in the database, in one file. */
export function addBackupVerb(program: Command): void {
  withDataOption(program.command('backup'))
    .argument('<file>', 'what is written; there must be no such file yet')
    .option('--json', 'print what was written as a JSON object')
    .addHelpText(
      'after',
      '\nThe file holds articles, alerts and the hash of the password for the pages; only its owner may read it.' +
        '\nThe configuration is not in it: keep a copy of its directory, too.' +
        '\n\nExamples:\n  wirewatch backup wirewatch.backup\n  wirewatch backup "backups/$(date +%F).backup" --json',
    )
    .action(async (file: string, { json, ...flags }: Options) => {
      const write = async (_db: Database, url: string) => {
        const progress = startProgress('Tables');
        const outcome = await writeBackup(url, file, progress.update).finally(() => progress.end());
        if (outcome.kind === 'exists') throw new Error(`${shownPath(file)} exists already; a backup replaces nothing`);
        const { manifest, bytes } = outcome;
        const { createdAt, tables, migrations } = manifest;
        const rows = tables.reduce((sum, table) => sum + table.rows, 0);
        await createOutput()(
          json
            ? JSON.stringify({
                ...{ file, createdAt, bytes, migration: migrations.at(-1) },
                tables: Object.fromEntries(tables.map((table) => [table.name, table.rows])),
              })
            : `${shownPath(file)}: ${counted(rows, 'row')} of ${counted(tables.length, 'table')}, ${sizeOf(bytes)}`,
        );
      };
      // Before a newer Wirewatch changes the tables is when a backup is wanted most.
      await withDatabase(flags, 'The backup could not be written', write, { takesOlder: true });
    });
}
