import type { Worker } from 'bullmq';
import type { Logger } from '../src/log.ts';

/** ms between two looks at whether this process is to read. */
const LOOK_MS = 1_000;

/** Has a worker take no jobs while `leaves` says so, until the function it returns is called. Those under way go on. */
export function leaveReading(
  worker: Pick<Worker, 'isPaused' | 'pause' | 'resume'>,
  leaves: () => boolean,
  log: Logger,
): () => void {
  const look = async () => {
    if (leaves() === worker.isPaused()) return;
    if (leaves()) {
      log.warn('articles are left to processes that can run the active configuration');
      await worker.pause(true);
    } else worker.resume();
  };
  const timer = setInterval(() => {
    look().catch((error: unknown) => log.error({ err: error }, 'could not leave the reading to others'));
  }, LOOK_MS);
  return () => clearInterval(timer);
}
