import type { Command } from 'commander';
import type { Database } from '../../store/database.ts';
import { activeNumber, findVersion } from '../../store/versions/config-versions.ts';
import { withDatabase } from '../shared/command-database.ts';
import { withConfigOption, withDataOption } from '../shared/options.ts';
import { configDirectory } from './config-directory.ts';
import { numberArgument } from './number-argument.ts';
import { compareSides, comparisonLines, problemLines, type Side, sideOfDirectory, sideOfVersion } from './sides.ts';

interface Options {
  from?: number;
  to?: number;
  json?: true;
  config?: string;
  data?: string;
}

/** `wirewatch config diff`: exit code 0, or 1 when one of the two is wrong or not there. */
export function addDiffVerb(config: Command): void {
  withConfigOption(withDataOption(config.command('diff')))
    .option('--from <n>', 'version to begin with; the active one', numberArgument)
    .option('--to <n>', 'version to compare it with; the files in the directory', numberArgument)
    .option('--json', 'print one JSON object: {"from":…,"to":…,"same":…,"changes":[…],"files":[…],"problems":[…]}')
    .addHelpText(
      'after',
      '\nExit code 0, also where something differs; 1 where one of the two is wrong or not there.' +
        '\n\nExamples:\n  wirewatch config diff\n  wirewatch config diff --from 3 --to 5\n  wirewatch config diff --json | jq .changes',
    )
    .action(async ({ from, to, json, config: dir, ...flags }: Options) => {
      await withDatabase(flags, 'The configurations could not be compared', async (db) => {
        const directory = configDirectory(dir);
        const before = await sideOf(db, from ?? (await activeNumber(db)), directory);
        const after = to === undefined ? await sideOfDirectory(directory) : await sideOf(db, to, directory);
        if (typeof before === 'string' || typeof after === 'string') {
          console.error([before, after].find((side) => typeof side === 'string'));
          process.exitCode = 1;
          return;
        }
        tell(before, after, json ?? false);
      });
    });
}

async function sideOf(db: Database, number: number, directory: string): Promise<Side | string> {
  if (number === 0) return 'No configuration has ever been active here.';
  return (await findVersion(db, number)) ? sideOfVersion(db, number, directory) : `There is no version ${number}.`;
}

function tell(before: Side, after: Side, json: boolean): void {
  const comparison = compareSides(before, after);
  const same = before.digest === after.digest;
  const problems = [...problemLines(before), ...problemLines(after)];
  if (problems.length > 0) process.exitCode = 1;
  if (json) {
    const { changes, patches: files } = comparison;
    console.log(JSON.stringify({ from: before.name, to: after.name, same, changes, files, problems }));
    return;
  }
  console.log(`${after.name} against ${before.name}${same ? ': the same files' : ''}`);
  for (const line of comparisonLines(comparison, process.stdout)) console.log(line);
  for (const problem of problems) console.error(problem);
}
