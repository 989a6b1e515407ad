import type { QueueName, Queues } from '../src/queue.ts';
import type { Database } from '../src/store/database.ts';
import { beat } from '../src/store/heartbeats.ts';
import { claimDue, type WorkTable } from '../src/store/work.ts';

/** Jobs a queue holds at most; what is due beyond that stays in Postgres, where it is ordered and cheap. */
const QUEUE_LENGTH = 1_000;

/** ms a job may wait in its queue before its row is thought forgotten and is enqueued again. */
const HOLD_MS = 30_000;

/**
 * The sweeper: puts whatever is due into the queues. It is the only way into them, so that what a wiped queue or a
 * killed worker left behind needs no path of its own. Returns how many jobs each queue got.
 */
export async function tick(db: Database, queues: Queues): Promise<Record<string, number>> {
  const poll = await enqueueDue(db, queues, 'feeds', 'poll', (feedId) => ({ name: feedId, data: { feedId } }));
  const read = await enqueueDue(db, queues, 'feed_items', 'read', (feedItemId) => ({
    name: `feed item ${feedItemId}`,
    data: { feedItemId },
  }));
  const deliver = await enqueueDue(db, queues, 'deliveries', 'deliver', (deliveryId) => ({
    name: deliveryId,
    data: { deliveryId },
  }));
  await beat(db, 'tick');
  return { poll, read, deliver };
}

async function enqueueDue<T extends WorkTable>(
  db: Database,
  queues: Queues,
  table: T,
  queueName: QueueName,
  toJob: (id: Awaited<ReturnType<typeof claimDue<T>>>[number]) => { name: string; data: object },
): Promise<number> {
  const queue = queues.all[queueName];
  // On Postgres BullMQ calls what waits in a paused queue `paused`, a word its types do not have.
  const waiting = await queue.getJobCountByTypes('waiting', 'paused' as 'waiting', 'delayed');
  if (waiting >= QUEUE_LENGTH) return 0;
  const ids = await claimDue(db, table, QUEUE_LENGTH - waiting, HOLD_MS);
  if (ids.length > 0) await queue.addBulk(ids.map(toJob));
  return ids.length;
}
