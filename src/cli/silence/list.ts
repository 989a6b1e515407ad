import type { Command } from 'commander';
import { writeMatcher } from '../../route/matchers.ts';
import { shortTime } from '../../server/time.ts';
import { listSilences, type Silence } from '../../store/alerts/silences.ts';
import { withDatabase } from '../shared/command-database.ts';
import { withDataOption, withLimitOption } from '../shared/options.ts';
import { createOutput } from '../shared/output.ts';
import { printable } from '../shared/terminal-text.ts';

/** Silences listed unless told otherwise. */
const LIMIT = 50;

/** `wirewatch silence list`: the latest first. */
export function addListVerb(silence: Command): void {
  withLimitOption(withDataOption(silence.command('list')), LIMIT)
    .option('--ended', 'list those that have ended, too')
    .option('--json', 'print a JSON object for each silence, one a line')
    .addHelpText(
      'after',
      '\nExamples:\n  wirewatch silence list\n  wirewatch silence list --ended --json | jq -r .reason',
    )
    .action(async ({ ended, limit, json, ...flags }: { ended?: true; limit: number; json?: true; data?: string }) => {
      await withDatabase(flags, 'The silences could not be listed', async (db) => {
        const print = createOutput();
        const now = new Date();
        for (const one of await listSilences(db, { ended: ended === true, limit }))
          await print(json ? JSON.stringify(one) : describeSilence(one, now));
      });
    });
}

function describeSilence(
  { id, state, matchers, receiverId, recipient, reason, author, startsAt, endsAt }: Silence,
  now: Date,
) {
  const what = matchers.length === 0 ? 'everything' : matchers.map(writeMatcher).join(', ');
  const whom = [receiverId, recipient].filter(Boolean).join(', ') || 'all receivers';
  const when = {
    coming: `begins ${shortTime(startsAt, now)}`,
    active: `ends ${shortTime(endsAt, now)}`,
    ended: `ended ${shortTime(endsAt, now)}`,
  };
  return [
    `${String(id).padEnd(6)}${state.padEnd(8)}${printable(what)}  for ${printable(whom)}`,
    `${when[state]}; ${printable(author)}: ${printable(reason)}`,
  ].join('\n      ');
}
