import type { Command } from 'commander';
import { addressesOf, rankOf } from '../../alert/addresses.ts';
import { counted } from '../../language/counted.ts';
import { type DeadDelivery, findDead, type Resending, sendAgain, toldElsewhere } from '../../store/alerts/retries.ts';
import type { Database } from '../../store/database.ts';
import { readDelivery } from '../../store/views/ledger.ts';
import { configDirectory } from '../config/config-directory.ts';
import { whatRuns } from '../config/what-runs.ts';
import { chooseId } from '../shared/chosen-id.ts';
import { withDatabase } from '../shared/command-database.ts';
import { withConfigOption, withDataOption, withSinceOption } from '../shared/options.ts';
import { printable } from '../shared/terminal-text.ts';

interface Options {
  receiver?: string;
  since?: number;
  all?: true;
  json?: true;
  config?: string;
  data?: string;
}

/** Something that was asked for and is not done. */
export interface Refusal {
  id: string;
  reason: string;
}

/** What is named when something is to be sent again: deliveries, or alerts. */
export interface RetriedThings {
  /** Names of them, in an example. */
  examples: readonly string[];
  /** What naming one means, a sentence; null: what it says. */
  meaning: string | null;
  /** Ids of the dead deliveries that are meant; `refused` gets what is not. */
  choose(db: Database, given: string[], refused: Refusal[]): Promise<string[]>;
}

/** `wirewatch delivery retry`. */
export function addRetryVerb(delivery: Command): void {
  addRetryVerbOf(delivery, { examples: ['3f2a91c4'], meaning: null, choose: chooseDead });
}

/** `retry` of a noun: exit code 1 when one that was named cannot be sent again; the others are, all the same. */
export function addRetryVerbOf(noun: Command, { examples, meaning, choose }: RetriedThings): void {
  const command = withConfigOption(withDataOption(noun.command('retry [id...]'))).option(
    '--receiver <id>',
    'all dead ones to this receiver',
  );
  const name = `wirewatch ${noun.name()} retry`;
  withSinceOption(command, 'dead ones')
    .option('--all', 'all dead ones')
    .option('--json', 'print a JSON object for each delivery: {"id":…,"ok":true} or {"id":…,"ok":false,"reason":…}')
    .addHelpText(
      'after',
      '\nA running Wirewatch sends them within seconds, another one when it is started. They get all their tries anew.' +
        '\nOne that may have arrived before says so.' +
        (meaning === null ? '' : `\n${meaning}`) +
        `\n\nExamples:\n${examples.map((one) => `  ${name} ${one}\n`).join('')}  ${name} --receiver newsroom --since 24h`,
    )
    .action(async (ids: string[], { receiver, since, all, json, config, ...flags }: Options) => {
      const hasFilter = receiver !== undefined || since !== undefined || all === true;
      if (ids.length === 0 && !hasFilter) command.error('error: say which: ids, --receiver, --since or --all');
      if (ids.length > 0 && hasFilter) command.error('error: either ids, or --receiver, --since and --all');
      await withDatabase(flags, 'The deliveries could not be sent again', async (db) => {
        const running = await whatRuns(db, configDirectory(config));
        if (!running) return;
        const addresses = running.config.receivers.flatMap(addressesOf);
        const refused: Refusal[] = [];
        const chosen = ids.length > 0 ? await choose(db, ids, refused) : undefined;
        const dead = await findDead(db, { ids: chosen, receiverId: receiver, sinceMs: since });
        const elsewhere = await toldElsewhere(db, addresses);
        const resendings: Resending[] = [];
        for (const { id, receiverId, severity } of dead) {
          if (!addresses.some((one) => one.receiverId === receiverId))
            refused.push({ id, reason: notConfigured(receiverId) });
          else if (elsewhere.includes(receiverId)) refused.push({ id, reason: runsWithOthers(receiverId) });
          else resendings.push({ id, rank: rankOf(severity) });
        }
        const isKnown = receiver === undefined || addresses.some(({ receiverId }) => receiverId === receiver);
        if (dead.length === 0 && !isKnown) refused.push({ id: receiver, reason: notConfigured(receiver) });
        const sent = await sendAgain(db, resendings, addresses);
        const left = dead.filter(({ id }) => resendings.some((one) => one.id === id) && !sent.includes(id));
        refused.push(...left.map((one) => ({ id: one.id, reason: nowhere(one) })));
        if (json) reportJson(sent, refused);
        else report(sent.length, refused);
        if (refused.length > 0) process.exitCode = 1;
      });
    });
}

/** The dead ones among those that were named; `refused` gets the others. */
async function chooseDead(db: Database, given: string[], refused: Refusal[]): Promise<string[]> {
  const chosen: string[] = [];
  for (const each of given) {
    const answer = await chooseId(db, 'deliveries', each);
    if (answer.kind === 'refused') {
      refused.push({ id: each, reason: answer.reason });
      continue;
    }
    const state = (await readDelivery(db, answer.id))?.entry.state;
    if (state === 'dead') chosen.push(answer.id);
    else refused.push({ id: answer.id, reason: `${printable(each)} is not dead but ${state}.` });
  }
  return chosen;
}

/** All that its receiver has now have it already, or another has sent it again at this moment. */
function nowhere({ receiverId, recipient }: DeadDelivery): string {
  const receiver = printable(receiverId);
  return `The receiver ${receiver} has no address ${printable(recipient)} in the configuration any more, and has the message at the others.`;
}

function runsWithOthers(receiverId: string): string {
  return `Wirewatch runs with another address for ${printable(receiverId)}: the variables in it have other values there than here.`;
}

function notConfigured(receiverId: string): string {
  return `The receiver ${printable(receiverId)} is not in the configuration.`;
}

function report(sent: number, refused: Refusal[]): void {
  const reasons = Map.groupBy(refused, ({ reason }) => reason);
  for (const [reason, { length }] of reasons)
    console.error(length === 1 ? reason : `${reason} (${counted(length, 'delivery', 'deliveries')})`);
  console.log(counted(sent, 'delivery is to be sent again', 'deliveries are to be sent again'));
}

function reportJson(sent: string[], refused: Refusal[]): void {
  for (const id of sent) console.log(JSON.stringify({ id, ok: true }));
  for (const { id, reason } of refused) console.log(JSON.stringify({ id, ok: false, reason }));
}
