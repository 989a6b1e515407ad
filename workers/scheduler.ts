import type { Logger } from '../src/log.ts';
import type { Queues } from '../src/queue.ts';
import type { Database } from '../src/store/database.ts';
import { msSinceBeat } from '../src/store/work/heartbeats.ts';

const SCHEDULER = 'tick';

/** ms between ticks; the shortest poll interval there is. */
const EVERY_MS = 1_000;
/** ms without a tick after which the scheduler is set up again. */
const LATE_MS = 10_000;
/** ms between looks at it. */
const WATCH_MS = 5_000;

/**
 * Keeps the one job scheduler of Wirewatch ticking. Several processes may do so: they share one scheduler by its id.
 * It is watched, since a scheduler whose next job is lost (a wiped queue, an interrupted update) stops for good.
 * Returns a function that ends the watching; the scheduler stays.
 */
export async function keepTicking(db: Database, queues: Queues, log: Logger): Promise<() => void> {
  const queue = queues.all.tick;
  const setUp = () => queue.upsertJobScheduler(SCHEDULER, { every: EVERY_MS }, { name: 'tick', data: {} });
  await setUp();
  let setUpAt = performance.now();

  const look = async () => {
    const late = await msSinceBeat(db, 'tick');
    if ((late !== null && late < LATE_MS) || performance.now() - setUpAt < LATE_MS) return;
    log.warn({ lateMs: late }, 'no tick for a while, setting the scheduler up again');
    await queue.removeJobScheduler(SCHEDULER);
    await setUp();
    setUpAt = performance.now();
  };
  const timer = setInterval(() => {
    look().catch((error: unknown) => log.error({ err: error }, 'the scheduler could not be looked after'));
  }, WATCH_MS);
  return () => clearInterval(timer);
}
