import type { Command } from 'commander';
import { asOneLine } from '../../alert/text.ts';
import type { Watch } from '../../model/watch.ts';
import { markOfEdit, type Standing, standings } from '../config/edits.ts';
import { whatRunsHere } from '../config/what-runs.ts';
import { withConfigOption, withDataOption } from '../shared/options.ts';
import { createOutput } from '../shared/output.ts';

const HELP = `
What runs is listed, and what is on disk only is marked. Where no Wirewatch runs, the files in the directory are read, which is
said on standard error. With --json, "version" is that which runs (null: the files alone have it), and "edit" what the files
make of it: "added", "changed" or "removed", else null.`;

/** `wirewatch watch list`: the watches that run, and those on disk that do not. */
export function addListVerb(watch: Command): void {
  withDataOption(withConfigOption(watch.command('list')))
    .option('--json', 'print a JSON object for each watch, one a line')
    .addHelpText(
      'after',
      `${HELP}\n\nExamples:\n  wirewatch watch list --config config\n  wirewatch watch list --json | jq -r .id`,
    )
    .action(async ({ json, ...flags }: { config?: string; data?: string; json?: true }) => {
      const print = createOutput();
      const running = await whatRunsHere(flags);
      if (!running) return;
      const { config, version, edited } = running;
      for (const { one, edit } of standings(config.watches, edited?.watches))
        await print(
          json
            ? JSON.stringify({ ...one, version: edit === 'added' ? null : version, edit })
            : describeWatch({ one, edit }),
        );
    });
}

/** A watch for people: a line with its id, name, severity and how the files on disk have it, one with its query, and one with its receivers. */
function describeWatch({ one: { id, name, severity, query, receivers }, edit }: Standing<Watch>): string {
  const label = [id, ...(name ? [name] : []), ...(severity ? [`[${severity}]`] : [])].join('  ');
  return [
    `${label}${markOfEdit(edit)}`,
    `  ${asOneLine(query).trim()}`,
    `  → ${receivers.length > 0 ? receivers.join(', ') : 'by the routes'}`,
  ].join('\n');
}
