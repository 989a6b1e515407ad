import { setTimeout as sleep } from 'node:timers/promises';
import type { BaseAdapter } from '@bull-board/api/baseAdapter';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import {
  type ConnectionOptions,
  createPostgresBackend,
  createRedisBackend,
  Queue,
  runMigrations,
  Worker,
} from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { z } from 'zod';
import { withSessionOptions } from './net/session-options.ts';

/** What a job of each queue carries. Ids only: the truth is in Postgres, and a job may come late, twice or never. */
export const PAYLOADS = {
  /** Looks for due work and puts it into the other three. */
  tick: z.object({}),
  /** Polls feeds: the more are due, the more share a job. */
  poll: z.object({ feedIds: z.array(z.string()) }),
  /** Reads the article behind a feed item, matches it and raises alerts. */
  read: z.object({ feedItemId: z.number().int() }),
  /** Sends an alert to a receiver. */
  deliver: z.object({ deliveryId: z.uuid() }),
} as const;

/** The queues there are. */
export type QueueName = keyof typeof PAYLOADS;

/** The payload of a queue's jobs. */
export type Payload<Name extends QueueName> = z.infer<(typeof PAYLOADS)[Name]>;

/** Where the queues are kept. */
export interface QueueOptions {
  /** Set: the queues live in this Redis. Null: in Postgres, schema `bullmq`. */
  redisUrl: string | null;
  databaseUrl: string;
  /** Prefix of all Redis keys. */
  prefix?: string;
  /** Told of lost connections and the like; BullMQ goes on by itself. */
  onError: (error: Error) => void;
}

/** What pages see of the queues. */
export interface QueueWindow {
  /** @throws when the backend does not answer. */
  ping(): Promise<void>;
  /** What the job dashboard shows, one a queue, with these words about each. */
  boards(descriptions: Record<QueueName, string>): BaseAdapter[];
}

/** The four queues on the backend in use, for those who work on them. */
export interface Queues extends QueueWindow {
  backend: 'postgres' | 'redis';
  all: Record<QueueName, Queue>;
  /** A worker that calls `work` for each job and does not run before its `run()` is called. What `work` returns is kept with the job; what it throws fails the job. */
  createWorker<Name extends QueueName>(
    name: Name,
    work: (payload: Payload<Name>) => Promise<unknown>,
    options: { concurrency: number },
  ): Worker;
  /** Closes the queues and their connections. Workers are closed before, by who made them. */
  close(): Promise<void>;
}

/** Jobs that stay to be looked at in the dashboard. */
const KEPT = { removeOnComplete: { count: 1_000, age: 86_400 }, removeOnFail: { count: 1_000, age: 7 * 86_400 } };
const KEPT_TICKS = { removeOnComplete: { count: 20 }, removeOnFail: { count: 100 } };

/** ms a connection is idle before its other end is asked for a sign of life. */
const KEEP_ALIVE_MS = 10_000;

/**
 * ms that Redis may leave a command unanswered before its connection counts as lost: it is made anew, and the commands are
 * sent again. Longer than a worker asks it to wait for a job, which is 10 s at most (BullMQ, `maximumBlockTimeout`).
 */
const REDIS_SILENCE_MS = 15_000;

/**
 * The same for Postgres, where nobody waits in a statement. The first three are the server's, for a process that stands
 * still in the middle of a job's change: see `LIMITS` in src/store/database.ts.
 */
const POSTGRES_LIMITS = {
  idle_in_transaction_session_timeout: 10_000,
  lock_timeout: 12_000,
  statement_timeout: 14_000,
  query_timeout: 15_000,
} as const;

/** Clients a Postgres pool needs: each worker keeps one to listen on, the rest serve queries. */
const POSTGRES_CONNECTIONS = 12;

