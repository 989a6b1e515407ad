import type { Command } from 'commander';
import { addressesOf } from '../../alert/addresses.ts';
import { closest, didYouMean } from '../../match/query/suggest.ts';
import type { Address, AttemptOutcome, NextStep } from '../../model/delivery.ts';
import type { Running } from '../../running.ts';
import { finishAttempt } from '../../store/alerts/finish-attempt.ts';
import { beginTest } from '../../store/alerts/tests.ts';
import type { Database } from '../../store/database.ts';
import { configDirectory } from '../config/config-directory.ts';
import { folderOf, type WhatRuns, whatRuns } from '../config/what-runs.ts';
import { withDatabase } from '../shared/command-database.ts';
import { withConfigOption, withDataOption } from '../shared/options.ts';
import { runningToSend } from '../shared/running-to-send.ts';
import { markOf, printable } from '../shared/terminal-text.ts';
import { reasonOf, testMessage, toldOf } from './test-message.ts';

/** ms after which another takes up a test whose process died; an attempt takes 15 s at most. */
const LEASE_MS = 60_000;

/** What came of a test at one address. */
interface Tested {
  id: string;
  receiver: string;
  recipient: string;
  endpoint: string;
  outcome: AttemptOutcome['kind'];
  /** Whether the service took it only to pass it on. */
  accepted: boolean;
  /** What the service said of a message that it took; null: nothing. */
  answer: string | null;
  reason: string | null;
  durationMs: number;
}

/**
 * `wirewatch receiver test ID`, and `wirewatch alert test ID`, which is the same: sends a marked message to each address of a receiver, and tells what became of it. Exit code
 * 0 when all were sent.
 *
 * It is sent from here, through the channels of the active version, and not by a worker: who asks wants to see what the
 * provider answers, now, and may do so before any worker runs. It stands in the ledger like everything that is sent.
 */
export function addTestVerb(noun: Command): void {
  withConfigOption(withDataOption(noun.command('test <receiver>')))
    .option('--json', 'print a JSON object for each address, one a line')
    .addHelpText(
      'after',
      '\nIt is sent as the active version has it, the way that alerts go, and what the service answers is told: "sent" where that says' +
        '\nthat it has the message, "accepted" where it took it to pass it on, as mail servers do, and nobody knows here whether it' +
        '\narrives. Exit code 0: one of both at each address of the receiver; 1: not, with the reason. It is not tried again.' +
        '\n`wirewatch alert test` and `wirewatch receiver test` are the same.' +
        '\n\nWith --json: {"id","receiver","recipient","endpoint","outcome","accepted","answer","reason","durationMs"}.' +
        `\n\nExample:\n  wirewatch ${noun.name()} test newsroom`,
    )
    .action(async (id: string, { json, config, ...flags }: { json?: true; config?: string; data?: string }) => {
      const directory = configDirectory(config);
      const work = async (db: Database) => {
        const runs = await whatRuns(db, directory);
        const chosen = runs?.config.receivers.find((one) => one.id === id);
        if (!runs || !chosen) {
          if (runs) console.error(noReceiver(id, runs, directory));
          process.exitCode = 1;
          return;
        }
        const running = runningToSend({ version: 0, config: runs.config }, db);
        try {
          for (const address of addressesOf(chosen)) {
            const tested = await testAddress(db, running, address);
            console.log(json ? JSON.stringify(tested) : describe(tested));
            if (tested.outcome !== 'sent') process.exitCode = 1;
          }
        } finally {
          await running.close();
        }
      };
      await withDatabase(flags, 'The receiver could not be tested', work, { makesIt: true });
    });
}

function noReceiver(id: string, { config, version, edited }: WhatRuns, directory: string): string {
  if (edited?.receivers.some((one) => one.id === id))
    return `The receiver ${printable(id)} is in ${folderOf(directory)} only, and version ${version} is active: it can be tested once the files are.`;
  const known = config.receivers.map((one) => one.id);
  return `There is no receiver ${printable(id)}.${didYouMean(closest(id, known))}`;
}

async function testAddress(db: Database, running: Running, address: Address): Promise<Tested> {
  const begun = await beginTest(db, address, testMessage(), LEASE_MS);
  const began = performance.now();
  const outcome = await attempt();
  const durationMs = Math.round(performance.now() - began);
  await finishAttempt(db, begun, outcome, stepAfter(outcome));
  const { receiverId: receiver, recipient, endpoint } = address;
  const reason = reasonOf(outcome);
  return {
    id: begun.delivery.id,
    receiver,
    recipient,
    endpoint: endpoint.label,
    outcome: outcome.kind,
    accepted: outcome.kind === 'sent' && outcome.isAccepted === true,
    answer: outcome.kind === 'sent' ? (outcome.answer ?? null) : null,
    reason,
    durationMs,
  };

  async function attempt(): Promise<AttemptOutcome> {
    try {
      return await running.channels.send(running.receivers.get(address.receiverId)!, begun.delivery);
    } catch (fault) {
      return { kind: 'unknown', reason: `a fault in Wirewatch: ${String(fault)}` };
    }
  }
}

/** A test is over when it is answered: that it comes an hour later would tell nobody anything. */
function stepAfter(outcome: AttemptOutcome): NextStep {
  if (outcome.kind === 'sent') return outcome;
  return { kind: 'dead', reason: reasonOf(outcome) ?? 'not sent' };
}

function describe({ receiver, recipient, endpoint, outcome, accepted, answer, reason, durationMs }: Tested): string {
  const whom = recipient === '' ? receiver : `${receiver} (${recipient})`;
  const told = toldOf({ outcome, accepted, detail: answer ?? reason });
  return `${markOf(outcome === 'sent')} ${printable(whom)}  ${printable(endpoint)}, ${durationMs} ms: ${printable(told)}`;
}
