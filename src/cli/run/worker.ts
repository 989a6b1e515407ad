import type { Command } from 'commander';
import { configOrExit } from '../config/config-or-exit.ts';
import { settingsOrExit, withConfigOption, withDataOption } from '../shared/options.ts';
import { isFirstStart, openFollower } from './follow.ts';
import { runUntilStopped } from './run.ts';
import { openProcessQueues, runWorkers } from './runtime.ts';

/** `wirewatch worker`: scheduler and workers without the pages; on as many machines as wanted. */
export function addWorkerVerb(program: Command): void {
  withDataOption(withConfigOption(program.command('worker')))
    .addHelpText('after', '\nExample:\n  DATABASE_URL=postgres://… REDIS_URL=redis://… wirewatch worker')
    .action(async (flags) => {
      const settings = settingsOrExit(flags);
      if (isFirstStart(settings)) await configOrExit(settings.configDir);
      await runUntilStopped(settings, async (foundation, open) => {
        const queues = await openProcessQueues(foundation, open);
        const follower = await openFollower(foundation, 'worker', open);
        await runWorkers(foundation, queues, follower, open);
      });
    });
}
