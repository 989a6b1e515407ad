import type { Command } from 'commander';
import { shortTime } from '../../server/time.ts';
import { type ArticleEntry, findArticles } from '../../store/views/articles.ts';
import { withDatabase } from '../shared/command-database.ts';
import { withDataOption, withLimitOption, withSinceOption } from '../shared/options.ts';
import { createOutput } from '../shared/output.ts';
import { printable } from '../shared/terminal-text.ts';

/** Articles listed unless told otherwise. */
const LIMIT = 50;

interface Options {
  feed?: string;
  watch?: string;
  since?: number;
  limit: number;
  json?: true;
  data?: string;
}

/** `wirewatch article list`: the latest first. */
export function addListVerb(article: Command): void {
  const command = withDataOption(article.command('list'))
    .option('--feed <id>', 'only those that this feed has shown')
    .option('--watch <id>', 'only those that this watch was met by');
  withLimitOption(withSinceOption(command, 'those read'), LIMIT)
    .option('--json', 'print a JSON object for each article, one a line')
    .addHelpText(
      'after',
      '\nExamples:\n  wirewatch article list --since 24h --watch telegram-user-data\n  wirewatch article list --feed spiegel --json | jq -r .url',
    )
    .action(async ({ feed, watch, since, limit, json, ...flags }: Options) => {
      await withDatabase(flags, 'The articles could not be listed', async (db) => {
        const print = createOutput();
        const now = new Date();
        const articles = await findArticles(db, { feedId: feed, watchId: watch, sinceMs: since, limit });
        for (const one of articles) await print(json ? JSON.stringify(one) : describeArticle(one, now));
      });
    });
}

/** A line with id and title, and one with when it was read, where it stands and what it met. */
function describeArticle({ id, title, url, outlet, language, readAt, watches }: ArticleEntry, now: Date): string {
  const met = watches.length > 0 ? `met ${watches.join(', ')}` : null;
  const details = [`read ${shortTime(readAt, now)}`, outlet, language, url, met].flatMap((each) =>
    each === null ? [] : [printable(each)],
  );
  return `${String(id).padEnd(8)}  ${printable(title)}\n          ${details.join(', ')}`;
}
