import type { Command } from 'commander';
import { marksOf } from '../../config/expect/marks.ts';
import { understand } from '../../config/open.ts';
import { unmetByEdit } from '../../pipeline/config/expected.ts';
import { activeNumber, findVersion } from '../../store/versions/config-versions.ts';
import { author } from '../shared/author.ts';
import { withDatabase } from '../shared/command-database.ts';
import { withConfigOption, withDataOption } from '../shared/options.ts';
import { configDirectory } from './config-directory.ts';
import { numberArgument } from './number-argument.ts';
import { publishAndTell } from './outcome.ts';
import { problemLines, sideOfDirectory, sideOfVersion } from './sides.ts';

interface Options {
  message?: string;
  base?: number;
  json?: true;
  config?: string;
  data?: string;
}

/** `wirewatch config apply`: exit code 0 when the files are active, 1 when they are not, with the reason. */
export function addApplyVerb(config: Command): void {
  withConfigOption(withDataOption(config.command('apply')))
    .option('-m, --message <text>', 'why, for whoever asks later')
    .option('--base <n>', 'version that the files come from: refused when another is active', numberArgument)
    .option('--json', 'print one JSON object: {"ok":true,"version":…,"warnings":[…]} or {"ok":false,"reasons":[…]}')
    .addHelpText(
      'after',
      '\nA process that runs activates what is saved in its own directory by itself. This is for a directory that none of' +
        '\nthem looks at, or that came behind. Exit code 0: active; 1: not, with the reason. What a watch that the edit changed' +
        '\nexpects and does not do is a warning; pages are not asked for.' +
        '\n\nExamples:\n  wirewatch config apply\n  wirewatch config apply --config /etc/wirewatch --base 7 -m "watch the new agency"',
    )
    .action(async ({ message, base, json, config: dir, ...flags }: Options) => {
      const directory = configDirectory(dir);
      const mine = await sideOfDirectory(directory);
      if (!mine.config) {
        const reasons = problemLines(mine);
        if (json) console.log(JSON.stringify({ ok: false, reasons }));
        else for (const reason of reasons) console.error(reason);
        process.exitCode = 1;
        return;
      }
      const { files, config: checked } = mine;
      await withDatabase(flags, 'The configuration could not be activated', async (db) => {
        if (base !== undefined && !(await findVersion(db, base))) {
          console.error(`There is no version ${base}.`);
          process.exitCode = 1;
          return;
        }
        const publication = {
          ...{ files, config: checked, author: author(), source: 'apply', message: message ?? null },
          ...{ restores: null, diskDigest: null, base: base ?? (await activeNumber(db)) },
        };
        const from = publication.base;
        const warn = async () => {
          const before = from === 0 ? null : await sideOfVersion(db, from, directory);
          const marks = before ? marksOf(understand(before.files, before.variables)) : new Map<string, string>();
          return unmetByEdit(understand(mine.files, mine.variables), marks);
        };
        await publishAndTell(db, { publication, mine, directory, json: json ?? false, warn });
      });
    });
}
