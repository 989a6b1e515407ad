import type { Command } from 'commander';
import { addressesOf } from '../../alert/addresses.ts';
import type { Receiver } from '../../model/delivery.ts';
import { shortTime } from '../../server/time.ts';
import { type EndpointHealth, listEndpoints } from '../../store/views/endpoints.ts';
import { configDirectory } from '../config/config-directory.ts';
import { type Edit, markOfEdit, standings } from '../config/edits.ts';
import { type WhatRuns, whatFilesSay, whatRuns } from '../config/what-runs.ts';
import { hasDatabase, withDatabase } from '../shared/command-database.ts';
import { withConfigOption, withDataOption } from '../shared/options.ts';
import { createOutput } from '../shared/output.ts';
import { markOf, printable } from '../shared/terminal-text.ts';

/** How the place fares where a receiver is told. `new`: nothing was to go there yet. */
type ReceiverState = 'ok' | 'new' | 'quiet' | 'failing' | 'held';

/** A receiver and how it fares; no secret. */
interface ListedReceiver extends Omit<EndpointHealth, 'key'> {
  id: string;
  channel: Receiver['channel']['kind'];
  /** Mail addresses; none where the channel has no more than one address. */
  recipients: string[];
  /** For people. */
  endpoint: string;
  state: ReceiverState;
  /** Null: the files alone have it. */
  version: number | null;
  /** What the files on disk make of it. */
  edit: Edit;
}

/** `wirewatch receiver list`: the receivers that run and how each fares, and those on disk that do not run. */
export function addListVerb(receiver: Command): void {
  withConfigOption(withDataOption(receiver.command('list')))
    .option('--json', 'print a JSON object for each receiver, one a line')
    .addHelpText(
      'after',
      '\nThe receivers that run are listed, and what is on disk only is marked. With --json, "version" is that which runs (null:' +
        '\nthe files alone have it), and "edit" what the files make of it: "added", "changed" or "removed", else null.' +
        '\n\nExamples:\n  wirewatch receiver list\n  wirewatch receiver list --json | jq -r \'select(.state == "held").id\'',
    )
    .action(async ({ json, config, ...flags }: { json?: true; config?: string; data?: string }) => {
      const directory = configDirectory(config);
      const print = createOutput();
      const show = async (running: WhatRuns | null, endpoints: EndpointHealth[]) => {
        const now = new Date();
        for (const one of running ? listed(running, endpoints) : [])
          await print(json ? JSON.stringify(one) : describeReceiver(one, now));
      };
      if (!(await hasDatabase(flags))) {
        return show(await whatFilesSay(directory), []);
      }
      await withDatabase(flags, 'The receivers could not be listed', async (db) =>
        show(await whatRuns(db, directory), await listEndpoints(db)),
      );
    });
}

function listed({ config, version, edited }: WhatRuns, endpoints: EndpointHealth[]): ListedReceiver[] {
  const known = new Map(endpoints.map((endpoint) => [endpoint.key, endpoint]));
  return standings(config.receivers, edited?.receivers).map(({ one, edit }) => ({
    ...describeHealth(one, known),
    version: edit === 'added' ? null : version,
    edit,
  }));
}

function describeHealth(
  receiver: Receiver,
  known: Map<string, EndpointHealth>,
): Omit<ListedReceiver, 'version' | 'edit'> {
  const addresses = addressesOf(receiver);
  // All addresses of a receiver are at one endpoint.
  const { key, label } = addresses[0]!.endpoint;
  const health = known.get(key);
  const { failures, heldSince, reason, quietUntil, waiting } = health ?? NOTHING;
  return {
    id: receiver.id,
    channel: receiver.channel.kind,
    recipients: addresses.map(({ recipient }) => recipient).filter(Boolean),
    endpoint: label,
    state: health ? stateOf(health) : 'new',
    failures,
    heldSince,
    reason,
    quietUntil,
    waiting,
  };
}

const NOTHING = { failures: 0, heldSince: null, reason: null, quietUntil: null, waiting: 0 };

function stateOf({ heldSince, failures, quietUntil }: EndpointHealth): ReceiverState {
  if (heldSince) return 'held';
  if (failures > 0) return 'failing';
  return quietUntil ? 'quiet' : 'ok';
}

/** A line with state, id and where it is told, one with what waits there, and one with what has to be mended. */
function describeReceiver(one: ListedReceiver, now: Date): string {
  const { state, id, endpoint, recipients, failures, heldSince, reason, quietUntil, waiting, edit } = one;
  const details = [
    `${waiting} waiting`,
    ...(failures > 0 ? [`${failures} failed in a row`] : []),
    ...(quietUntil ? [`next ${shortTime(quietUntil, now)}`] : []),
  ];
  const to = recipients.length > 0 ? `: ${recipients.map(printable).join(', ')}` : '';
  return [
    `${state.padEnd(10)}${id}  ${printable(endpoint)}${to}${markOfEdit(edit)}`,
    details.join(', '),
    ...(reason === null ? [] : [`${markOf(false)} ${printable(reason)}, ${shortTime(heldSince, now)}`]),
  ].join('\n          ');
}
