import { resolve } from 'node:path';
import type { Command } from 'commander';
import { type Config, formatProblem, loadConfig } from '../config/load.ts';

/** `wirewatch config check [DIR]`: exit code 0, or 1 with a line `file:line:column: reason` for each problem. */
export function addConfigVerb(program: Command): void {
  const config = program.command('config').description('look at the configuration');
  config
    .command('check [dir]')
    .description('check a configuration without running it')
    .addHelpText('after', '\nExample:\n  wirewatch config check config')
    .action(async (dir: string | undefined) => {
      const { feeds, watches, receivers } = await configOrExit(
        resolve(dir ?? process.env.WIREWATCH_CONFIG ?? 'config'),
      );
      console.log(`ok: ${feeds.length} feeds, ${watches.length} watches, ${receivers.length} receivers`);
    });
}

/** The configuration; ends the process with code 1 and every problem when it is wrong. */
export async function configOrExit(dir: string): Promise<Config> {
  const loaded = await loadConfig(dir, process.env);
  if (loaded.kind === 'valid') return loaded.config;
  for (const problem of loaded.problems) console.error(formatProblem(problem));
  process.exit(1);
}
