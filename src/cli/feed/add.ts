import { type Command, InvalidArgumentError } from 'commander';
import { isId } from '../../config/check/fields.ts';
import { isOneLine, type Reading, readCountry, readInterval } from '../../config/check/values.ts';
import { addFeedsToConfig, type FeedEdit } from '../../config/edit/edit.ts';
import { knownFeedsOf } from '../../config/edit/known-feeds.ts';
import { type OpenConfig, openConfig } from '../../config/open.ts';
import type { FoundFeed } from '../../feed/discovery/discover.ts';
import { activateSaved } from '../config/activate-saved.ts';
import { configDirectory } from '../config/config-directory.ts';
import { withConfigOption } from '../shared/options.ts';
import { createOutput } from '../shared/output.ts';
import { shownPath } from '../shared/shown-path.ts';
import { patchText, printable } from '../shared/terminal-text.ts';
import { chooseFeeds, terminalOfProcess } from './choose-feeds.ts';
import { discoverWithProgress, reasonForNothing, reportNothing } from './discover.ts';
import { describeFound } from './found-feed-text.ts';
import { urlArgument, withNetworkOf } from './network.ts';

const HELP = `
The address may be a feed's or a site's. Where a site has one feed, you are asked whether it is meant (--yes: it is); where
it has several, which one; without a terminal they are listed, and the exit code is 1 (--all adds all of them).

The feed is written to the file that has feeds already, else to feeds.yaml; comments and layout stay. The configuration is
checked before: what would make it wrong is refused, and no file changes; nor does one that others changed meanwhile, which
is shown. Where nobody may write, a patch is printed, to be applied where the configuration comes from.

With --json: {"ok":true,"added":[…],"file":"…","included":true when wirewatch.yaml was made to include it} or
{"ok":false,"reasons":["…"],"feeds":[…]}, with the feeds to choose from.

Examples:
  wirewatch feed add https://www.spiegel.de/schlagzeilen/index.rss --id spiegel --tag de
  wirewatch feed add example.org --all --tag en --every 5m`;

interface Flags {
  id?: string;
  name?: string;
  tag: string[];
  every?: string;
  country?: string;
  file?: string;
  config?: string;
  yes?: true;
  all?: true;
  json?: true;
}

/** `wirewatch feed add`: puts a feed into the configuration. */
export function addAddVerb(feed: Command): void {
  const command = withConfigOption(feed.command('add'))
    .argument('<url>', 'address of a feed, or of a site', urlArgument)
    .option('--id <id>', 'stable id; made from the address when left out', idArgument)
    .option('--name <name>', 'shown to people; the title of the feed when left out', lineArgument)
    .option(
      '--tag <tag>',
      'label of your own; may be given several times',
      (tag, tags: string[]) => [...tags, lineArgument(tag)],
      [],
    )
    .option('--every <interval>', 'fixed poll interval, such as 5m', checked(readInterval))
    .option('--country <code>', 'where the outlet is at home, such as DE', checked(readCountry))
    .option('--file <file>', 'file of the configuration to write to')
    .option('--yes', 'add the one feed that is found without a question')
    .option('--all', 'add all feeds that are found')
    .option('--json', 'print one JSON object')
    .addHelpText('after', HELP)
    .action(async (url: string, flags: Flags) => {
      if (flags.all && (flags.id ?? flags.name) !== undefined)
        command.error('error: --id and --name are for one feed, not for --all', { exitCode: 2 });
      const configDir = configDirectory(flags.config);
      const config = await openConfig(configDir, process.env);
      const outcome = await addFeeds(config, url, flags);
      const saved = { configDir, before: config.files, source: 'feed add' };
      await tell(outcome, flags.json ?? false, outcome.kind === 'added' ? await activateSaved(saved) : '');
    });
}

type Outcome =
  | Extract<FeedEdit, { kind: 'added' }>
  | { kind: 'refused'; reasons: string[]; feeds: FoundFeed[]; patch?: string };

async function addFeeds(config: OpenConfig, url: string, flags: Flags): Promise<Outcome> {
  const { urls } = knownFeedsOf(config);
  const placeOf = (addresses: string[]) => addresses.flatMap((address) => urls.get(address) ?? [])[0];
  // Told before anybody is asked for anything.
  const listed = placeOf([url]);
  if (listed !== undefined) return refused(alreadyAt(listed));
  const discovery = await withNetworkOf(config, (network) => discoverWithProgress(url, network));
  const nothing = reasonForNothing(url, discovery);
  if (nothing !== null || discovery.kind === 'failed') return refused(...reportNothing(nothing ?? '', discovery.tried));
  const places = discovery.feeds.map((found) => placeOf([found.url, ...found.also]));
  const fresh = discovery.feeds.filter((_found, index) => places[index] === undefined);
  if (fresh.length === 0) return refused(...places.map((place) => alreadyAt(place!)));

  const options = { yes: flags.yes ?? false, all: flags.all ?? false };
  const choice = await chooseFeeds(fresh, options, flags.json ? null : terminalOfProcess());
  if (choice.kind === 'undecided') {
    return { kind: 'refused', reasons: [choice.advice], feeds: fresh };
  }
  const { id, name, every, country, tag: tags, file } = flags;
  const added = choice.feeds.map((found) => ({ url: found.url, id, name, every, country, tags }));
  const edit = await addFeedsToConfig(config, added, { file });
  return edit.kind === 'added' ? edit : { ...edit, feeds: [] };
}

function alreadyAt(place: string): string {
  return `This feed is already listed at ${place}.`;
}

function refused(...reasons: string[]): Outcome {
  return { kind: 'refused', reasons, feeds: [] };
}

/** @param applied What became of it in a running Wirewatch. */
async function tell(outcome: Outcome, json: boolean, applied: string): Promise<void> {
  const print = createOutput();
  if (outcome.kind === 'added') {
    const { feeds, file, included } = outcome;
    if (json) return print(JSON.stringify({ ok: true, added: feeds, file, included }));
    for (const { id, url } of feeds) await print(`added ${id}  ${printable(url)}`);
    await print(`to ${shownPath(file)}${included ? ', which wirewatch.yaml now includes' : ''}; ${applied}`);
    return;
  }
  process.exitCode = 1;
  const { reasons, feeds, patch } = outcome;
  if (json) return print(JSON.stringify({ ok: false, reasons, feeds, patch }));
  for (const found of feeds) console.error(describeFound(found));
  for (const reason of reasons) console.error(reason);
  if (patch !== undefined) await print(patchText(patch));
}

function idArgument(text: string): string {
  if (isId(text)) return text;
  throw new InvalidArgumentError('An id has letters, digits, dots, dashes and underscores, 64 at most.');
}

function lineArgument(text: string): string {
  if (isOneLine(text)) return text;
  throw new InvalidArgumentError('Expected some text, on one line.');
}

/** The text itself, once it is known to be right: the configuration keeps what people write. */
function checked(read: (text: string) => Reading<unknown>): (text: string) => string {
  return (text) => {
    const reading = read(text);
    if (reading.kind === 'refused') throw new InvalidArgumentError(reading.reason);
    return text;
  };
}
