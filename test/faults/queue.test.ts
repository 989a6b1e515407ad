import { text } from 'node:stream/consumers';
import { Redis } from 'ioredis';
import { sql } from 'kysely';
import { eventually, feed, QUEUE_BACKENDS, startApp, type TestApp, watch } from '../support/app.ts';
import { rss, startSite } from '../support/site.ts';

const DEADLOCK = '40P01';

/** Removes whatever the queues are kept in: jobs, schedulers, settings. */
async function wipe({ db, queues }: TestApp): Promise<void> {
  if (queues.backend === 'postgres') return wipePostgres(db);
  const redis = new Redis(process.env.REDIS_URL!);
  // Other tests may use the same Redis: only what this one's prefix marks as its own.
  await redis.del(await redis.keys(`${queues.all.tick.opts.prefix}:*`));
  await redis.quit();
}

async function wipePostgres(db: TestApp['db']): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
    WHERE schemaname = 'bullmq' AND tablename NOT LIKE '%migration%'`.execute(db);
  const truncate = sql`TRUNCATE ${sql.raw(rows.map(({ name }) => name).join(', '))}`;
  // What a worker is at may wait for this, and this for that: then Postgres breaks one of them off.
  await eventually('a wiped queue', () =>
    truncate.execute(db).then(
      () => true,
      (error: { code?: string }) => {
        if (error.code !== DEADLOCK) throw error;
        return false;
      },
    ),
  );
}

/** Tells the database that the time a job may wait in its queue has passed. */
async function letHoldsRunOut({ db }: TestApp): Promise<void> {
  for (const table of ['feedWork', 'itemWork', 'deliveryWork'] as const)
    await db.updateTable(table).set({ visibleAt: sql`now()` }).where('holder', '=', 'queue').execute();
}

describe('the queue', () => {
  it.concurrent.each(QUEUE_BACKENDS)(
    'on %s may be wiped with work waiting in each of its parts: it ticks again, and nothing is lost',
    async (backend) => {
      const site = await startSite();
      const told: string[] = [];
      site.on('/slack', async (request, response) => {
        told.push(JSON.parse(await text(request)).text);
        response.end('ok');
      });
      const feedTells = (...titles: string[]) =>
        site.on('/feed', rss(titles.map((title) => ({ guid: title, title, summary: `${title}.` }))));
      feedTells('Strike one');
      const app = await startApp(backend, {
        feeds: [feed('feed', `${site.url}/feed`, { backfill: true })],
        watches: [watch('strike', 'strike', ['slack'])],
        receivers: [{ id: 'slack', timeZone: 'UTC', channel: { kind: 'slack', webhookUrl: `${site.url}/slack` } }],
      });
      try {
        const { deliver, read, poll, tick } = app.queues.all;
        // On Postgres BullMQ calls what waits in a paused queue `paused`, a word its types do not have.
        const waits = async (queue: typeof poll) =>
          (await queue.getJobCountByTypes('waiting', 'paused' as 'waiting')) > 0;

        await deliver.pause();
        await eventually('a delivery that waits', () => waits(deliver));
        await read.pause();
        feedTells('Strike one', 'Strike two');
        await eventually('an item that waits', () => waits(read));
        await poll.pause();
        feedTells('Strike one', 'Strike two', 'Strike three');
        await eventually('a feed that waits', () => waits(poll));
        await wipe(app);
        expect(await Promise.all([deliver, read, poll].map(waits))).toEqual([false, false, false]);
        expect(await tick.getJobSchedulersCount()).toBe(0);
        await letHoldsRunOut(app);

        await eventually('three messages', async () => told.length >= 3, 40_000);
        expect(told.map((words) => /Strike \w+/.exec(words)?.[0]).sort()).toEqual([
          'Strike one',
          'Strike three',
          'Strike two',
        ]);
      } finally {
        await app.close();
        await site.close();
      }
    },
    240_000,
  );
});
