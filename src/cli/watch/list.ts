import type { Command } from 'commander';
import { asOneLine } from '../../alert/text.ts';
import type { Watch } from '../../model/watch.ts';
import { configDirectory } from '../config/config-directory.ts';
import { configOrExit } from '../config/config-or-exit.ts';
import { withConfigOption } from '../shared/options.ts';
import { createOutput } from '../shared/output.ts';

/** `wirewatch watch list`: the watches of the configuration. */
export function addListVerb(watch: Command): void {
  withConfigOption(watch.command('list'))
    .option('--json', 'print a JSON object for each watch, one a line')
    .addHelpText(
      'after',
      '\nExamples:\n  wirewatch watch list --config config\n  wirewatch watch list --json | jq -r .id',
    )
    .action(async ({ config, json }: { config?: string; json?: true }) => {
      const print = createOutput();
      const { watches } = await configOrExit(configDirectory(config));
      for (const one of watches) await print(json ? JSON.stringify(one) : describeWatch(one));
    });
}

/** A watch for people: a line with its id, name and severity, one with its query, and one with its receivers. */
function describeWatch({ id, name, severity, query, receivers }: Watch): string {
  const label = [id, ...(name ? [name] : []), ...(severity ? [`[${severity}]`] : [])].join('  ');
  return [label, `  ${asOneLine(query).trim()}`, `  → ${receivers.join(', ')}`].join('\n');
}
