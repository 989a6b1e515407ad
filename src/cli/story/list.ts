import type { Command } from 'commander';
import { counted } from '../../language/counted.ts';
import { shortTime } from '../../server/time.ts';
import { findStories, type StoryEntry } from '../../store/views/stories.ts';
import { withDatabase } from '../shared/command-database.ts';
import { withDataOption, withLimitOption, withSinceOption } from '../shared/options.ts';
import { createOutput } from '../shared/output.ts';
import { printable } from '../shared/terminal-text.ts';

/** Stories listed unless told otherwise. */
const LIMIT = 50;

interface Options {
  watch?: string;
  since?: number;
  limit: number;
  json?: true;
  data?: string;
}

/** `wirewatch story list`: the one that alerted last first. */
export function addListVerb(story: Command): void {
  const command = withDataOption(story.command('list')).option(
    '--watch <id>',
    'only those that this watch was alerted of',
  );
  withLimitOption(withSinceOption(command, 'those that alerted'), LIMIT)
    .option('--json', 'print a JSON object for each story, one a line')
    .addHelpText(
      'after',
      '\nExamples:\n  wirewatch story list --since 24h\n  wirewatch story list --json | jq .articles',
    )
    .action(async ({ watch, since, limit, json, ...flags }: Options) => {
      await withDatabase(flags, 'The stories could not be listed', async (db) => {
        const print = createOutput();
        const now = new Date();
        const stories = await findStories(db, { watchId: watch, sinceMs: since, limit });
        for (const one of stories) await print(json ? JSON.stringify(one) : describeStory(one, now));
      });
    });
}

/** A line with id and title, and one with who told it and whom it alerted. */
function describeStory({ id, title, articles, outlets, languages, lastAt, watches }: StoryEntry, now: Date): string {
  const details = [
    counted(articles, 'article'),
    ...(outlets.length > 0 ? [`by ${outlets.map(printable).join(', ')}`] : []),
    ...(languages.length > 1 ? [`in ${languages.map(printable).join(', ')}`] : []),
    `last ${shortTime(lastAt, now)}`,
    `alerted ${watches.map(printable).join(', ')}`,
  ];
  return `${String(id).padEnd(10)}${printable(title)}\n          ${details.join('; ')}`;
}
