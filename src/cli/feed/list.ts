import type { Command } from 'commander';
import { shortTime } from '../../server/time.ts';
import { type FeedHealth, listFeeds } from '../../store/feeds/feed-health.ts';
import { withDatabase } from '../shared/command-database.ts';
import { withDataOption } from '../shared/options.ts';
import { createOutput } from '../shared/output.ts';
import { printable } from '../shared/terminal-text.ts';

/** How a feed fares, in one word. */
type FeedState = 'ok' | 'new' | 'paused' | 'failing' | 'gone' | 'silent';

/** `wirewatch feed list`: the feeds Wirewatch polls, and how each fares. */
export function addListVerb(feed: Command): void {
  withDataOption(feed.command('list'))
    .option('--trouble', 'only feeds that fail, are gone or are silent')
    .option('--json', 'print a JSON object for each feed, one a line')
    .addHelpText(
      'after',
      '\nA feed is listed once a Wirewatch with it in its configuration was started.' +
        '\n\nExamples:\n  wirewatch feed list --trouble\n  wirewatch feed list --json | jq -r \'select(.state == "silent").id\'',
    )
    .action(async ({ trouble, json, ...flags }: { trouble?: true; json?: true; data?: string }) => {
      await withDatabase(flags, 'The feeds could not be listed', async (db) => {
        const print = createOutput();
        const now = new Date();
        const feeds = (await listFeeds(db, Number.MAX_SAFE_INTEGER)).map((one) => ({ ...one, state: stateOf(one) }));
        const shown = trouble ? feeds.filter(({ state }) => TROUBLES.includes(state)) : feeds;
        for (const one of shown) await print(json ? JSON.stringify(one) : describeFeed(one, now));
      });
    });
}

const TROUBLES: FeedState[] = ['failing', 'gone', 'silent'];

function stateOf({ pausedAt, goneAt, failures, notices, lastPolledAt }: FeedHealth): FeedState {
  if (pausedAt) return 'paused';
  if (goneAt) return 'gone';
  if (failures > 0) return 'failing';
  if (notices.some(({ kind }) => kind === 'silent')) return 'silent';
  return lastPolledAt ? 'ok' : 'new';
}

/** A line with state, id and name, one with the polls, one with the habit, and one for each thing that is wrong. */
function describeFeed(feed: FeedHealth & { state: FeedState }, now: Date): string {
  const { state, id, url, movedUrl, failures, lastReason, lastWarnings, notices } = feed;
  const lines = [
    `${state.padEnd(7)} ${id}  ${printable(feed.name ?? feed.title ?? '')}`.trimEnd(),
    `${printable(url)}${movedUrl ? ` → ${printable(movedUrl)} (moved for good)` : ''}`,
    pollsOf(feed, now),
    habitOf(feed, now),
    ...(failures > 0 && lastReason ? [`✗ ${printable(lastReason)} (${times(failures)})`] : []),
    ...notices.map(({ kind, reason }) => `! ${kind}: ${printable(reason)}`),
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
  return `${items} ${items === 1 ? 'item' : 'items'}${last}${usual}`;
}

function times(failures: number): string {
  return failures === 1 ? 'once' : `${failures} times in a row`;
}
