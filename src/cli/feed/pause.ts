import type { Command } from 'commander';
import { closest, didYouMean } from '../../match/query/suggest.ts';
import type { Database } from '../../store/database.ts';
import { feedIds, pauseFeed, resumeFeed } from '../../store/feeds/feed-health.ts';
import { withDatabase } from '../shared/command-database.ts';
import { withDataOption } from '../shared/options.ts';
import { printable } from '../shared/terminal-text.ts';

/** A pause longer than this (ms) ends with a new baseline. */
const ANEW_AFTER_MS = 3 * 86_400_000;

/** `wirewatch feed pause ID` and `feed resume ID`: at once, and until further notice. */
export function addPauseVerbs(feed: Command): void {
  addVerb(feed, {
    verb: 'pause',
    description: 'stop polling a feed until it is resumed; a restart does not end the pause',
    done: (id) => `${id} is paused; resume it with: wirewatch feed resume ${id}`,
    change: pauseFeed,
  });
  addVerb(feed, {
    verb: 'resume',
    description: 'poll a paused feed again, at once; after more than three days it sets a new baseline',
    done: (id) => `${id} is polled again`,
    change: (db, id) => resumeFeed(db, id, ANEW_AFTER_MS),
  });
}

interface Change {
  verb: 'pause' | 'resume';
  description: string;
  done: (id: string) => string;
  change: (db: Database, id: string) => Promise<boolean>;
}

function addVerb(feed: Command, { verb, description, done, change }: Change): void {
  withDataOption(feed.command(`${verb} <id...>`))
    .description(description)
    .option('--json', 'print a JSON object for each feed: {"id":…,"ok":true}')
    .addHelpText('after', `\nExample:\n  wirewatch feed ${verb} spiegel`)
    .action(async (ids: string[], { json, ...flags }: { json?: true; data?: string }) => {
      await withDatabase(flags, `The feed could not be ${verb}d`, async (db) => {
        for (const id of ids) {
          const ok = await change(db, id);
          if (json) console.log(JSON.stringify({ id, ok }));
          else if (ok) console.log(done(id));
          else console.error(`There is no feed ${printable(id)}.${didYouMean(closest(id, await feedIds(db)))}`);
          if (!ok) process.exitCode = 1;
        }
      });
    });
}
