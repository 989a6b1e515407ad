import type { Command } from 'commander';
import { searchArchive } from '../../archive/search.ts';
import { counted } from '../../language/counted.ts';
import { resolveAliases } from '../../match/query/aliases.ts';
import { configDirectory } from '../config/config-directory.ts';
import { whatRuns } from '../config/what-runs.ts';
import { csvLine } from '../export/csv.ts';
import { withDatabase } from '../shared/command-database.ts';
import { INTERRUPTED, stopAtInterrupt } from '../shared/interrupt.ts';
import { withConfigOption, withDataOption, withLimitOption } from '../shared/options.ts';
import { createOutput } from '../shared/output.ts';
import { startProgress } from '../shared/progress.ts';
import { type QueryFlags, queryOrTell, withQueryOptions } from '../watch/query-input.ts';
import { foundRecord, foundText } from './archived-article.ts';
import { endRecord, type HowFarFlags, howFar, sampleNote, withHowFarOptions } from './how-far.ts';

const HELP = `
The articles that Wirewatch has read and keeps are searched by the watch language, with the aliases of the active version:
what is found is what a watch with this query would have matched. The latest come first, as they are found.

A query that no index helps with, such as one of common words alone, is answered by looking at articles one by one: at the
latest 20,000 that may match, or with --all at every one. Standard error says at how many of how many, and since when those
were read. Ctrl-C ends a search with what was found, and exit code 130.

With --json: a line {"id","story","title","url","outlet","language","publishedAt","readAt","flags","why":["…"],"evidence":{…}} for each
article, and a last line {"found","isWhole","end","looked","candidates","backTo","byIndex"}: "end" is "whole", or why not
everything was looked at, "sample", "stopped" or, without what follows it, "limit". With --csv: a line of headings, then a
line for each article, its passage last. The exit code is 0 when nothing is found, too.

Examples:
  wirewatch search 'Telegram NEAR/25 @bka'
  wirewatch search '"port strike" NOT lang:en' --since 14d --limit 200
  wirewatch search 'title:recall' --csv > recalls.csv`;

/** Articles listed unless told otherwise. */
const LIMIT = 50;

/** Columns of `--csv`. */
const COLUMNS = ['id', 'story', 'publishedAt', 'readAt', 'outlet', 'language', 'title', 'url', 'passage'];

interface Flags extends QueryFlags, HowFarFlags {
  limit: number;
  json?: true;
  csv?: true;
  config?: string;
  data?: string;
}

/** `wirewatch search`: the articles of the archive that satisfy a query. */
export function addSearchVerb(program: Command): void {
  const command = withQueryOptions(withDataOption(withConfigOption(program.command('search')))).argument(
    '<query>',
    'in the watch language',
  );
  withHowFarOptions(withLimitOption(command, LIMIT))
    .option('--json', 'print a JSON object for each article, one a line')
    .option('--csv', 'print a table for spreadsheets')
    .addHelpText('after', HELP)
    .action(async (query: string, { data, ...flags }: Flags, self: Command) => {
      if (flags.json && flags.csv) self.error('error: --json or --csv, not both');
      const given = { query, language: flags.language ?? null, dialect: flags.dialect ?? null };
      await withDatabase({ ...(data !== undefined && { data }) }, 'The archive could not be searched', async (db) => {
        const running = await whatRuns(db, configDirectory(flags.config));
        if (!running) return;
        const { aliases } = running.config;
        if (!queryOrTell(given, resolveAliases(aliases), flags.json ?? false)) return;
        const print = createOutput();
        const progress = startProgress('looking through articles');
        const results = searchArchive(db, {
          watches: [{ id: 'query', ...given }],
          aliases,
          ...howFar(flags),
          signal: stopAtInterrupt(),
          onProgress: (now) => progress.update(now.looked, now.candidates),
        });
        if (flags.csv) await print(csvLine(COLUMNS));
        let count = 0;
        let next = await results.next();
        for (; !next.done && count < flags.limit; next = await results.next()) {
          count += 1;
          const record = foundRecord(next.value);
          if (flags.json) await print(JSON.stringify(record));
          else if (flags.csv)
            await print(csvLine([...COLUMNS.slice(0, -1).map((name) => record[name as 'title']), passageOf(record)]));
          else await print(foundText(next.value));
        }
        progress.end();
        if (!next.done) {
          await results.return(undefined as never);
          if (flags.json) await print(JSON.stringify({ found: count, isWhole: false, end: 'limit' }));
          console.error(
            `More were found: --limit lists more than the latest${flags.limit === 1 ? '' : ` ${flags.limit}`}.`,
          );
          return;
        }
        if (flags.json) await print(JSON.stringify({ found: count, ...endRecord(next.value) }));
        else if (!flags.csv) await print(counted(count, 'article'));
        const note = sampleNote(next.value);
        if (note) console.error(note);
        if (next.value.end === 'stopped') process.exitCode = INTERRUPTED;
      });
    });
}

function passageOf({ evidence }: ReturnType<typeof foundRecord>): string {
  return evidence.passages[0]?.text ?? '';
}
