import { type Command, Option } from 'commander';
import type { DeliveryState } from '../../model/delivery.ts';
import { findDeliveries } from '../../store/views/ledger.ts';
import { withDatabase } from '../shared/command-database.ts';
import { withDataOption, withLimitOption, withSinceOption } from '../shared/options.ts';
import { createOutput } from '../shared/output.ts';
import { describeDelivery } from './delivery-text.ts';

const STATES: DeliveryState[] = ['pending', 'sending', 'sent', 'retry', 'unknown', 'dead', 'suppressed'];

/** Deliveries listed unless told otherwise. */
const LIMIT = 50;

interface Options {
  state?: DeliveryState;
  receiver?: string;
  since?: number;
  limit: number;
  json?: true;
  data?: string;
}

/** `wirewatch delivery list`: the ledger, the newest first. */
export function addListVerb(delivery: Command): void {
  const command = withDataOption(delivery.command('list'))
    .addOption(new Option('--state <state>', 'only those in this state').choices(STATES))
    .option('--receiver <id>', 'only those to this receiver');
  withLimitOption(withSinceOption(command, 'those'), LIMIT)
    .option('--json', 'print a JSON object for each delivery, one a line')
    .addHelpText(
      'after',
      '\nExamples:\n  wirewatch delivery list --state dead --since 24h\n  wirewatch delivery list --receiver newsroom --json | jq -r .reason',
    )
    .action(async ({ state, receiver, since, limit, json, ...flags }: Options) => {
      await withDatabase(flags, 'The deliveries could not be listed', async (db) => {
        const print = createOutput();
        const now = new Date();
        const entries = await findDeliveries(db, { state, receiverId: receiver, sinceMs: since, limit });
        for (const entry of entries) await print(json ? JSON.stringify(entry) : describeDelivery(entry, now));
      });
    });
}
