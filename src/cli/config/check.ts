import type { Command } from 'commander';
import { type CheckedConfig, loadConfig } from '../../config/load.ts';
import { configDirectory } from './config-directory.ts';
import { printProblems, printWarnings } from './problem-lines.ts';

/** `wirewatch config check [DIR]`: exit code 0, or 1 with a line `file:line:column: reason` for each problem. Warnings go the same way and change no exit code. */
export function addCheckVerb(config: Command): void {
  config
    .command('check [dir]')
    .option('--json', 'print one JSON object: {"ok":true,"feeds":n,…,"warnings":[…]} or {"ok":false,"problems":[…]}')
    .addHelpText(
      'after',
      '\nExamples:\n  wirewatch config check config\n  wirewatch config check --json | jq .problems',
    )
    .action(async (dir: string | undefined, { json }: { json?: true }) => {
      const checked = await loadConfig(configDirectory(dir), process.env);
      if (json) console.log(JSON.stringify(asJson(checked)));
      else if (checked.kind === 'invalid') printProblems(checked.problems);
      else {
        printWarnings(checked.warnings);
        const { feeds, watches, receivers } = checked.config;
        console.log(`ok: ${feeds.length} feeds, ${watches.length} watches, ${receivers.length} receivers`);
      }
      process.exitCode = checked.kind === 'valid' ? 0 : 1;
    });
}

function asJson(checked: CheckedConfig): object {
  if (checked.kind === 'invalid') return { ok: false, problems: checked.problems };
  const { feeds, watches, receivers } = checked.config;
  return {
    ok: true,
    feeds: feeds.length,
    watches: watches.length,
    receivers: receivers.length,
    warnings: checked.warnings,
  };
}
