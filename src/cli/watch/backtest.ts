import type { Command } from 'commander';
import { asOneLine } from '../../alert/text.ts';
import { type Backtest, backtest, type Difference } from '../../archive/backtest.ts';
import { counted } from '../../language/counted.ts';
import { readActiveConfig } from '../../pipeline/config/stored.ts';
import { originOf } from '../archive/archived-article.ts';
import { endRecord, grouped, type HowFarFlags, howFar, sampleNote, withHowFarOptions } from '../archive/how-far.ts';
import { configDirectory } from '../config/config-directory.ts';
import { configOrExit } from '../config/config-or-exit.ts';
import { withDatabase } from '../shared/command-database.ts';
import { INTERRUPTED, stopAtInterrupt } from '../shared/interrupt.ts';
import { withConfigOption, withDataOption } from '../shared/options.ts';
import { createOutput } from '../shared/output.ts';
import { startProgress } from '../shared/progress.ts';
import { printable } from '../shared/terminal-text.ts';
import { toned } from '../shared/tone.ts';

const HELP = `
Every watch of both configurations is tried on the articles of the archive. An alert is one story for one watch, as when
Wirewatch runs; each that only one configuration would give is listed with its reason.

Not simulated: the grouping of articles that no watch had met, which are of one story only by address or text; further
alerts of a story that takes a turn; routes and deliveries; feeds that only one of both has.

Both are tried on the same articles: the latest 20,000 that may match, or with --all every one; it is said at how many of how
many it looked. Ctrl-C ends it with what was found until then, and exit code 130.

With --json: an object {"added":[…],"dropped":[…],"same":41,"isWhole":true,"end":"whole","looked","candidates","backTo",
"byIndex"}; "end" is "sample" or "stopped" where not every article was looked at; each difference is {"watchId","story",
"article","title","url","why":["…"]}. The exit code is 0 whatever the answer is.

Examples:
  wirewatch watch backtest
  wirewatch watch backtest --against /srv/wirewatch/config
  wirewatch watch backtest --config edited --against config --since 30d --json`;

/** ms that a backtest goes back unless told otherwise. */
const SINCE_MS = 14 * 86_400_000;

interface Flags extends HowFarFlags {
  against?: string;
  json?: true;
  config?: string;
  data?: string;
}

/** `wirewatch watch backtest`: what an edited configuration would have told, and what another, the active one unless told otherwise, did. */
export function addBacktestVerb(watch: Command): void {
  const command = withDataOption(withConfigOption(watch.command('backtest'))).option(
    '--against <dir>',
    'the configuration to compare with, instead of the version that is active',
  );
  withHowFarOptions(command)
    .option('--json', 'print one JSON object')
    .addHelpText('after', HELP)
    .action(async ({ data, against, json, config, ...flags }: Flags) => {
      const directory = configDirectory(config);
      const after = await configOrExit(directory);
      const given = against === undefined ? null : await configOrExit(configDirectory(against));
      await withDatabase({ ...(data !== undefined && { data }) }, 'The edit could not be tried', async (db) => {
        const active = given ? null : await readActiveConfig(db, { directory, env: process.env });
        const before = active?.checked.kind === 'valid' ? active.checked.config : given;
        if (!before) {
          console.error('No version is active that can be understood here; name a configuration with --against.');
          process.exitCode = 1;
          return;
        }
        const print = createOutput();
        const progress = startProgress('looking through articles');
        const tried = await backtest(db, before, after, {
          ...howFar({ ...flags, since: flags.since ?? SINCE_MS }),
          signal: stopAtInterrupt(),
          onProgress: ({ looked, candidates }) => progress.update(looked, candidates),
        });
        progress.end();
        await print(json ? JSON.stringify(asRecord(tried)) : asText(tried));
        const note = sampleNote(tried.looked);
        if (note) console.error(note);
        if (tried.looked.end === 'stopped') process.exitCode = INTERRUPTED;
      });
    });
}

function asRecord({ added, dropped, same, looked }: Backtest) {
  const record = ({ watchId, story, article, why }: Difference) => {
    return { watchId, story, article: article.id, title: article.title, url: article.url, why };
  };
  return { added: added.map(record), dropped: dropped.map(record), same, ...endRecord(looked) };
}

function asText({ added, dropped, same }: Backtest): string {
  const sum = `adds ${counted(added.length, 'story', 'stories')}, drops ${grouped(dropped.length)}, ${grouped(same)} the same`;
  return [
    ...added.map((one) => differenceText('added', one)),
    ...dropped.map((one) => differenceText('removed', one)),
    sum,
  ].join('\n');
}

function differenceText(what: 'added' | 'removed', { watchId, article, why }: Difference): string {
  const lines = [`${originOf(article)}`, ...why.map(asOneLine)];
  return [
    `${toned(what, what === 'added' ? '+' : '-')} ${printable(watchId)}: ${printable(article.title)}`,
    ...lines.map((line) => `    ${printable(line)}`),
  ].join('\n');
}
