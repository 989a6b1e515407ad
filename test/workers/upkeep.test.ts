import { sql } from 'kysely';
import type { Config } from '../../src/config/load.ts';
import { createLogger } from '../../src/log.ts';
import { NO_ROUTES } from '../../src/route/tree.ts';
import { createRunning } from '../../src/running.ts';
import { msSinceBeat } from '../../src/store/work/heartbeats.ts';
import { createHostTurns } from '../../src/store/work/host-turns.ts';
import { keepUp } from '../../workers/upkeep.ts';
import { article, commit, feed, leasedItem, openStore, syncFeeds, type TestStore } from '../store/support.ts';
import { eventually } from '../support/app.ts';

const HOUR = 3_600_000;
let store: TestStore;

beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

function start(retention: Config['retention'] = { articlesMs: null, bytes: null }): () => Promise<void> {
  const log = createLogger({ level: 'silent', pretty: false });
  const running = createRunning(
    {
      version: 1,
      config: {
        feeds: [],
        watches: [],
        receivers: [],
        operators: [],
        routing: NO_ROUTES,
        aliases: {},
        network: { allow: [], contact: null, publicUrl: null, perHost: { atOnce: 1, delayMs: 0 } },
        polling: { minMs: 120_000, maxMs: 7_200_000 },
        stories: { developments: false, embeddings: null },
        retention,
        canary: null,
      },
    },
    {
      createTurns: (limits) => createHostTurns(store.db, limits),
      storeInboxMessage: async () => {},
      latestCanaryRun: async () => null,
      sendsAtOnce: 1,
      log,
    },
  );
  const stop = keepUp({ db: store.db, active: { running }, log, stopping: new AbortController().signal });
  return async () => {
    await stop();
    await running.close();
  };
}

/** Makes all chores due and waits until upkeep has looked at them. */
async function nextLook(): Promise<void> {
  await sql`UPDATE heartbeats SET at = now() - interval '1 h'`.execute(store.db);
  await eventually('the chore that is not held up', async () => (await msSinceBeat(store.db, 'websub'))! < HOUR);
}

it('begins no chore again that is under way, goes on with the others, and ends when all have ended', async () => {
  const isHeldUp = Promise.withResolvers<void>();
  let goesOn = false;
  const holdUp = store.db.transaction().execute(async (trx) => {
    await sql`LOCK TABLE notices`.execute(trx);
    isHeldUp.resolve();
    // Who says nothing in a transaction is ended.
    while (!goesOn) await sql`SELECT pg_sleep(0.1)`.execute(trx);
  });
  await isHeldUp.promise;
  const stop = start();
  await eventually('both chores', async () => (await msSinceBeat(store.db, 'review')) !== null);
  await eventually('both chores', async () => (await msSinceBeat(store.db, 'websub')) !== null);
  await nextLook();
  await nextLook();
  expect(await msSinceBeat(store.db, 'review')).toBeGreaterThanOrEqual(HOUR);

  const ended: string[] = [];
  const stopped = stop().then(() => ended.push('upkeep'));
  await msSinceBeat(store.db, 'review');
  ended.push('chore');
  goesOn = true;
  await Promise.all([holdUp, stopped]);
  expect(ended).toEqual(['chore', 'upkeep']);
});

it('forgets what the configuration does not want kept', async () => {
  const { db } = store;
  await syncFeeds(db, [feed('a')]);
  await commit(db, await leasedItem(db, 'a', 'old'), article('old'));
  await sql`UPDATE articles SET read_at = now() - interval '31 d'`.execute(db);
  await sql`UPDATE stories SET created_at = now() - interval '31 d'`.execute(db);
  await sql`DELETE FROM heartbeats`.execute(db);
  const stop = start({ articlesMs: 30 * 24 * HOUR, bytes: null });
  await eventually('the end of the article', async () => {
    const left = await db.selectFrom('articles').select('id').execute();
    return left.length === 0;
  });
  await stop();
});
