import pg from 'pg';
import { databaseOf, makeHome, type Running, startIn, waitFor } from '../../support/process.ts';
import type { FeedServer } from './feed-server.ts';
import { urlOf } from './feeds.ts';
import type { Seen } from './server.ts';
import { type Usage, watchUsage } from './usage.ts';

/** ms for all polls of a round. */
const DEADLINE_MS = 900_000;
const LOOK_MS = 100;

/** One round of polls of all feeds. */
export interface Round {
  seconds: number;
  feedsPerSecond: number;
  seen: Seen;
}

/** What polling all feeds twice took. */
export interface PollResult {
  contestant: string;
  /** ms from the start of the process until it polls. */
  startMs: number | null;
  cold: Round;
  warm: Round;
  usage: Usage | null;
  /** Rows stored. */
  rows: { feeds: number; feedItems: number } | null;
}

/** A running Wirewatch with N feeds and its database. */
export interface Contestant {
  running: Running;
  db: pg.Client;
  stop(): Promise<void>;
}

/** Starts Wirewatch as `npm start` does, on a database and, where given, a Redis of its own. */
export async function startWirewatch(
  size: number,
  server: FeedServer,
  { redisUrl, every }: { redisUrl?: string; every?: string } = {},
): Promise<Contestant> {
  const feeds = Array.from({ length: size }, (_, index) => ({
    id: `feed${index}`,
    url: urlOf(index, server.port),
    ...(every && { every }),
  }));
  const home = await makeHome({
    network: { allow: ['127.0.0.0/8'] },
    feeds,
    watches: [{ id: 'telegram', query: 'Telegram' }],
  });
  const running = startIn(home, { WIREWATCH_LOG_LEVEL: 'info', ...(redisUrl && { REDIS_URL: redisUrl }) });
  const db = new pg.Client(await databaseOf(home, running));
  // The server ends with Wirewatch.
  db.on('error', () => {});
  await db.connect();
  return {
    running,
    db,
    async stop() {
      await db.end();
      running.signal('SIGTERM');
      await running.exited;
      await home.remove();
    },
  };
}

/** Polls N feeds cold, as never seen before, and then warm. */
export async function measureWirewatch(size: number, server: FeedServer, redisUrl?: string): Promise<PollResult> {
  const startedAt = performance.now();
  const { running, db, stop } = await startWirewatch(size, server, redisUrl ? { redisUrl } : {});
  try {
    await running.logged('polling and delivering');
    const firstAt = performance.now();
    const usage = watchUsage(running.pid);
    const cold = await round(firstAt, size, server, () => countOf(db, 'modified'));
    await db.query('UPDATE feed_work SET due_at = now(), visible_at = now()');
    const warm = await round(performance.now(), size, server, () => countOf(db, 'notModified'));
    return {
      contestant: redisUrl ? 'Wirewatch, queue in Redis' : 'Wirewatch, embedded database',
      startMs: firstAt - startedAt,
      cold,
      warm,
      usage: await usage.stop(),
      rows: {
        feeds: await count(db, 'SELECT count(*) AS n FROM feeds'),
        feedItems: await count(db, 'SELECT count(*) AS n FROM feed_items'),
      },
    };
  } finally {
    await stop();
  }
}

/** @throws when a feed was not polled in time, or not all items are stored. */
async function round(from: number, size: number, server: FeedServer, done: () => Promise<number>): Promise<Round> {
  await waitFor(`polls of ${size} feeds`, async () => (await done()) === size, DEADLINE_MS);
  const seconds = (performance.now() - from) / 1_000;
  return { seconds, feedsPerSecond: size / seconds, seen: await server.seen() };
}

function countOf(db: pg.Client, outcome: string): Promise<number> {
  return new Promise((resolve) => setTimeout(resolve, LOOK_MS)).then(() =>
    count(db, `SELECT count(*) AS n FROM feeds WHERE last_outcome = '${outcome}'`),
  ) as Promise<number>;
}

async function count(db: pg.Client, statement: string): Promise<number> {
  const { rows } = await db.query<{ n: string }>(statement);
  return Number(rows[0]?.n ?? 0);
}
