import { Argument, type Command, Option } from 'commander';
import { countExport, EXPORT_KINDS, type ExportKind, exportFields, exportRows } from '../../store/views/export.ts';
import { withDatabase } from '../shared/command-database.ts';
import { withDataOption, withSinceOption } from '../shared/options.ts';
import { createOutput } from '../shared/output.ts';
import { startProgressBesideLines } from '../shared/progress.ts';
import { csvLine } from './csv.ts';

interface Options {
  since?: number;
  csv?: true;
  json?: true;
  data?: string;
}

/** `wirewatch export`: all alerts, stories or articles, for other programs. */
export function addExportVerb(program: Command): void {
  const command = withDataOption(program.command('export')).addArgument(
    new Argument('<what>', 'what is exported').choices(EXPORT_KINDS),
  );
  withSinceOption(command, 'those')
    .addOption(new Option('--json', 'JSON, an object a line (the default)').conflicts('csv'))
    .option('--csv', 'CSV with a line of names (RFC 4180, UTF-8); the items of a list are parted by "; "')
    .addHelpText(
      'after',
      '\nTimes are ISO 8601, in UTC. In CSV, what a spreadsheet would take for a formula begins with an apostrophe.' +
        '\n\nExamples:\n  wirewatch export alerts --since 7d --csv > alerts.csv\n  wirewatch export stories --since 30d --csv > stories.csv\n  wirewatch export articles > articles.jsonl',
    )
    .action(async (what: ExportKind, { since, csv, json: _, ...flags }: Options) => {
      await withDatabase(flags, 'The export broke off', async (db) => {
        const print = createOutput();
        const fields = exportFields(what);
        if (csv) await print(csvLine(fields));
        const progress = startProgressBesideLines(what);
        const total = progress ? await countExport(db, what, { sinceMs: since }) : 0;
        let done = 0;
        for await (const row of exportRows(db, what, { sinceMs: since })) {
          await print(csv ? csvLine(fields.map((field) => row[field])) : JSON.stringify(row));
          done += 1;
          progress?.update(done, Math.max(done, total));
        }
        progress?.end();
      });
    });
}
