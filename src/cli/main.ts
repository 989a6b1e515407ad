import { Command } from 'commander';
import { addConfigVerb } from './config.ts';
import { addDemoVerb } from './demo.ts';
import { addMatchVerb } from './match.ts';
import { addMigrateVerb } from './migrate.ts';
import { addServerVerb } from './server.ts';
import { addStartVerb } from './start.ts';
import { addWatchVerb } from './watch.ts';
import { addWorkerVerb } from './worker.ts';

/** Runs the command line. Exit codes: 0 done, 1 refused or failed with a reason on standard error, 2 wrong usage. */
export async function main(argv: string[]): Promise<void> {
  const program = new Command('wirewatch')
    .description('Hears a story once, within minutes, in whatever words the press tells it.')
    .showHelpAfterError('(add --help for the verbs and their options)')
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
  for (const add of [
    addStartVerb,
    addWorkerVerb,
    addServerVerb,
    addMigrateVerb,
    addConfigVerb,
    addMatchVerb,
    addWatchVerb,
    addDemoVerb,
  ])
    add(program);
  await program.parseAsync(argv);
}
