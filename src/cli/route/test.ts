import { type Command, InvalidArgumentError } from 'commander';
import { closest, didYouMean } from '../../match/query/suggest.ts';
import type { Labels, Routing } from '../../model/route.ts';
import type { Watch } from '../../model/watch.ts';
import { type Decision, decide, type Standing } from '../../route/decide.ts';
import { labelsOf } from '../../route/labels.ts';
import { writeMatcher } from '../../route/matchers.ts';
import { leavesFor, WATCH_PATH, walk } from '../../route/tree.ts';
import type { SettingFlags } from '../../settings.ts';
import { listSilences, type Silence } from '../../store/alerts/silences.ts';
import { whatRunsHere } from '../config/what-runs.ts';
import { settingsOrExit, withConfigOption, withDataOption } from '../shared/options.ts';
import { openRunningDatabase } from '../shared/running-database.ts';
import { printable } from '../shared/terminal-text.ts';
import { settingsOf } from './route-text.ts';

interface Options {
  watch: string;
  severity?: string;
  tag: string[];
  language?: string;
  country?: string;
  source?: string;
  at: Date;
  json?: true;
  config?: string;
  data?: string;
}

/** Silences that are looked at. */
const MAX_SILENCES = 10_000;

/** What becomes of the alert by one route. */
interface Answer {
  receiver: string;
  route: string;
  /** ISO 8601; null: at once. */
  waitsUntil: string | null;
  because: string | null;
  /** What keeps it back, `silence 3: we know`; null: nothing does. */
  keptBackBy: string | null;
  settings: string[];
}

/**
 * `wirewatch route test --watch ID`: who would be told of an alert of the watch, when, and by which route; silences of a Wirewatch
 * that runs here are looked at, other alerts and what was told before are not.
 */
export function addTestVerb(route: Command): void {
  withDataOption(withConfigOption(route.command('test')))
    .requiredOption('--watch <id>', 'the watch that was met')
    .option('--severity <severity>', 'as if the watch had this one')
    .option('--tag <tag...>', 'tags besides those of the watch', [])
    .option('--language <tag>', 'language of the article: de, zh-Hant')
    .option('--country <code>', 'country of the article')
    .option('--source <name>', 'outlet of the article')
    .option('--at <time>', 'when it is raised: 2026-11-24T01:15:00+01:00 (default: now)', instantOf)
    .option('--json', 'print a JSON object: {"told":[…],"others":[…]}')
    .addHelpText(
      'after',
      '\nSilences of a Wirewatch that runs here are looked at. What was told before is not: `wirewatch why` tells of an alert' +
        ' that was raised.' +
        '\n\nExamples:\n  wirewatch route test --watch telegram-user-data' +
        '\n  wirewatch route test --watch telegram-user-data --severity low --at 2026-11-24T01:15:00+01:00 --json',
    )
    .action(async ({ json, watch: id, at = new Date(), ...options }: Options) => {
      const running = await whatRunsHere(options);
      if (!running) return;
      const { routing, watches } = running.config;
      const known = watches.find((one) => one.id === id);
      if (!known) {
        const ids = watches.map((one) => one.id);
        console.error(`There is no watch ${printable(id)}.${didYouMean(closest(id, ids))}`);
        process.exitCode = 1;
        return;
      }
      const watch: Watch = { ...known, severity: options.severity ?? known.severity };
      const labels = labelsFor(watch, options);
      const standing = standingAt(at, await silencesAt(at, options));
      const told = leavesFor(routing, watch, labels).map((leaf): Answer => {
        const decision = decide(routing, leaf, labels, standing);
        return { receiver: leaf.receiver, route: leaf.path, ...whenOf(decision), settings: settingsOf(leaf) };
      });
      const others = watch.receivers.length > 0 ? [] : othersOf(routing, labels);
      if (json) console.log(JSON.stringify({ told, others }));
      else print(told, others);
    });
}

function instantOf(text: string): Date {
  if (!/T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text) || Number.isNaN(Date.parse(text)))
    throw new InvalidArgumentError('a time with its zone: 2026-11-24T01:15:00+01:00, or …Z');
  return new Date(text);
}

function labelsFor(watch: Watch, { tag, language, country, source }: Omit<Options, 'watch' | 'at' | 'json'>): Labels {
  const article = {
    ...{ tags: tag, language: language ?? null, country: country ?? null, outlet: source ?? null, url: null },
  };
  return labelsOf({ watch, article, storyId: null });
}

async function silencesAt(at: Date, flags: SettingFlags): Promise<Silence[]> {
  await using open = new AsyncDisposableStack();
  const running = await openRunningDatabase(settingsOrExit(flags), open);
  if (running.kind !== 'open') return [];
  const all = await listSilences(running.db, { ended: false, limit: MAX_SILENCES });
  return all.filter(({ startsAt, endsAt }) => startsAt <= at && at < endsAt);
}

/** Nothing was told before. */
function standingAt(now: Date, silences: readonly Silence[]): Standing {
  return { now, silences, others: [], groupOf: () => null, isFlooded: () => false };
}

function whenOf(decision: Decision): Pick<Answer, 'waitsUntil' | 'because' | 'keptBackBy'> {
  switch (decision.kind) {
    case 'wait':
      return { waitsUntil: decision.until.toISOString(), because: REASONS[decision.because], keptBackBy: null };
    case 'suppress':
      return { waitsUntil: null, because: null, keptBackBy: decision.reason };
    case 'now':
      return { waitsUntil: null, because: null, keptBackBy: null };
  }
}

const REASONS = {
  schedule: 'for a digest',
  mute: 'for the end of a mute',
  flood: 'for the end of a flood',
  group: 'for others of its group',
};

/** Routes that are not asked, or of which a condition does not hold. */
function othersOf(routing: Routing, labels: Labels): { route: string; why: string }[] {
  return walk(routing, labels).flatMap(({ route, outcome, failed }) => {
    if (outcome === 'failed')
      return [{ route: route.path, why: failed ? `${writeMatcher(failed)} does not hold` : '' }];
    return outcome === 'unasked' ? [{ route: route.path, why: 'one before it takes the alert' }] : [];
  });
}

function print(told: Answer[], others: { route: string; why: string }[]): void {
  const width = Math.max(...told.map(({ receiver }) => receiver.length)) + 2;
  for (const { receiver, route, waitsUntil, because, keptBackBy } of told) {
    const by = route === WATCH_PATH ? 'since the watch names it' : `by ${route}`;
    const when = whenInWords({ waitsUntil, because, keptBackBy });
    console.log(`${receiver.padEnd(width)}${when}, ${by}`);
  }
  for (const { route, why } of others) console.log(`  not ${route}: ${printable(why)}`);
}

function whenInWords({
  waitsUntil,
  because,
  keptBackBy,
}: Pick<Answer, 'waitsUntil' | 'because' | 'keptBackBy'>): string {
  if (keptBackBy !== null) return `not at all (${printable(keptBackBy)})`;
  return waitsUntil === null ? 'at once' : `waits until ${waitsUntil}, ${because}`;
}
