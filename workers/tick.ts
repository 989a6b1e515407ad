import type { Queue } from 'bullmq';
import type { HostLimits } from '../src/net/turns.ts';
import type { QueueName, Queues } from '../src/queue.ts';
import { claimDueDeliveries } from '../src/store/alerts/endpoints.ts';
import type { Database } from '../src/store/database.ts';
import { claimDueFeeds, type DueFeed } from '../src/store/work/due-feeds.ts';
import { beat } from '../src/store/work/heartbeats.ts';
import { claimDueItems } from '../src/store/work/work.ts';

/** Jobs a queue holds at most; what is due beyond that stays in Postgres, where it is ordered and cheap. */
const QUEUE_LENGTH = 1_000;

/** ms a job may wait in its queue before its row is thought forgotten and is enqueued again. */
const HOLD_MS = 30_000;

/** Feeds that share a job at most, and jobs there are before they do. */
const FEEDS_A_JOB = 8;
const SINGLE_JOBS = 50;

/** ms; what a host is asked in the time between two ticks may be under way at once. */
const TICK_MS = 1_000;

/** What the sweeper works with. */
export interface TickOptions {
  db: Database;
  queues: Queues;
  /** How much may be asked of one host: more of its feeds would only wait for each other. */
  perHost: HostLimits;
}

/**
 * The sweeper: puts whatever is due into the queues. It is the only way into them, so that what a wiped queue or a
 * killed worker left behind needs no path of its own. Returns how many jobs each queue got.
 */
export async function tick({ db, queues, perHost }: TickOptions): Promise<Record<string, number>> {
  const poll = await enqueuePolls(db, queues, perHost);
  const read = await enqueueDue(
    queues,
    'read',
    (room) => claimDueItems(db, room, HOLD_MS),
    (feedItemId) => ({
      name: `feed item ${feedItemId}`,
      data: { feedItemId },
    }),
  );
  const deliver = await enqueueDue(
    queues,
    'deliver',
    (room) => claimDueDeliveries(db, room, HOLD_MS),
    (deliveryId) => ({
      name: deliveryId,
      data: { deliveryId },
    }),
  );
  await beat(db, 'tick');
  return { poll, read, deliver };
}

async function enqueuePolls(db: Database, queues: Queues, { atOnce, delayMs }: HostLimits): Promise<number> {
  const room = await roomIn(queues.all.poll);
  if (room === 0) return 0;
  const perHost = delayMs === 0 ? QUEUE_LENGTH : atOnce + Math.ceil(TICK_MS / delayMs);
  const due = await claimDueFeeds(db, { limit: room * FEEDS_A_JOB, holdMs: HOLD_MS, perHost });
  const jobs = shareOut(due).map((feedIds) => ({
    name: feedIds.length === 1 ? feedIds[0]! : `${feedIds.length} feeds`,
    data: { feedIds },
  }));
  if (jobs.length > 0) await queues.all.poll.addBulk(jobs);
  return jobs.length;
}

/**
 * Feeds → those that share a job. The more are due, the more share one, since a job costs as much as a poll; but one that
 * failed before stays alone, as it may take its whole time to fail again.
 */
export function shareOut(due: DueFeed[]): string[][] {
  const healthy = due.filter(({ failing }) => !failing).map(({ id }) => id);
  const size = Math.min(Math.ceil(healthy.length / SINGLE_JOBS), FEEDS_A_JOB) || 1;
  const shared = Array.from({ length: Math.ceil(healthy.length / size) }, (_, index) =>
    healthy.slice(index * size, (index + 1) * size),
  );
  return [...shared, ...due.filter(({ failing }) => failing).map(({ id }) => [id])];
}

/** How many jobs a queue takes. */
async function roomIn(queue: Queue): Promise<number> {
  // On Postgres BullMQ calls what waits in a paused queue `paused`, a word its types do not have.
  const waiting = await queue.getJobCountByTypes('waiting', 'paused' as 'waiting', 'delayed');
  return Math.max(0, QUEUE_LENGTH - waiting);
}

async function enqueueDue<Id>(
  queues: Queues,
  queueName: QueueName,
  claim: (room: number) => Promise<Id[]>,
  toJob: (id: Id) => { name: string; data: object },
): Promise<number> {
  const queue = queues.all[queueName];
  const room = await roomIn(queue);
  if (room === 0) return 0;
  const ids = await claim(room);
  if (ids.length > 0) await queue.addBulk(ids.map(toJob));
  return ids.length;
}
