import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from './job.ts';

/** ms between two tries to write something down. */
const AGAIN_MS = 1_000;

/**
 * Writes until it stands: what is known must not be lost because the database is away, or its answer is. Ends without when
 * Wirewatch stops, or after `withinMs`; then it throws what was in the way.
 */
export async function writeDown(
  { log, stopping }: Pick<Job, 'log' | 'stopping'>,
  write: () => Promise<unknown>,
  withinMs = Number.POSITIVE_INFINITY,
): Promise<void> {
  const until = performance.now() + withinMs;
  for (;;) {
    try {
      await write();
      return;
    } catch (error) {
      if (stopping.aborted || performance.now() > until) throw error;
      log.warn({ err: error }, 'something could not be written down yet');
      await sleep(AGAIN_MS);
    }
  }
}
