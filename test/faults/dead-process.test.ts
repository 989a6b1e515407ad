import type { ServerResponse } from 'node:http';
import { sql } from 'kysely';
import { waitFor } from '../support/process.ts';
import { page, rss } from '../support/site.ts';
import { useStrikeDesk } from './strike-desk.ts';

const desk = useStrikeDesk(({ url }) => ({
  // Two requests that hang are all that may be made.
  network: { allow: ['127.0.0.0/8'], per_host: { at_once: 2, delay: 0 } },
  feeds: [
    { id: 'news', url: `${url}/news`, backfill: true },
    { id: 'slow', url: `${url}/slow`, backfill: true },
  ],
}));

it('takes up the feed, the page and the message that a killed worker was at, long before its leases end', async () => {
  const { site, db } = desk;
  // Nothing is to run out by itself.
  const startWorker = () => desk.startWorker({ WIREWATCH_LEASE_SECONDS: '600' });
  const link = `${site.url}/page`;
  site.on('/news', rss([{ guid: 'a', title: 'Strike one', summary: 'A strike.' }]));
  const hanging = new Set(['/slack']);
  const answer = (path: string, body: string) =>
    site.on(path, (_request, response: ServerResponse) => {
      if (!hanging.has(path)) response.end(body);
    });
  answer('/slack', 'ok');
  answer('/slow', rss([{ guid: 'b', title: 'Quiet', summary: 'Nothing.' }]));
  answer('/page', page('Strike three', 'A strike.'));
  const asked = (path: string) => site.requests(path).length;

  const victim = await startWorker();
  await waitFor('the first message', () => asked('/slack') > 0);
  await waitFor('everything to be done but that', async () => {
    const { rows } = await sql`SELECT FROM item_work UNION ALL SELECT FROM feed_work WHERE holder IS NOT NULL`.execute(
      db,
    );
    return rows.length === 0;
  });
  hanging.add('/page').add('/slow');
  site.on('/news', rss([{ guid: 'c', title: 'Strike three', summary: 'A strike.', link }]));
  const before = asked('/slow');
  await sql`UPDATE feed_work SET visible_at = now() WHERE id = 'news'`.execute(db);
  await waitFor('the page', () => asked('/page') > 0);
  await sql`UPDATE feed_work SET visible_at = now() WHERE id = 'slow'`.execute(db);
  await waitFor('the slow feed', () => asked('/slow') > before);

  const held = await sql<{ ms: number }>`
    SELECT extract(epoch FROM visible_at - now()) * 1000 AS ms FROM feed_work WHERE holder = 'worker'
    UNION ALL SELECT extract(epoch FROM visible_at - now()) * 1000 FROM item_work
    UNION ALL SELECT extract(epoch FROM visible_at - now()) * 1000 FROM delivery_work WHERE holder = 'worker'`.execute(
    db,
  );
  expect(held.rows.length).toBe(3);
  expect(Math.min(...held.rows.map(({ ms }) => Number(ms)))).toBeGreaterThan(300_000);

  // Before the messages and pages that hang are given up, however long another takes to start.
  await victim.kill();
  hanging.clear();
  const survivor = await startWorker();
  await waitFor(
    'the page, the feed and the message again',
    () => asked('/page') > 1 && asked('/slow') > before + 1 && asked('/slack') > 1,
  );
  await survivor.logged('took from a process that died what it held');
}, 240_000);
