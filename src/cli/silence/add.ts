import { type Command, InvalidArgumentError } from 'commander';
import { parseInterval } from '../../config/check/interval.ts';
import type { Matcher } from '../../model/route.ts';
import { readMatchers } from '../../route/matchers.ts';
import { standingOfReceiver } from '../../store/alerts/groups.ts';
import { addSilence } from '../../store/alerts/silences.ts';
import { author } from '../shared/author.ts';
import { withDatabase } from '../shared/command-database.ts';
import { withDataOption } from '../shared/options.ts';
import { printable } from '../shared/terminal-text.ts';

interface Options {
  for: number;
  in: number;
  reason: string;
  receiver?: string;
  author?: string;
  json?: true;
  data?: string;
}

/** `wirewatch silence add MATCHER…`: prints its id. */
export function addAddVerb(silence: Command): void {
  const command = withDataOption(silence.command('add [matchers...]'));
  command
    .requiredOption('--for <duration>', 'how long: 30m, 24h, 7d', durationOf)
    .requiredOption('--reason <text>', 'why; it stands in the ledger beside what was kept back')
    .option('--in <duration>', 'begin in so long', durationOf, 0)
    .option('--receiver <id>', 'only for this receiver')
    .option('--author <name>', 'who asks for it (default: user@host)')
    .option('--json', 'print a JSON object: {"silence":…}')
    .addHelpText(
      'after',
      '\nA matcher names a label, an operator and a value, as in a route: watch, tag, severity, language, country, source or' +
        '\nstory, with = != =~ !~. All of them have to hold; without any, everything is kept back.' +
        '\nWhat is kept back stands in the ledger as suppressed; when the silence ends, each receiver is told how much it was.' +
        '\n\nExamples:\n  wirewatch silence add \'watch = "telegram-user-data"\' --for 24h --reason "we know"' +
        '\n  wirewatch silence add \'severity != "critical"\' \'tag =~ "sport|weather"\' --for 2d --receiver desk --reason "election"',
    )
    .action(async (given: string[], { json, receiver, reason, ...options }: Options) => {
      const matchers = given.flatMap((text) => matchersOr(command, text));
      await withDatabase(options, 'The silence could not be added', async (db) => {
        if (receiver !== undefined && (await standingOfReceiver(db, receiver)) !== 'there')
          console.error(`No receiver ${printable(receiver)} is in what runs; it is kept for when there is.`);
        const id = await addSilence(db, {
          receiverId: receiver ?? null,
          recipient: null,
          matchers,
          reason,
          author: options.author ?? author(),
          startsInMs: options.in,
          endsInMs: options.in + options.for,
          tellsEnd: true,
        });
        console.log(
          json ? JSON.stringify({ silence: id }) : `Silence ${id} ${options.in > 0 ? 'is to begin' : 'is on'}.`,
        );
      });
    });
}

function durationOf(text: string): number {
  const ms = parseInterval(text);
  if (ms === null || ms === 0) throw new InvalidArgumentError('a duration is written 30m, 24h or 7d');
  return ms;
}

function matchersOr(command: Command, text: string): readonly Matcher[] {
  const read = readMatchers(text);
  if (read.kind === 'read') return read.matchers;
  return command.error(`error: ${text}: ${read.reason}`, { exitCode: 2 });
}