/** Opens the queues. @throws when the backend cannot be reached. */
export async function openQueues(options: QueueOptions): Promise<Queues> {
  const { connection, factory, disconnect, backend } = options.redisUrl
    ? await connectRedis(options.redisUrl, options.onError)
    : await connectPostgres(options.databaseUrl, options.onError);
  const base = { connection, ...(options.prefix && { prefix: options.prefix }) };

  const open = (name: QueueName) => {
    const queue = new Queue(name, { ...base, defaultJobOptions: name === 'tick' ? KEPT_TICKS : KEPT }, factory);
    queue.on('error', options.onError);
    return queue;
  };
  const all = { tick: open('tick'), poll: open('poll'), read: open('read'), deliver: open('deliver') };

  return {
    backend,
    all,
    async ping() {
      await all.tick.getJobCounts('waiting');
    },
    boards: (descriptions) =>
      Object.entries(descriptions).map(
        ([name, description]) => new BullMQAdapter(all[name as QueueName], { description }),
      ),
    createWorker(name, work, { concurrency }) {
      const worker = new Worker(
        name,
        async (job) => work(PAYLOADS[name].parse(job.data) as Payload<typeof name>),
        // A broken connection is tried again soon: the default of 15 s would let a feed that is due wait.
        { ...base, concurrency, autorun: false, runRetryDelay: 1_000 },
        factory,
      );
      worker.on('error', options.onError);
      return worker;
    },
    async close() {
      await Promise.all(Object.values(all).map((queue) => queue.close()));
      await disconnect();
    },
  };
}

/** One way to make queues, whatever they are kept in; BullMQ's classes are generic over the backend, their users need not be. */
interface Backend {
  backend: 'postgres' | 'redis';
  connection: ConnectionOptions;
  factory: typeof createRedisBackend;
  disconnect: () => Promise<unknown>;
}

async function connectRedis(url: string, onError: (error: Error) => void): Promise<Backend> {
  // BullMQ's workers block on the connection, so a request must never be given up (BullMQ guide, "Connections").
  const redis = new Redis(url, {
    maxRetriesPerRequest: null,
    lazyConnect: true,
    keepAlive: KEEP_ALIVE_MS,
    socketTimeout: REDIS_SILENCE_MS,
  });
  redis.on('error', onError);
  try {
    // Once connected it reconnects for ever; the first connection tells whether the address is right.
    await redis.connect();
  } catch (error) {
    redis.disconnect();
    throw new Error(`the Redis of REDIS_URL cannot be reached at ${new URL(url).host}`, { cause: error });
  }
  return { backend: 'redis', connection: redis, factory: createRedisBackend, disconnect: async () => redis.quit() };
}

async function connectPostgres(url: string, onError: (error: Error) => void): Promise<Backend> {
  // A pool of our own must carry the search path itself: with a wrong one BullMQ's workers spin.
  const pool = new PatientPool({
    connectionString: withSessionOptions(url, '-c search_path=bullmq'),
    max: POSTGRES_CONNECTIONS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    connectionTimeoutMillis: 10_000,
    ...POSTGRES_LIMITS,
    Client: HonestClient,
    application_name: 'wirewatch-queue',
  });
  // A connection that breaks while in use fails its query; without a listener it would end the process, too.
  pool.on('connect', (client) => client.on('error', onError));
  pool.on('error', onError);
  const client = await pool.connect();
  try {
    await runMigrations(client);
  } finally {
    client.release();
  }
  return {
    backend: 'postgres',
    connection: pool as unknown as ConnectionOptions,
    factory: createPostgresBackend as unknown as typeof createRedisBackend,
    disconnect: () => pool.end(),
  };
}

/** What pg says when `query_timeout` has passed. */
const UNANSWERED = 'Query read timeout';

/** A client that ends when a statement was not answered: pg leaves it in the pool, the next statement waiting behind. */
class HonestClient extends pg.Client {
  // pg has a dozen signatures for this; the ones with a callback are the pool's, which ends the client itself.
  override query(...args: never[]): never {
    const answer = (super.query as (...args: unknown[]) => unknown).apply(this, args);
    if (!(answer instanceof Promise)) return answer as never;
    return answer.catch((error: Error) => {
      if (error.message === UNANSWERED) void this.end();
      throw error;
    }) as never;
  }
}

type Connected = Parameters<NonNullable<Parameters<pg.Pool['connect']>[0]>>;

/** ms before a failed connection is told of: BullMQ asks again at once, thousands of times a second. */
const PATIENCE_MS = 500;

/** A pool that is slow to say that the database cannot be reached. */
class PatientPool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>;
  override connect(callback: (...result: Connected) => void): void;
  override connect(callback?: (...result: Connected) => void): Promise<pg.PoolClient> | undefined {
    if (!callback) {
      return super.connect().catch(async (error: unknown) => {
        await sleep(PATIENCE_MS);
        throw error;
      });
    }
    super.connect((...result) => {
      if (result[0]) setTimeout(callback, PATIENCE_MS, ...result);
      else callback(...result);
    });
    return undefined;
  }
}
