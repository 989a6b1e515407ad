import { sql } from 'kysely';
import { allAhead } from '../store/work/ahead.ts';
import { eventually, feed, startApp, watch } from '../support/app.ts';
import { rss, startSite } from '../support/site.ts';

const DAY = 86_400_000;

it('goes on when the clock of the database is set back', async () => {
  const site = await startSite();
  const tells = (...titles: string[]) =>
    site.on('/feed', rss(titles.map((title) => ({ guid: title, title, summary: `${title}.` }))));
  site.on('/slack', 'ok');
  tells('Strike one');
  const app = await startApp('postgres', {
    feeds: [feed('feed', `${site.url}/feed`, { backfill: true })],
    watches: [watch('strike', 'strike', ['slack'])],
    receivers: [{ id: 'slack', timeZone: 'UTC', channel: { kind: 'slack', webhookUrl: `${site.url}/slack` } }],
  });
  try {
    await eventually('the first message', async () => site.requests('/slack').length === 1);
    await eventually('a look at the clock', async () => {
      const { rows } = await sql`SELECT FROM heartbeats WHERE name = 'clock'`.execute(app.db);
      return rows.length > 0;
    });
    await allAhead(app.db, DAY);
    tells('Strike one', 'Strike two');
    await eventually('the second message', async () => site.requests('/slack').length === 2);
  } finally {
    await app.close();
    await site.close();
  }
});
