import { createLogger } from '../../src/log.ts';
import { openQueues } from '../../src/queue.ts';
import { NO_ROUTES } from '../../src/route/tree.ts';
import { startWorkers } from '../../workers/index.ts';
import { openStore } from '../store/support.ts';
import { eventually, feed, standingConfig } from '../support/app.ts';
import { startSite } from '../support/site.ts';

it('cuts off what still waits for the network when it stops, and holds it against nobody', async () => {
  const site = await startSite();
  const store = await openStore();
  const queues = await openQueues({ redisUrl: null, databaseUrl: store.url, onError: () => {} });
  try {
    site.on('/feed', () => {});
    const workers = await startWorkers({
      db: store.db,
      queues,
      capacity: { feedThreads: 1, pageThreads: 1, polls: 1, reads: 1, sends: 1, leaseMs: 45_000 },
      log: createLogger({ level: 'silent', pretty: false }),
      follower: await standingConfig(store.db, {
        feeds: [feed('hanging', `${site.url}/feed`)],
        watches: [],
        receivers: [],
        operators: [],
        routing: NO_ROUTES,
        aliases: {},
        network: { allow: ['127.0.0.0/8'], contact: null, publicUrl: null, perHost: { atOnce: 1, delayMs: 0 } },
        polling: { minMs: 120_000, maxMs: 7_200_000 },
        stories: { developments: false, embeddings: null },
        retention: { articlesMs: null, bytes: null },
        canary: null,
      }),
    });
    await eventually('a poll', async () => site.requests('/feed').length > 0);
    await workers.close();
    expect(await store.db.selectFrom('feeds').select(['lastOutcome', 'failures']).execute()).toEqual([
      { lastOutcome: null, failures: 0 },
    ]);
    expect(await store.db.selectFrom('feedWork').select(['holder', 'failing']).execute()).toEqual([
      { holder: null, failing: false },
    ]);
  } finally {
    await queues.close();
    await store.close();
    await site.close();
  }
});
