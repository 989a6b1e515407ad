import type { Command } from 'commander';
import type { RefusedEdit } from '../../config/edit/commit.ts';
import { addFeedsToConfig, type NewFeed } from '../../config/edit/edit.ts';
import { type KnownFeeds, knownFeedsOf } from '../../config/edit/known-feeds.ts';
import { type OpenConfig, openConfig } from '../../config/open.ts';
import type { OpmlOutline } from '../../feed/opml/opml.ts';
import { counted } from '../../language/counted.ts';
import type { Feed } from '../../model/feed.ts';
import { activateSaved } from '../config/activate-saved.ts';
import { configDirectory } from '../config/config-directory.ts';
import { withConfigOption } from '../shared/options.ts';
import { createOutput } from '../shared/output.ts';
import { startProgress } from '../shared/progress.ts';
import { shownPath } from '../shared/shown-path.ts';
import { patchText, printable } from '../shared/terminal-text.ts';
import { createOutlineSorter, type OutlineFate } from './opml-feeds.ts';
import { readOpmlFile } from './opml-file.ts';

/** Outlines between two looks at the terminal. */
const STEP = 500;

/** Skipped outlines told one by one; of a list that is all wrong, the first say enough. */
const MAX_TOLD = 100;

/** Where imported feeds go, seen from the configuration's directory, so that they do not mix with those kept by hand. */
const IMPORT_FILE = 'feeds-imported.yaml';

const HELP = `
Folders and categories become tags. Feeds that are configured already are left as they are; an outline without a good
address, or one that stands twice, is told with its line and skipped. The feeds are written to the file, which
wirewatch.yaml is made to include; the configuration is checked before, and when it would be wrong no file changes.

The exit code is 0 when the list could be read and what is good in it is there now.

With --json: {"ok":true,"imported":n,"known":n,"skipped":[{"line","title","reason"}],"file","included"} or
{"ok":false,"reasons":["…"]}.

Examples:
  wirewatch feed import subscriptions.opml
  wirewatch feed import subscriptions.opml --file config/feeds-asia.yaml --dry-run`;

interface Flags {
  file?: string;
  config?: string;
  dryRun?: true;
  json?: true;
}

type Skipped = Extract<OutlineFate, { kind: 'skipped' }>;

type Outcome =
  | {
      kind: 'imported';
      imported: number;
      known: number;
      skipped: Skipped[];
      /** Those that were added. */
      feeds: Feed[];
      file: string | null;
      included: boolean;
    }
  | RefusedEdit;

/** `wirewatch feed import`: adds the feeds of an OPML file to the configuration. */
export function addImportVerb(feed: Command): void {
  withConfigOption(feed.command('import'))
    .argument('<file.opml>', 'list of feeds, as feed readers export it')
    .option('--file <file>', `file of the configuration to write to (default: ${IMPORT_FILE})`)
    .option('--dry-run', 'check everything and write nothing')
    .option('--json', 'print one JSON object')
    .addHelpText('after', HELP)
    .action(async (list: string, flags: Flags) => {
      const print = createOutput();
      const configDir = configDirectory(flags.config);
      const config = await openConfig(configDir, process.env);
      const outcome = await importFeeds(config, list, flags);
      if (outcome.kind === 'refused') process.exitCode = 1;
      const added = outcome.kind === 'imported' && !flags.dryRun ? outcome.feeds : [];
      const saved = { configDir, before: config.files, source: 'feed import' };
      const applied = added.length > 0 ? await activateSaved(saved) : null;
      if (flags.json) {
        await print(JSON.stringify(asJson(outcome)));
      } else if (outcome.kind === 'refused') {
        for (const reason of outcome.reasons) console.error(printable(reason));
        if (outcome.patch !== undefined) await print(patchText(outcome.patch));
      } else {
        for (const one of outcome.skipped.slice(0, MAX_TOLD)) console.error(describeSkipped(list, one));
        const untold = outcome.skipped.length - MAX_TOLD;
        if (untold > 0) console.error(`… and ${untold} more were skipped; --json tells all of them.`);
        await print(describe(outcome, flags.dryRun ?? false));
        if (applied !== null) await print(applied);
      }
    });
}

async function importFeeds(config: OpenConfig, list: string, flags: Flags): Promise<Outcome> {
  const reading = await readOpmlFile(list);
  if (reading.kind === 'refused') return { kind: 'refused', reasons: [reading.reason] };

  const sorted = await sortOutlines(reading.outlines, knownFeedsOf(config));
  const counts = { imported: sorted.feeds.length, known: sorted.known, skipped: sorted.skipped };
  if (sorted.feeds.length === 0) return { kind: 'imported', ...counts, feeds: [], file: null, included: false };
  const options = { file: flags.file ?? IMPORT_FILE, dryRun: flags.dryRun };
  const edit = await addFeedsToConfig(config, sorted.feeds, options);
  if (edit.kind === 'refused') return edit;
  return { kind: 'imported', ...counts, feeds: edit.feeds, file: edit.file, included: edit.included };
}

async function sortOutlines(outlines: OpmlOutline[], configured: KnownFeeds) {
  const sort = createOutlineSorter(configured);
  const progress = startProgress('Checking outlines');
  const feeds: NewFeed[] = [];
  const skipped: Skipped[] = [];
  let known = 0;
  for (const [index, outline] of outlines.entries()) {
    const fate = sort(outline);
    if (fate.kind === 'new') feeds.push(fate.feed);
    else if (fate.kind === 'known') known += 1;
    else skipped.push(fate);
    if (index % STEP === 0) {
      progress.update(index, outlines.length);
      // Lets the terminal draw.
      await new Promise(setImmediate);
    }
  }
  progress.end();
  return { feeds, known, skipped };
}

function asJson(outcome: Outcome): object {
  if (outcome.kind === 'refused') return { ok: false, reasons: outcome.reasons, patch: outcome.patch };
  const { kind, skipped, feeds, ...rest } = outcome;
  return { ok: true, ...rest, skipped: skipped.map(({ line, title, reason }) => ({ line, title, reason })) };
}

/** `list.opml:12: “Title”: reason`. */
function describeSkipped(list: string, { line, title, reason }: Skipped): string {
  const place = line === null ? list : `${list}:${line}`;
  return [place, ...(title === null ? [] : [`“${title}”`]), reason].map(printable).join(': ');
}

function describe(
  { imported, known, skipped, file, included }: Extract<Outcome, { kind: 'imported' }>,
  dry: boolean,
): string {
  const others = [
    ...(known > 0 ? [`${known} configured already`] : []),
    ...(skipped.length > 0 ? [`${skipped.length} skipped`] : []),
  ].map((part) => `, ${part}`);
  const feeds = counted(imported, 'feed');
  if (file === null) return `no new feed${others.join('')}`;
  const where = `${shownPath(file)}${included ? `, which wirewatch.yaml ${dry ? 'would include' : 'now includes'}` : ''}`;
  return `${feeds} ${dry ? 'would be written' : 'written'} to ${where}${others.join('')}`;
}
