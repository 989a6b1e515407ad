import type { ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { sql } from 'kysely';
import { type Running, waitFor } from '../support/process.ts';
import { rss } from '../support/site.ts';
import { useStrikeDesk } from './strike-desk.ts';

const desk = useStrikeDesk(({ url }) => ({
  network: { allow: ['127.0.0.0/8'], per_host: { at_once: 20, delay: 0 } },
  feeds: [{ id: 'feed', url: `${url}/feed`, every: '1s', backfill: true }],
}));

/** Stops a process in its tracks, at a moment when it holds no lock in the database. */
async function pause(running: Running): Promise<void> {
  await waitFor('a pause outside of a transaction', async () => {
    running.signal('SIGSTOP');
    const { rows } = await sql`
      SELECT pid FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'`.execute(desk.db);
    if (rows.length === 0) return true;
    running.signal('SIGCONT');
    return false;
  });
}

const attempts = () =>
  desk.db.selectFrom('attempts').select(['number', 'outcome', 'possibleDuplicate']).orderBy('number').execute();

it('a worker that slept through its lease cannot overwrite what another did meanwhile', async () => {
  const { site, db, startWorker } = desk;
  site.on('/feed', rss([{ guid: 'a', title: 'Strike at the harbour', summary: 'A strike.' }]));
  const posts: { words: string; response: ServerResponse }[] = [];
  site.on('/slack', async (request, response) => {
    posts.push({ words: await text(request), response });
    if (posts.length > 1) response.end('ok');
  });

  const sleeper = await startWorker();
  await waitFor('the first post', () => posts.length === 1);
  await pause(sleeper);
  await db.updateTable('deliveryWork').set({ visibleAt: sql`now()` }).execute();
  await startWorker();
  await waitFor('the ledger to say sent', async () => {
    const row = await db.selectFrom('deliveries').select('state').executeTakeFirst();
    return row?.state === 'sent';
  });
  expect(await attempts()).toEqual([
    { number: 1, outcome: 'unknown', possibleDuplicate: false },
    { number: 2, outcome: 'sent', possibleDuplicate: true },
  ]);
  expect(posts.map(({ words }) => words.includes('may be a second copy'))).toEqual([false, true]);

  posts[0]!.response.writeHead(500).end();
  sleeper.signal('SIGCONT');
  await sleeper.logged('delivery attempted');
  expect((await attempts()).map(({ outcome }) => outcome)).toEqual(['retry', 'sent']);
  expect(await db.selectFrom('deliveries').select(['state', 'attempts']).execute()).toEqual([
    { state: 'sent', attempts: 2 },
  ]);
  expect(posts).toHaveLength(2);
}, 240_000);
