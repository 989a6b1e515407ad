import type { Command } from 'commander';
import { configOrExit } from '../config/config-or-exit.ts';
import { settingsOrExit, withAddressOptions, withConfigOption, withDataOption } from '../shared/options.ts';
import { isFirstStart, openFollower } from './follow.ts';
import { printLogin } from './login.ts';
import { runUntilStopped } from './run.ts';
import { openProcessQueues, runServer, runWorkers } from './runtime.ts';

/** `wirewatch start`: everything in one process. */
export function addStartVerb(program: Command): void {
  withAddressOptions(withDataOption(withConfigOption(program.command('start'))))
    .addHelpText('after', '\nExample:\n  wirewatch start --config config --data data --port 8080')
    .action(async (flags) => {
      const settings = settingsOrExit(flags);
      if (isFirstStart(settings)) await configOrExit(settings.configDir);
      await runUntilStopped(settings, async (foundation, open) => {
        const queues = await openProcessQueues(foundation, open);
        const follower = await openFollower(foundation, 'start', open);
        await runServer(foundation, queues, follower, open, printLogin);
        await runWorkers(foundation, queues, follower, open);
      });
    });
}
