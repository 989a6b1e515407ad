import type { Command } from 'commander';
import { addressesOf } from '../../alert/addresses.ts';
import { counted } from '../../language/counted.ts';
import type { Payload } from '../../model/delivery.ts';
import type { Database } from '../../store/database.ts';
import {
  type LedgerAct,
  type LedgerAttempt,
  type LedgerDetail,
  type LedgerEntry,
  readDelivery,
} from '../../store/views/ledger.ts';
import { configDirectory } from '../config/config-directory.ts';
import { findWhatRuns } from '../config/what-runs.ts';
import { chooseId } from '../shared/chosen-id.ts';
import { withDatabase } from '../shared/command-database.ts';
import { type Facts, factLines } from '../shared/facts.ts';
import { withConfigOption, withDataOption } from '../shared/options.ts';
import { createOutput } from '../shared/output.ts';
import { printable } from '../shared/terminal-text.ts';
import { addressFor } from './address-for.ts';
import { whomOf } from './delivery-text.ts';

/** `wirewatch delivery show ID`: all there is to know of one. */
export function addShowVerb(delivery: Command): void {
  withConfigOption(withDataOption(delivery.command('show <id>')))
    .option('--json', 'print a JSON object')
    .addHelpText(
      'after',
      '\nAn id may be cut short, to eight characters.\n\nExample:\n  wirewatch delivery show 3f2a91c4',
    )
    .action(async (given: string, { json, ...flags }: { json?: true; config?: string; data?: string }) => {
      await withDatabase(flags, 'The delivery could not be shown', async (db) => {
        const chosen = await chooseId(db, 'deliveries', given);
        const found = chosen.kind === 'found' ? await readDelivery(db, chosen.id) : null;
        if (!found) {
          console.error(chosen.kind === 'refused' ? chosen.reason : `There is no delivery ${printable(given)}.`);
          process.exitCode = 1;
          return;
        }
        const endpoint = found.entry.endpoint ?? (await configuredEndpoint(db, found.entry, flags.config));
        const print = createOutput();
        if (json) await print(JSON.stringify({ ...asJson(found), endpoint }));
        else for (const line of describe(found, endpoint)) await print(line);
      });
    });
}

/** Where it would go today, once nothing of it waits at an endpoint; null where the configuration does not say. */
async function configuredEndpoint(
  db: Database,
  entry: LedgerEntry,
  config: string | undefined,
): Promise<string | null> {
  const running = await findWhatRuns(db, configDirectory(config));
  if (running.kind === 'unknown') return null;
  return addressFor(running.config.receivers.flatMap(addressesOf), entry)?.endpoint.label ?? null;
}

function asJson({ entry, payload, attempts, acts }: LedgerDetail): object {
  return { ...entry, attempts, acts, told: payload };
}

function describe({ entry, payload, attempts, acts }: LedgerDetail, endpoint: string | null): string[] {
  const { id, state, reason, createdAt, sentAt, retriedAt, dueAt } = entry;
  const facts: Facts = [
    ['delivery', id],
    ['to', whomOf(entry)],
    ['at', endpoint],
    ['state', state],
    ['reason', reason],
    ['made', createdAt.toISOString()],
    ['by hand', retriedAt && `sent again ${retriedAt.toISOString()}`],
    ['sent', iso(sentAt)],
    ['next', state === 'sending' ? null : iso(dueAt)],
    ...toldBy(payload),
    ...acts.map((act): Facts[number] => ['by a link', describeAct(act)]),
  ];
  return [...factLines(facts), ...attempts.map(describeAttempt)];
}

function iso(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}

function toldBy(payload: Payload | null): Facts {
  if (payload === null) return [['tells', 'what this version of Wirewatch cannot read']];
  if (payload.kind === 'notice') {
    return [['tells', payload.title], ...payload.lines.map((line): Facts[number] => ['', line])];
  }
  if (payload.kind === 'followUp') {
    const { story, coverage, added } = payload;
    const titles = coverage.map(({ title }): Facts[number] => ['', title]);
    return [['tells', `${counted(added, 'further article')} of “${story.title}”`], ...titles];
  }
  if (payload.kind === 'digest') {
    const { stories, totals, silenced } = payload;
    const titles = stories.map(({ article }): Facts[number] => ['', article.title]);
    return [
      ['tells', `${counted(totals.stories, 'story', 'stories')}, ${counted(totals.alerts, 'alert')}`],
      ...titles,
      ...silenced.map((one): Facts[number] => [
        '',
        `silence ${one.silenceId} kept back ${counted(one.messages, 'message')}`,
      ]),
    ];
  }
  return [
    ['tells', payload.article.title],
    ['link', payload.article.url],
    ['watches', payload.alerts.map(({ watch }) => watch.id).join(', ')],
  ];
}

/** `mute_story 2026-11-20T08:10:00.000Z, silence 12 (undone)` */
function describeAct({ action, silenceId, actedAt, undoneAt }: LedgerAct): string {
  const silence = silenceId === null ? '' : `, silence ${silenceId}`;
  return `${action} ${actedAt.toISOString()}${silence}${undoneAt === null ? '' : ' (undone)'}`;
}

/** `attempt 2 2026-11-20T08:00:00.000Z, 340 ms: retry, HTTP 503 (possible duplicate)` */
function describeAttempt({ number, startedAt, finishedAt, outcome, reason, possibleDuplicate }: LedgerAttempt): string {
  const took = finishedAt ? `${finishedAt.getTime() - startedAt.getTime()} ms` : 'not finished';
  const ended = [outcome ?? 'under way', ...(reason === null ? [] : [printable(reason)])].join(', ');
  const mark = possibleDuplicate ? ' (possible duplicate)' : '';
  return `attempt ${number} ${startedAt.toISOString()}, ${took}: ${ended}${mark}`;
}
