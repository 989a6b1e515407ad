import type { Command } from 'commander';
import { expectationsIn } from '../../config/expect/examples.ts';
import type { ReadPage, Trial } from '../../config/expect/unmet.ts';
import type { CheckedConfig, Problem } from '../../config/load.ts';
import { type OpenConfig, openConfig } from '../../config/open.ts';
import { counted } from '../../language/counted.ts';
import { toned } from '../shared/tone.ts';
import { configDirectory } from './config-directory.ts';
import { printProblems, printWarnings } from './problem-lines.ts';

/**
 * `wirewatch config check [DIR]`: exit code 0, or 1 with a line `file:line:column: reason` for each problem, and for each
 * example that a watch does not treat as it says. Warnings, among them pages of examples that cannot be had, go the same way
 * and change no exit code.
 */
export function addCheckVerb(config: Command): void {
  config
    .command('check [dir]')
    .option('--json', 'print one JSON object: {"ok":true,"feeds":n,…,"warnings":[…]} or {"ok":false,"problems":[…]}')
    .option('--offline', 'ask for no page: examples with a url are passed over')
    .addHelpText(
      'after',
      '\nExamples:\n  wirewatch config check config\n  wirewatch config check --offline\n  wirewatch config check --json | jq .problems',
    )
    .action(async (dir: string | undefined, { json, offline }: { json?: true; offline?: true }) => {
      const open = await openConfig(configDirectory(dir), process.env);
      const { checked } = open;
      const { unmet, unchecked } = await tryIn(open, offline ?? false);
      if (json) console.log(JSON.stringify(asJson(checked, unmet, unchecked)));
      else if (checked.kind === 'invalid') printProblems(checked.problems);
      else {
        printWarnings([...checked.warnings, ...unchecked]);
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
async function tryIn(open: OpenConfig, offline: boolean): Promise<Trial> {
  const examples = open.checked.kind === 'valid' ? expectationsIn(open.sources) : [];
  if (examples.length === 0) return { unmet: [], unchecked: [] };
  const [{ tryExamples }, { languageOf }] = await Promise.all([
    import('../../config/expect/unmet.ts'),
    import('../article/language-of.ts'),
  ]);
  const tryWith = (readPage: ReadPage | null) => tryExamples(open, { tellLanguage: languageOf, readPage });
  const asksForPages = examples.some(({ example }) => typeof example !== 'string' && example.url !== undefined);
  if (offline || !asksForPages) return tryWith(null);
  const [{ withExamplePages }, { withNetworkOf }] = await Promise.all([
    import('./example-pages.ts'),
    import('../feed/network.ts'),
  ]);
  return withNetworkOf(open, ({ http }) => withExamplePages(http, tryWith));
}

function asJson(checked: CheckedConfig, unmet: Problem[], unchecked: Problem[]): object {
  if (checked.kind === 'invalid') return { ok: false, problems: checked.problems };
  const warnings = [...checked.warnings, ...unchecked];
  if (unmet.length > 0) return { ok: false, problems: unmet, warnings };
  const { feeds, watches, receivers } = checked.config;
  return { ok: true, feeds: feeds.length, watches: watches.length, receivers: receivers.length, warnings };
}
