import type { Command } from 'commander';
import { addressesOf } from '../../alert/addresses.ts';
import { counted } from '../../language/counted.ts';
import { replaySilence } from '../../pipeline/replay.ts';
import { findSilence } from '../../store/alerts/silences.ts';
import { configDirectory } from '../config/config-directory.ts';
import { whatRuns } from '../config/what-runs.ts';
import { withDatabase } from '../shared/command-database.ts';
import { withConfigOption, withDataOption } from '../shared/options.ts';
import { printable } from '../shared/terminal-text.ts';
import { idsOrExit } from '../story/ids.ts';

/** `wirewatch silence replay ID`: exit code 1 when there is no such silence. */
export function addReplayVerb(silence: Command): void {
  const command = withConfigOption(withDataOption(silence.command('replay <id>')));
  command
    .option('--json', 'print a JSON object: {"messages":…,"deliveries":[…],"unknown":[…]}')
    .addHelpText(
      'after',
      '\nWhat was replayed is not replayed again. The silence goes on, if it has not ended.' +
        '\n\nExample:\n  wirewatch silence replay 12',
    )
    .action(async (given: string, { json, config, ...flags }: { json?: true; config?: string; data?: string }) => {
      const [id] = idsOrExit(command, [given]);
      await withDatabase(flags, 'The silence could not be replayed', async (db) => {
        if (!(await findSilence(db, id!))) {
          console.error(`There is no silence ${id}.`);
          process.exitCode = 1;
          return;
        }
        const running = await whatRuns(db, configDirectory(config));
        if (!running) return;
        const { receivers, network } = running.config;
        const addresses = receivers.flatMap(addressesOf);
        const replayed = await replaySilence(db, id!, {
          addressesFor: (receiver) => addresses.filter(({ receiverId }) => receiverId === receiver),
          pagesUrl: network.publicUrl,
        });
        for (const receiver of replayed.unknown)
          console.error(`The receiver ${printable(receiver)} is not in the configuration: what is his stays.`);
        const { messages, deliveries } = replayed;
        console.log(
          json
            ? JSON.stringify(replayed)
            : `${counted(messages, 'message was', 'messages were')} kept back; ${counted(deliveries.length, 'message tells', 'messages tell')} of that now.`,
        );
      });
    });
}
