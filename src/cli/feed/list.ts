import type { Command } from 'commander';
import { counted } from '../../language/counted.ts';
import type { Feed } from '../../model/feed.ts';
import { shortTime } from '../../server/time.ts';
import { type FeedHealth, listFeeds } from '../../store/feeds/feed-health.ts';
import { configDirectory } from '../config/config-directory.ts';
import { type Edit, markOfEdit, type Standing, standings } from '../config/edits.ts';
import { findWhatRuns, type WhatRuns, whatFilesSay } from '../config/what-runs.ts';
import { hasDatabase, withDatabase } from '../shared/command-database.ts';
import { withConfigOption, withDataOption } from '../shared/options.ts';
import { createOutput } from '../shared/output.ts';
import { markOf, printable } from '../shared/terminal-text.ts';
import { toned } from '../shared/tone.ts';

interface Flags {
  trouble?: true;
  json?: true;
  config?: string;
  data?: string;
}

/** How a feed fares, in one word. `disk`: it is on disk only, and is not polled. */
type FeedState = 'disk' | 'ok' | 'new' | 'paused' | 'failing' | 'gone' | 'silent';

/** `wirewatch feed list`: the feeds Wirewatch polls and how each fares, and those on disk that are not polled. */
export function addListVerb(feed: Command): void {
  withConfigOption(withDataOption(feed.command('list')))
    .option('--trouble', 'only feeds that fail, are gone or are silent')
    .option('--json', 'print a JSON object for each feed, one a line')
    .addHelpText(
      'after',
      '\nWhat is polled is listed, and behind it, with the state "disk", what is on disk only. With --json, "edit" is what the files' +
        '\non disk make of a feed: "added", "changed" or "removed", else null.' +
        '\n\nExamples:\n  wirewatch feed list --trouble\n  wirewatch feed list --json | jq -r \'select(.state == "silent").id\'',
    )
    .action(async ({ trouble, json, config, ...flags }: Flags) => {
      const directory = configDirectory(config);
      const print = createOutput();
      const show = async (polled: FeedHealth[], edits: Standing<Feed>[]) => {
        const now = new Date();
        const editOf = new Map(edits.map(({ one, edit }) => [one.id, edit]));
        const feeds = polled.map((one) => ({ ...one, state: stateOf(one), edit: editOf.get(one.id) ?? null }));
        for (const one of trouble ? feeds.filter(({ state }) => TROUBLES.includes(state)) : feeds)
          await print(json ? JSON.stringify(one) : describeFeed(one, now));
        if (trouble) return;
        const ids = new Set(polled.map(({ id }) => id));
        for (const { one } of edits.filter(({ one: { id }, edit }) => edit === 'added' && !ids.has(id)))
          await print(json ? JSON.stringify({ ...one, state: 'disk', edit: 'added' }) : describeUnpolled(one));
      };
      if (!(await hasDatabase(flags))) {
        const files = await whatFilesSay(directory);
        return show([], standings([], files?.config.feeds));
      }
      await withDatabase(flags, 'The feeds could not be listed', async (db) => {
        // What is polled is known without: by that the list does not fail.
        const running = await findWhatRuns(db, directory);
        const edits = running.kind === 'known' ? standings(...feedsOf(running)) : [];
        await show(await listFeeds(db, Number.MAX_SAFE_INTEGER), edits);
      });
    });
}

/** Before the first version all that is known of feeds, but for those that are polled, is on disk. */
function feedsOf({ config, version, edited }: WhatRuns): [runs: Feed[], edited: Feed[] | undefined] {
  return version === null ? [[], config.feeds] : [config.feeds, edited?.feeds];
}

const TROUBLES: FeedState[] = ['failing', 'gone', 'silent'];

function stateOf({ pausedAt, goneAt, failures, notices, lastPolledAt }: FeedHealth): FeedState {
  if (pausedAt) return 'paused';
  if (goneAt) return 'gone';
  if (failures > 0) return 'failing';
  if (notices.some(({ kind }) => kind === 'silent')) return 'silent';
  return lastPolledAt ? 'ok' : 'new';
}

/** A line with id and name, and one with the address. */
function describeUnpolled({ id, name, url }: Feed): string {
  return [`${'disk'.padEnd(7)} ${id}  ${printable(name ?? '')}`.trimEnd(), `${printable(url)}, on disk only`].join(
    '\n        ',
  );
}

/** A line with state, id and name, one with the polls, one with the habit, and one for each thing that is wrong. */
function describeFeed(feed: FeedHealth & { state: FeedState; edit: Edit }, now: Date): string {
  const { state, id, url, movedUrl, failures, lastReason, lastWarnings, notices, edit } = feed;
  const lines = [
    `${state.padEnd(7)} ${id}  ${printable(feed.name ?? feed.title ?? '')}`.trimEnd() + markOfEdit(edit),
    `${printable(url)}${movedUrl ? ` → ${printable(movedUrl)} (moved for good)` : ''}`,
    pollsOf(feed, now),
    habitOf(feed, now),
    ...(failures > 0 && lastReason ? [`${markOf(false)} ${printable(lastReason)} (${times(failures)})`] : []),
    ...notices.map(({ kind, reason }) => `${toned('warning', '!')} ${kind}: ${printable(reason)}`),
    ...lastWarnings.map((warning) => `~ ${printable(warning)}`),
  ];
  return lines.join('\n        ');
}

function pollsOf({ lastPolledAt, nextPollAt, everyMs, state }: FeedHealth & { state: FeedState }, now: Date): string {
  const polled = `polled ${shortTime(lastPolledAt, now)}`;
  if (state === 'paused') return `${polled}, not until it is resumed`;
  if (state === 'gone') return `${polled}, not polled any more`;
  const how = everyMs === null ? 'interval adapts' : `every ${everyMs / 1_000} s`;
  return `${polled}, next ${shortTime(nextPollAt, now)}, ${how}`;
}

function habitOf({ items, habit, lastItemAt }: FeedHealth, now: Date): string {
  const last = lastItemAt ? `, the last ${shortTime(lastItemAt, now)}` : '';
  const usual = habit ? `, usually ${habit.itemsPerDay.toFixed(1)} a day` : '';
  return `${counted(items, 'item')}${last}${usual}`;
}

function times(failures: number): string {
  return failures === 1 ? 'once' : `${failures} times in a row`;
}
