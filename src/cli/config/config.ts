import { resolve } from 'node:path';
import type { Command } from 'commander';
import {
  type CheckedConfig,
  type Config,
  formatProblem,
  formatWarning,
  loadConfig,
  type Problem,
} from '../../config/load.ts';

/** `wirewatch config check [DIR]`: exit code 0, or 1 with a line `file:line:column: reason` for each problem. Warnings go the same way and change no exit code. */
export function addConfigVerb(program: Command): void {
  const config = program
    .command('config')
    .description('look at the configuration')
    .addHelpText('after', '\nExample:\n  wirewatch config check config');
  config
    .command('check [dir]')
    .description('check a configuration without running it')
    .option('--json', 'print one JSON object: {"ok":true,"feeds":n,…,"warnings":[…]} or {"ok":false,"problems":[…]}')
    .addHelpText(
      'after',
      '\nExamples:\n  wirewatch config check config\n  wirewatch config check --json | jq .problems',
    )
    .action(async (dir: string | undefined, { json }: { json?: true }) => {
      const loaded = await loadConfig(resolve(dir ?? process.env.WIREWATCH_CONFIG ?? 'config'), process.env);
      if (json) printAsJson(loaded);
      else if (loaded.kind === 'invalid') printProblems(loaded.problems);
      else {
        printWarnings(loaded.warnings);
        console.log(
          `ok: ${loaded.config.feeds.length} feeds, ${loaded.config.watches.length} watches, ${loaded.config.receivers.length} receivers`,
        );
      }
      process.exitCode = loaded.kind === 'valid' ? 0 : 1;
    });
}

/** The configuration, its warnings told; ends the process with code 1 and every problem when it is wrong. */
export async function configOrExit(dir: string): Promise<Config> {
  const loaded = await loadConfig(dir, process.env);
  if (loaded.kind === 'valid') {
    printWarnings(loaded.warnings);
    return loaded.config;
  }
  printProblems(loaded.problems);
  process.exit(1);
}

function printProblems(problems: Problem[]): void {
  for (const problem of problems) console.error(formatProblem(problem));
}

function printWarnings(warnings: Problem[]): void {
  for (const warning of warnings) console.error(formatWarning(warning));
}

function printAsJson(loaded: CheckedConfig): void {
  const result =
    loaded.kind === 'valid'
      ? {
          ok: true,
          feeds: loaded.config.feeds.length,
          watches: loaded.config.watches.length,
          receivers: loaded.config.receivers.length,
          warnings: loaded.warnings,
        }
      : { ok: false, problems: loaded.problems };
  console.log(JSON.stringify(result));
}
