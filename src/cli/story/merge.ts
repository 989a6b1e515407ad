import type { Command } from 'commander';
import { mergeByHand } from '../../pipeline/by-hand.ts';
import { withDatabase } from '../shared/command-database.ts';
import { withDataOption } from '../shared/options.ts';
import { idsOrExit } from './ids.ts';

/** `wirewatch story merge ID OTHER…`: exit code 1 when it is refused; then nothing has changed. */
export function addMergeVerb(story: Command): void {
  const command = withDataOption(story.command('merge <id> <other...>'));
  command
    .option('--json', 'print a JSON object: {"story":…}')
    .addHelpText(
      'after',
      '\nNobody is told anything again by that. An article that later joins any of them joins the one.' +
        '\n\nExample:\n  wirewatch story merge 17 23',
    )
    .action(async (given: string, others: string[], { json, ...flags }: { json?: true; data?: string }) => {
      const [storyId, ...otherIds] = idsOrExit(command, [given, ...others]);
      await withDatabase(flags, 'The stories could not be merged', async (db) => {
        const done = await mergeByHand(db, storyId!, otherIds);
        if (done.kind === 'refused') {
          console.error(done.reason);
          process.exitCode = 1;
        } else console.log(json ? JSON.stringify({ story: done.story }) : `All are story ${done.story} now.`);
      });
    });
}
