import { randomBytes } from 'node:crypto';
import type { Config } from '../../src/config/load.ts';
import { createLogger } from '../../src/log.ts';
import type { Feed } from '../../src/model/feed.ts';
import type { Watch } from '../../src/model/watch.ts';
import type { Follower } from '../../src/pipeline/config/follow.ts';
import { publish } from '../../src/pipeline/config/publish.ts';
import { openQueues, type Queues } from '../../src/queue.ts';
import { NO_ROUTES } from '../../src/route/tree.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { startWorkers } from '../../workers/index.ts';
import { openMigratedDatabase } from './database.ts';

export type QueueBackend = Queues['backend'];

/** The queue backends there are: Postgres always, Redis where `npm test` found one. */
export const QUEUE_BACKENDS: QueueBackend[] = process.env.REDIS_URL ? ['postgres', 'redis'] : ['postgres'];

/** Wirewatch at work in this process, on a database and queues of its own. */
export interface TestApp {
  db: Database;
  queues: Queues;
  close(): Promise<void>;
}

/**
 * Starts scheduler and workers. Loopback may be talked to; everything else is as in production.
 *
 * @param via The way to a server, by its URL; what the test itself asks of the database goes straight to it.
 */
export async function startApp(
  backend: QueueBackend,
  config: Pick<Config, 'feeds' | 'watches' | 'receivers'> & Partial<Config>,
  via = async (url: string) => url,
): Promise<TestApp> {
  const database = await openMigratedDatabase(10);
  const { db } = database;
  const databaseUrl = await via(database.url);
  const workersDb = openDatabase({ url: databaseUrl, maxConnections: 10, onConnectionError: () => {} });
  const log = createLogger({ level: 'silent', pretty: false });
  const queues = await openQueues({
    redisUrl: backend === 'redis' ? await via(process.env.REDIS_URL!) : null,
    databaseUrl,
    prefix: `test-${randomBytes(4).toString('hex')}`,
    onError: () => {},
  });
  const workers = await startWorkers({
    db: workersDb,
    queues,
    capacity: { feedThreads: 2, pageThreads: 2, polls: 32, reads: 16, sends: 32, leaseMs: 45_000 },
    log,
    follower: await standingConfig(db, {
      operators: [],
      routing: NO_ROUTES,
      aliases: {},
      network: { allow: ['127.0.0.0/8'], contact: null, publicUrl: null, perHost: { atOnce: 20, delayMs: 0 } },
      polling: { minMs: 120_000, maxMs: 7_200_000 },
      stories: { developments: false, embeddings: null },
      retention: { articlesMs: null, bytes: null },
      canary: null,
      ...config,
    }),
  });
  return {
    db,
    queues,
    async close() {
      await workers.close();
      await Promise.all(Object.values(queues.all).map((queue) => queue.obliterate({ force: true })));
      await queues.close();
      await workersDb.destroy();
      await database.close();
    },
  };
}

/** Makes a configuration active that is in no file, and stays. */
export async function standingConfig(db: Database, config: Config): Promise<Pick<Follower, 'current' | 'follow'>> {
  const content = { kind: 'text' as const, text: randomBytes(8).toString('hex') };
  const files = { directory: 'config', files: [{ path: 'wirewatch.yaml', content }] };
  const about = { author: 'test', source: 'apply', message: null, restores: null, diskDigest: null, base: null };
  const { version } = (await publish(db, { files, config, ...about })) as { version: number };
  return { current: { version, config }, follow() {} };
}

/** A feed polled every second. */
export function feed(id: string, url: string, more: Partial<Feed> = {}): Feed {
  return { id, url, name: null, country: null, tags: [], everyMs: 1_000, backfill: false, ...more };
}

/** A watch for these receivers. */
export function watch(id: string, query: string, receivers: string[]): Watch {
  return { id, query, receivers, name: null, tags: [], severity: null, language: null, dialect: null };
}

/** Looks every 50 ms until `find` returns something; for conditions that announce nothing. @throws after `timeoutMs`, naming `what`. */
export async function eventually<T>(
  what: string,
  find: () => Promise<T | undefined | null | false>,
  timeoutMs = 60_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await find();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
