import type { Command } from 'commander';
import { expectationsIn } from '../../config/expect/examples.ts';
import type { CheckedConfig, Problem } from '../../config/load.ts';
import { type OpenConfig, openConfig } from '../../config/open.ts';
import { counted } from '../../language/counted.ts';
import { toned } from '../shared/tone.ts';
import { configDirectory } from './config-directory.ts';
import { printProblems, printWarnings } from './problem-lines.ts';

/**
 * `wirewatch config check [DIR]`: exit code 0, or 1 with a line `file:line:column: reason` for each problem, and for each
 * example that a watch does not treat as it says. Warnings go the same way and change no exit code.
 */
export function addCheckVerb(config: Command): void {
  config
    .command('check [dir]')
    .option('--json', 'print one JSON object: {"ok":true,"feeds":n,…,"warnings":[…]} or {"ok":false,"problems":[…]}')
    .addHelpText(
      'after',
      '\nExamples:\n  wirewatch config check config\n  wirewatch config check --json | jq .problems',
    )
    .action(async (dir: string | undefined, { json }: { json?: true }) => {
      const open = await openConfig(configDirectory(dir), process.env);
      const { checked } = open;
      const unmet = await unmetIn(open);
      if (json) console.log(JSON.stringify(asJson(checked, unmet)));
      else if (checked.kind === 'invalid') printProblems(checked.problems);
      else {
        printWarnings(checked.warnings);
        printProblems(unmet);
        const { feeds, watches, receivers } = checked.config;
        if (unmet.length === 0)
          console.log(
            `${toned('good', 'ok')}: ${counted(feeds.length, 'feed')}, ${counted(watches.length, 'watch', 'watches')}, ${counted(receivers.length, 'receiver')}`,
          );
      }
      process.exitCode = checked.kind === 'valid' && unmet.length === 0 ? 0 : 1;
    });
}

/** What reads and matches articles is loaded where a watch has examples, and not for every check. */
async function unmetIn(open: OpenConfig): Promise<Problem[]> {
  if (expectationsIn(open.sources).length === 0) return [];
  const [{ unmetExpectations }, { languageOf }] = await Promise.all([
    import('../../config/expect/unmet.ts'),
    import('../article/language-of.ts'),
  ]);
  return unmetExpectations(open, languageOf);
}

function asJson(checked: CheckedConfig, unmet: Problem[]): object {
  if (checked.kind === 'invalid') return { ok: false, problems: checked.problems };
  if (unmet.length > 0) return { ok: false, problems: unmet, warnings: checked.warnings };
  const { feeds, watches, receivers } = checked.config;
  return {
    ok: true,
    feeds: feeds.length,
    watches: watches.length,
    receivers: receivers.length,
    warnings: checked.warnings,
  };
}
