import type { InboxMessage } from '../src/alert/channels/inbox.ts';
import { createExtractor } from '../src/extract/extractor.ts';
import { createFeedParser } from '../src/feed/readers/parse.ts';
import type { Logger } from '../src/log.ts';
import type { HostLimits } from '../src/net/turns.ts';
import type { Followed, Follower } from '../src/pipeline/config/follow.ts';
import type { Pipeline } from '../src/pipeline/job.ts';
import type { Queues } from '../src/queue.ts';
import { createRunning } from '../src/running.ts';
import type { Capacity } from '../src/settings.ts';
import { openLinkKey } from '../src/store/access/link-key.ts';
import { storeInboxMessage } from '../src/store/alerts/inbox.ts';
import { latestCanaryRun } from '../src/store/canary/runs.ts';
import type { Database } from '../src/store/database.ts';
import { createHostTurns } from '../src/store/work/host-turns.ts';
import { keepAlarm } from './canary.ts';
import { deliverWorker } from './deliver.ts';
import { keepFlushing } from './flush.ts';
import { leaveReading } from './leave-reading.ts';
import { pollWorker } from './poll.ts';
import { keepPresent } from './presence.ts';
import { readWorker } from './read.ts';
import { keepTicking } from './scheduler.ts';
import { tick } from './tick.ts';
import { keepUp } from './upkeep.ts';

/** ms that jobs under way get when the workers are closed: first to end by themselves, then to end without a network. */
const PATIENCE_MS = 4_000;
const CUT_OFF_MS = 1_000;

/** What the workers run on, and with. */
export interface WorkerOptions {
  db: Database;
  queues: Queues;
  /** The configuration, and those that follow it. */
  follower: Pick<Follower, 'current' | 'follow'> & Partial<Pick<Follower, 'leavesReading'>>;
  capacity: Capacity;
  log: Logger;
}

/** Wires the pipeline and starts scheduler and workers. `close` gives jobs under way 5 s; what they leave is done again. */
export async function startWorkers({
  db,
  queues,
  follower,
  capacity,
  log,
}: WorkerOptions): Promise<{ close(): Promise<void> }> {
  const presence = await keepPresent({ db, log });
  const parser = createFeedParser({ threads: capacity.feedThreads });
  const extractor = createExtractor({ threads: capacity.pageThreads });
  const ground = {
    createTurns: (limits: HostLimits) => createHostTurns(db, limits),
    linkKey: await openLinkKey(db),
    storeInboxMessage: (message: InboxMessage) => storeInboxMessage(db, message),
    latestCanaryRun: () => latestCanaryRun(db),
    sendsAtOnce: capacity.sends,
    log,
  };
  const active = { running: createRunning(follower.current, ground) };
  follower.follow((next: Followed) => {
    active.running = createRunning(next, ground, active.running);
  });
  const stopping = new AbortController();
  const pipeline: Pipeline = {
    db,
    parser,
    extractor,
    active,
    leaseMs: capacity.leaseMs,
    log,
    heardSince: presence.heardSince,
    stopping: stopping.signal,
  };
  const sweep = () => tick({ db, queues, perHost: active.running.perHost });

  const workers = [
    queues.createWorker('tick', sweep, { concurrency: 1 }),
    queues.createWorker('poll', pollWorker(pipeline), { concurrency: capacity.polls }),
    queues.createWorker('read', readWorker(pipeline), { concurrency: capacity.reads }),
    queues.createWorker('deliver', deliverWorker(pipeline), { concurrency: capacity.sends }),
  ];
  for (const worker of workers) {
    worker.on('failed', (job, error) => log.error({ err: error, queue: worker.name, job: job?.name }, 'job failed'));
    worker.run().catch((error: unknown) => log.error({ err: error, queue: worker.name }, 'worker ended'));
  }
  const stopLeaving = leaveReading(workers[2]!, () => follower.leavesReading ?? false, log);
  const stopWatching = await keepTicking(db, queues, log);
  // What is due already need not wait for the scheduler's first job.
  await sweep();
  const stopAlarm = keepAlarm({ db, running: async () => active.running, log });
  const stopFlushing = keepFlushing(
    () => ({ db, running: active.running, log }),
    () => follower.leavesReading ?? false,
  );
  const stopUpkeep = keepUp({ db, active, log, stopping: stopping.signal });

  return {
    async close() {
      stopWatching();
      stopLeaving();
      stopAlarm();
      const ended = Promise.all([...workers.map((worker) => worker.close()), stopUpkeep(), stopFlushing()]);
      await within(PATIENCE_MS, ended);
      // A job waits for the network, and for little else: cut off from it, it ends. A delivery writes down what it knows.
      stopping.abort();
      await active.running.close();
      await within(CUT_OFF_MS, ended);
      await Promise.all([parser.close(), extractor.close(), presence.leave()]);
    },
  };
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([
    work,
    new Promise((resolve) => {
      timer = setTimeout(resolve, ms);
    }),
  ]);
  clearTimeout(timer);
}
