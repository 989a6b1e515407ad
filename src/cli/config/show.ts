import type { Command } from 'commander';
import { activeNumber, filesOfVersion, findVersion } from '../../store/versions/config-versions.ts';
import { withDatabase } from '../shared/command-database.ts';
import { withDataOption } from '../shared/options.ts';
import { printable } from '../shared/terminal-text.ts';
import { numberArgument } from './number-argument.ts';

/** `wirewatch config show [N]`: the files of a version as they were written; exit code 1 when it is not there. */
export function addShowVerb(config: Command): void {
  withDataOption(config.command('show').argument('[n]', 'number of the version; the active one', numberArgument))
    .option('--file <path>', 'only this file, and nothing around it')
    .option('--json', 'print one JSON object: {"number":…,"author":…,"files":[{"path":…,"text":…}]}')
    .addHelpText(
      'after',
      '\nVariables stand as they were written; what they stand for is not kept.' +
        '\n\nExamples:\n  wirewatch config show\n  wirewatch config show 3 --file watches.yaml > watches.yaml',
    )
    .action(
      async (given: number | undefined, { file, json, ...flags }: { file?: string; json?: true; data?: string }) => {
        await withDatabase(flags, 'The version could not be shown', async (db) => {
          const number = given ?? (await activeNumber(db));
          const version = await findVersion(db, number);
          const files = await filesOfVersion(db, number);
          const chosen = file === undefined ? files : files.filter(({ path }) => path === file);
          if (!version || chosen.length === 0) {
            console.error(version ? `Version ${number} has no file ${printable(file!)}.` : nothing(number));
            process.exitCode = 1;
          } else if (json) console.log(JSON.stringify({ ...version, files: chosen }));
          else if (file !== undefined) process.stdout.write(chosen[0]!.text);
          else for (const { path, text } of chosen) process.stdout.write(`# ${printable(path)}\n${text}\n`);
        });
      },
    );
}

function nothing(number: number): string {
  return number === 0 ? 'No configuration has ever been active here.' : `There is no version ${number}.`;
}
