import { jobOf, type Pipeline } from './pipeline/job.ts';
import { type PollResult, pollLeasedFeed, recordPollFault } from './pipeline/poll.ts';
import { type ItemResult, readLeasedItem, recordReadFault } from './pipeline/read.ts';
import { type Attempted, sendBegunAttempt } from './pipeline/send.ts';
import { withLease } from './pipeline/with-lease.ts';
import { type BegunAttempt, beginAttempt, putBack, type Wanted } from './store/alerts/begin-attempt.ts';
import { leaseFeeds } from './store/feeds/polls.ts';
import { leaseFeedItem } from './store/items/feed-items.ts';

/** ms a job goes on with what is in line. */
const IN_LINE_MS = 20_000;

/*
 * The path of an article, in three steps that are called by the queues: a feed is polled, an item is read, a delivery is
 * sent. Each takes its row of work, does the work while it keeps the row, and ends with one transaction that writes down
 * what came of it and gives the row back. Each can be called twice for the same row without harm.
 */

/**
 * Polls those of the feeds that are due, all at once: fetches each, reads it, stores the items it did not have before,
 * and sets the next poll. @throws when Wirewatch has a fault, after all of them have been dealt with.
 */
export async function pollFeeds(pipeline: Pipeline, feedIds: string[]): Promise<PollResult[]> {
  const job = jobOf(pipeline);
  const { leaseMs } = job;
  const feeds = await leaseFeeds(job.db, feedIds, leaseMs);
  const polls = await Promise.allSettled(
    feeds.map((feed) =>
      withLease(job, { table: 'feed_work', row: feed, leaseMs }, () => pollLeasedFeed(job, feed)).catch(
        recordPollFault(job, feed),
      ),
    ),
  );
  return polls.map((poll) => {
    if (poll.status === 'rejected') throw poll.reason;
    return poll.value;
  });
}

/**
 * Reads the article behind a feed item and matches it. Article, matches, alerts and pending deliveries are committed
 * together with the item. When the page cannot be had, what the feed item says is matched at once, and the page is
 * asked for again later where there is hope.
 */
export async function processItem(pipeline: Pipeline, feedItemId: number): Promise<ItemResult> {
  const job = jobOf(pipeline);
  const { leaseMs } = job;
  const item = await leaseFeedItem(job.db, feedItemId, leaseMs);
  if (!item) return { kind: 'skipped' };
  return withLease(job, { table: 'item_work', row: item, leaseMs }, () => readLeasedItem(job, item)).catch(
    recordReadFault(job, item),
  );
}

/**
 * Makes one attempt at a delivery that is due, writes down what came of it, and goes on with those in line behind it at the
 * same endpoint, for a while: each place at an endpoint has one job, and no message waits for the next look at what is due.
 */
export async function* sendDeliveries(pipeline: Pipeline, deliveryId: string): AsyncGenerator<Attempted> {
  const until = performance.now() + IN_LINE_MS;
  let wanted: Wanted = { id: deliveryId };
  do {
    const job = jobOf(pipeline);
    const { leaseMs } = job;
    const begun: BegunAttempt | null = await beginAttempt(job.db, wanted, leaseMs, job.running.version);
    if (!begun) {
      if ('id' in wanted) await putBack(job.db, deliveryId);
      return;
    }
    const row = { id: begun.delivery.id, fence: begun.fence };
    const attempted = await withLease(job, { table: 'delivery_work', row, leaseMs }, () =>
      sendBegunAttempt(job, begun),
    );
    yield attempted;
    // Where one failed the next would, too: the endpoint rests first.
    const { outcome } = attempted;
    const isOfMessage =
      outcome.kind === 'sent' || outcome.kind === 'dead' || (outcome.kind === 'retry' && outcome.ofMessage);
    if (!isOfMessage) return;
    wanted = { endpoint: begun.endpoint };
  } while (performance.now() < until && !pipeline.stopping.aborted);
}
