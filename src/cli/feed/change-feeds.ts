import type { Command } from 'commander';
import { closest, didYouMean } from '../../match/query/suggest.ts';
import type { Database } from '../../store/database.ts';
import { feedIds } from '../../store/feeds/feed-health.ts';
import { withDatabase } from '../shared/command-database.ts';
import { withDataOption } from '../shared/options.ts';
import { printable } from '../shared/terminal-text.ts';

/** A verb that changes feeds by their ids. */
export interface FeedChange {
  verb: 'pause' | 'resume' | 'retry';
  /** What was done, in words for people; null when there is no such feed. */
  change: (db: Database, id: string) => Promise<string | null>;
}

/** `wirewatch feed VERB ID…`: exit code 1 when one of the feeds is not there; the others are changed all the same. */
export function addFeedChange(feed: Command, { verb, change }: FeedChange): void {
  withDataOption(feed.command(`${verb} <id...>`))
    .option('--json', 'print a JSON object for each feed: {"id":…,"ok":true}')
    .addHelpText('after', `\nExample:\n  wirewatch feed ${verb} spiegel`)
    .action(async (ids: string[], { json, ...flags }: { json?: true; data?: string }) => {
      await withDatabase(flags, `This could not be done: feed ${verb}`, async (db) => {
        for (const id of ids) {
          const done = await change(db, id);
          const ok = done !== null;
          if (json) console.log(JSON.stringify({ id, ok }));
          else if (ok) console.log(done);
          else console.error(`There is no feed ${printable(id)}.${didYouMean(closest(id, await feedIds(db)))}`);
          if (!ok) process.exitCode = 1;
        }
      });
    });
}
