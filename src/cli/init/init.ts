import { resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { type Reading, readCidr, readMailAddress } from '../../config/check/values.ts';
import { counted } from '../../language/counted.ts';
import { configDirectory } from '../config/config-directory.ts';
import { terminalOfProcess } from '../feed/choose-feeds.ts';
import { urlArgument } from '../feed/network.ts';
import { toldOf } from '../receiver/test-message.ts';
import { createOutput } from '../shared/output.ts';
import { shownPath } from '../shared/shown-path.ts';
import { markOf, printable } from '../shared/terminal-text.ts';
import { createAsker, LeftError } from './asker.ts';
import { firstRun, type Outcome } from './first-run.ts';
import { type InitFlags, missingFlags } from './from-flags.ts';

const HELP = `
On a terminal you are asked for what the flags leave open: sites or a list of feeds, what to hear of, with what it finds in
those feeds now, and who is told, with a test message. Nothing is written before all of that is answered, and never over
files that are there. Elsewhere, or with --yes, nobody is asked: --site or --opml, and --watch are needed, of each site the
best feed is taken, and without a receiver alerts go to the inbox on the pages.

Written are wirewatch.yaml, feeds.yaml, watches.yaml, receivers.yaml, the packs of names and, where there are secrets, .env
(mode 600): the flags name variables of the environment, whose values are put there, so that Wirewatch finds them again.

The exit code is 0 when everything is written, and the test message was sent where there is a receiver; 1 when nothing is
written, or the message was not sent, with the reason; 2 when flags are missing or wrong.

With --json (nobody is asked): {"ok":true,"directory","files":["…"],"feeds":n,"notes":["…"],"items":n,"matched":[{"title","url","why"}],
"tests":[{"receiver","recipient","endpoint","sent","accepted","reason"}]} or {"ok":false,"reasons":["…"]}.

Examples:
  wirewatch init news
  wirewatch init news --site example.org --watch 'Telegram NEAR/25 @bka' --yes
  wirewatch init news --opml subscriptions.opml --watch '"data breach"' --slack-webhook-env SLACK_WEBHOOK_URL --yes
  wirewatch init news --site example.org --watch strike --mail-to desk@example.org --smtp-url-env SMTP_URL --no-test --yes`;

/** `wirewatch init [DIR]`: a first configuration. */
export function addInitVerb(program: Command): void {
  const command = program
    .command('init [dir]')
    .option('--site <url>', 'address of a site or a feed; may be given several times', each(urlArgument), [])
    .option('--opml <file>', 'list of feeds; may be given several times', each(String), [])
    .option('--watch <query>', 'what to hear of, in the watch language')
    .option('--slack-webhook-env <name>', 'variable that holds the address of a Slack webhook')
    .option(
      '--mail-to <address>',
      'mail address that is told; may be given several times',
      each(checked(readMailAddress)),
      [],
    )
    .option('--mail-from <address>', 'sender of mails; the first --mail-to when left out', checked(readMailAddress))
    .option('--smtp-url-env <name>', 'variable that holds the address of the mail server (default: SMTP_URL)')
    .option(
      '--allow <block>',
      'block of addresses of your own network that may be talked to, such as 10.20.0.0/16',
      each(checked(readCidr)),
      [],
    )
    .option('--no-test', 'send no test message')
    .option('--yes', 'ask nothing')
    .option('--json', 'ask nothing, and print one JSON object')
    .addHelpText('after', HELP)
    .action(async (dir: string | undefined, flags: InitFlags) => {
      const directory = dir === undefined ? configDirectory(undefined) : resolve(dir);
      const terminal = flags.yes || flags.json ? null : terminalOfProcess();
      const missing = terminal === null ? missingFlags(flags) : [];
      if (missing.length > 0) {
        const why = flags.yes || flags.json ? 'nobody is asked' : 'this is no terminal';
        command.error(`error: ${why}, so these are needed: ${missing.join(', ')}`, { exitCode: 2 });
      }
      try {
        const asker = terminal && createAsker(terminal);
        await tell(await firstRun({ directory, flags, asker, env: process.env }), flags.json ?? false);
      } catch (error) {
        if (!(error instanceof LeftError)) throw error;
        console.error('Nothing was written.');
        process.exitCode = 1;
      }
    });
}

async function tell(outcome: Outcome, json: boolean): Promise<void> {
  const print = createOutput();
  if (outcome.kind === 'refused') {
    process.exitCode = 1;
    if (json) await print(JSON.stringify({ ok: false, reasons: outcome.reasons }));
    else for (const reason of outcome.reasons) console.error(reason);
    return;
  }
  const { kind, preview, ...rest } = outcome;
  const unsent = outcome.tests.filter(({ sent }) => !sent);
  if (unsent.length > 0) process.exitCode = 1;
  if (json) return print(JSON.stringify({ ok: true, ...rest }));
  const directory = shownPath(outcome.directory);
  for (const line of [...outcome.notes, ...preview]) await print(line);
  for (const { receiver, endpoint, sent, accepted, reason } of outcome.tests)
    await print(
      `${markOf(sent)} test message to ${printable(receiver)}, ${printable(endpoint)}: ${sent ? toldOf({ outcome: 'sent', accepted, detail: null }) : printable(reason ?? '')}`,
    );
  await print(`written to ${directory}: ${counted(outcome.feeds, 'feed')}, 1 watch, ${receiverWords(outcome)}`);
  if (unsent.length > 0)
    await print(
      `Mend what the message met, then: wirewatch receiver test ${unsent[0]!.receiver} --config ${directory}`,
    );
  await print(`Next: npm start -- --config ${directory}   (later: wirewatch doctor --config ${directory})`);
}

function receiverWords({ receivers }: Extract<Outcome, { kind: 'written' }>): string {
  return receivers.length === 0 ? 'alerts in the inbox on the pages' : `told: ${receivers.join(', ')}`;
}

/** Collects what is given several times. */
function each(read: (text: string) => string): (text: string, before: string[]) => string[] {
  return (text, before) => [...before, read(text)];
}

/** The text itself, once it is known to be right. */
function checked(read: (text: string) => Reading<unknown>): (text: string) => string {
  return (text) => {
    const reading = read(text);
    if (reading.kind === 'refused') throw new InvalidArgumentError(reading.reason);
    return text;
  };
}
