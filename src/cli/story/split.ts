import type { Command } from 'commander';
import { addressesOf } from '../../alert/addresses.ts';
import { counted } from '../../language/counted.ts';
import { splitByHand } from '../../pipeline/by-hand.ts';
import { toldElsewhere } from '../../store/alerts/retries.ts';
import { configDirectory } from '../config/config-directory.ts';
import { whatRuns } from '../config/what-runs.ts';
import { withDatabase } from '../shared/command-database.ts';
import { withConfigOption, withDataOption } from '../shared/options.ts';
import { printable } from '../shared/terminal-text.ts';
import { idsOrExit } from './ids.ts';

interface Options {
  json?: true;
  config?: string;
  data?: string;
}

/** `wirewatch story split ID ARTICLE…`: exit code 1 when it is refused; then nothing has changed. */
export function addSplitVerb(story: Command): void {
  const command = withConfigOption(withDataOption(story.command('split <id> <article...>')));
  command
    .option('--json', 'print a JSON object: {"story":…,"alerts":…}')
    .addHelpText(
      'after',
      '\nThe ids of the articles are those that `story show` prints. What has never been told by that is told: each of both' +
        '\nstories alerts the watches that it has not alerted. What comes later does not bring both together.' +
        '\n\nExample:\n  wirewatch story split 17 204 209',
    )
    .action(async (given: string, articles: string[], { json, config, ...flags }: Options) => {
      const [storyId, ...articleIds] = idsOrExit(command, [given, ...articles]);
      await withDatabase(flags, 'The story could not be split', async (db) => {
        const running = await whatRuns(db, configDirectory(config));
        if (!running) return;
        const { watches, receivers, network, routing } = running.config;
        const addresses = receivers.flatMap(addressesOf);
        const elsewhere = await toldElsewhere(db, addresses);
        if (elsewhere.length > 0) {
          const names = elsewhere.map(printable).join(', ');
          console.error(
            `Wirewatch runs with other addresses for ${names}: the variables in them have other values there than here.`,
          );
          process.exitCode = 1;
          return;
        }
        const done = await splitByHand(
          db,
          { storyId: storyId!, articleIds },
          {
            watches: new Map(watches.map((watch) => [watch.id, watch])),
            addressesFor: (id) => addresses.filter(({ receiverId }) => receiverId === id),
            routing,
            pagesUrl: network.publicUrl,
          },
        );
        if (done.kind === 'refused') {
          console.error(done.reason);
          process.exitCode = 1;
          return;
        }
        for (const watch of done.untold)
          console.error(
            `The watch ${printable(watch)} is not in the configuration: nobody is told of what it would say.`,
          );
        const { story: created, alerts } = done;
        if (json) console.log(JSON.stringify({ story: created, alerts }));
        else {
          const told = counted(alerts, 'alert was', 'alerts were');
          console.log(`The articles are story ${created} now; ${told} raised by that.`);
        }
      });
    });
}
