import type { Config } from '../src/config/load.ts';
import { createExtractor } from '../src/extract/extractor.ts';
import { createFeedParser } from '../src/feed/readers/parse.ts';
import type { Logger } from '../src/log.ts';
import type { Pipeline } from '../src/pipeline/job.ts';
import type { Queues } from '../src/queue.ts';
import { createRunning } from '../src/running.ts';
import { storeInboxMessage } from '../src/store/alerts/inbox.ts';
import type { Database } from '../src/store/database.ts';
import { createHostTurns } from '../src/store/work/host-turns.ts';
import { deliverWorker } from './deliver.ts';
import { pollWorker } from './poll.ts';
import { keepPresent } from './presence.ts';
import { readWorker } from './read.ts';
import { keepTicking } from './scheduler.ts';
import { tick } from './tick.ts';
import { keepUp } from './upkeep.ts';

/** Threads that read hostile documents; each may use its whole heap. */
const THREADS = { feeds: 2, pages: 2 };

/** Jobs of a queue that one process works on at once. They mostly wait for the network. */
const CONCURRENCY = { tick: 1, poll: 32, read: 16, deliver: 32 };

/**
 * ms after which what a killed worker was at work on is taken up: within a minute, as is promised, the next tick and a
 * place in the queue included. A worker that lives keeps what it has.
 */
const LEASE_MS = { poll: 45_000, read: 45_000, send: 30_000 };

/** ms that jobs under way get when the workers are closed: first to end by themselves, then to end without a network. */
const PATIENCE_MS = 4_000;
const CUT_OFF_MS = 1_000;

export interface WorkerOptions {
  db: Database;
  queues: Queues;
  config: Config;
  log: Logger;
}

/** Wires the pipeline and starts scheduler and workers. `close` gives jobs under way 5 s; what they leave is done again. */
export async function startWorkers({ db, queues, config, log }: WorkerOptions): Promise<{ close(): Promise<void> }> {
  const leave = await keepPresent({ db, feeds: config.feeds, log });
  const parser = createFeedParser({ threads: THREADS.feeds });
  const extractor = createExtractor({ threads: THREADS.pages });
  const active = {
    running: createRunning(config, {
      createTurns: (limits) => createHostTurns(db, limits),
      storeInboxMessage: (message) => storeInboxMessage(db, message),
      sendsAtOnce: CONCURRENCY.deliver,
    }),
  };
  const stopping = new AbortController();
  const pipeline: Pipeline = { db, parser, extractor, active, leaseMs: LEASE_MS, log, stopping: stopping.signal };
  const sweep = () => tick({ db, queues, perHost: active.running.perHost });

  const workers = [
    queues.createWorker('tick', sweep, { concurrency: CONCURRENCY.tick }),
    queues.createWorker('poll', pollWorker(pipeline), { concurrency: CONCURRENCY.poll }),
    queues.createWorker('read', readWorker(pipeline), { concurrency: CONCURRENCY.read }),
    queues.createWorker('deliver', deliverWorker(pipeline), { concurrency: CONCURRENCY.deliver }),
  ];
  for (const worker of workers) {
    worker.on('failed', (job, error) => log.error({ err: error, queue: worker.name, job: job?.name }, 'job failed'));
    worker.run().catch((error: unknown) => log.error({ err: error, queue: worker.name }, 'worker ended'));
  }
  const stopWatching = await keepTicking(db, queues, log);
  // What is due already need not wait for the scheduler's first job.
  await sweep();
  const stopUpkeep = keepUp({ db, active, log, stopping: stopping.signal });

  return {
    async close() {
      stopWatching();
      const ended = Promise.all([...workers.map((worker) => worker.close()), stopUpkeep()]);
      await within(PATIENCE_MS, ended);
      // A job waits for the network, and for little else: cut off from it, it ends. A delivery writes down what it knows.
      stopping.abort();
      await active.running.close();
      await within(CUT_OFF_MS, ended);
      await Promise.all([parser.close(), extractor.close(), leave()]);
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
