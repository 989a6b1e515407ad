import { resolve } from 'node:path';
import type { Command } from 'commander';
import { feedIdOf } from '../../config/check/feed-id.ts';
import { replaceFile } from '../../config/edit/replace-file.ts';
import { writeOpml } from '../../feed/opml/opml.ts';
import { configDirectory } from '../config/config-directory.ts';
import { configOrExit } from '../config/config-or-exit.ts';
import { withConfigOption } from '../shared/options.ts';
import { createOutput } from '../shared/output.ts';

const HELP = `
OPML 2.0, as other feed readers take it: the first tag of a feed is its folder, the others its categories. wirewatch feed
import makes the same feeds of it again. Variables in addresses are filled in, as Wirewatch uses them.

With --json: an object for each feed, one a line.

Examples:
  wirewatch feed export > feeds.opml
  wirewatch feed export --output feeds.opml
  wirewatch feed export --json | jq -r .url`;

/** `wirewatch feed export`: the feeds of the configuration as OPML. */
export function addExportVerb(feed: Command): void {
  withConfigOption(feed.command('export'))
    .option('--output <file>', 'write to a file instead of to standard output')
    .option('--json', 'print a JSON object for each feed, one a line, instead of OPML')
    .addHelpText('after', HELP)
    .action(async ({ config, output, json }: { config?: string; output?: string; json?: true }) => {
      const { feeds } = await configOrExit(configDirectory(config));
      const text = json
        ? feeds.map((one) => `${JSON.stringify(one)}\n`).join('')
        : writeOpml(feeds, feedIdOf, new Date());
      if (text === null) {
        console.error('There is no feed to export.');
        process.exitCode = 1;
      } else if (output === undefined) {
        if (text !== '') await createOutput()(text.trimEnd());
      } else {
        await write(output, text);
      }
    });
}

async function write(path: string, text: string): Promise<void> {
  try {
    await replaceFile(resolve(path), text);
  } catch (error) {
    console.error(`Cannot write ${JSON.stringify(path)}: ${(error as Error).message}.`);
    process.exitCode = 1;
  }
}
