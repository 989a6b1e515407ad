import { createLogger } from '../../log.ts';
import type { Settings } from '../../settings.ts';
import { reportFailure } from '../shared/failure.ts';
import { type Foundation, openFoundation } from './runtime.ts';
import { stopOnSignal } from './shutdown.ts';

/** Runs `main` on an open database until a signal comes; then, or when `main` fails, everything opened is closed, the last first. */
export async function runUntilStopped(
  settings: Settings,
  main: (foundation: Foundation, open: AsyncDisposableStack) => Promise<void>,
): Promise<void> {
  const log = createLogger({ level: settings.logLevel, pretty: process.stdout.isTTY });
  const open = new AsyncDisposableStack();
  const started = Promise.withResolvers<void>();
  // A start under way is let come to its end first: nothing may be opened on what is being closed.
  stopOnSignal(() => started.promise.then(() => open.disposeAsync()), log);
  try {
    await main(await openFoundation(settings, log, open), open);
    started.resolve();
  } catch (error) {
    reportFailure('Wirewatch could not start', error, log);
    await open.disposeAsync();
    process.exit(1);
  }
}
