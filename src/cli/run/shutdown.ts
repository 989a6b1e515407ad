import type { Logger } from '../../log.ts';

/** ms for an orderly end; then the process ends anyway. */
const DEADLINE_MS = 9_000;

/**
 * From now on SIGTERM and SIGINT end the process in order, as SIGHUP does when the terminal it runs in is closed: `stop` is called, then the process exits with code 0.
 * What `stop` cannot finish in 9 s is left: unfinished work is done again at the next start.
 *
 * @returns aborted as soon as a signal has come.
 */
export function stopOnSignal(stop: () => Promise<void>, log: Logger): AbortSignal {
  const stopping = new AbortController();
  const end = (signal: NodeJS.Signals) => {
    if (stopping.signal.aborted) return;
    stopping.abort();
    log.info({ signal }, 'stopping');
    setTimeout(() => {
      log.error('could not stop in order in time');
      process.exit(1);
    }, DEADLINE_MS);
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'could not stop in order');
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, end);
  // Elsewhere it asks for something else, and must not end a process that does not listen to it yet.
  process.on('SIGHUP', (signal) => process.stdout.isTTY && end(signal));
  if (process.env.npm_command === 'exec') endWithParent(() => end('SIGTERM'));
  return stopping.signal;
}

/** ms between looks at the parent. */
const LOOK_MS = 500;

/** Under `npx` a shell stands in between, which ends at a signal without passing it on. */
function endWithParent(end: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    end();
  }, LOOK_MS);
  timer.unref();
}
