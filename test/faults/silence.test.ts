import { text } from 'node:stream/consumers';
import { sql } from 'kysely';
import { eventually, feed, QUEUE_BACKENDS, startApp, watch } from '../support/app.ts';
import { rss, startSite } from '../support/site.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

/** ms in which all must be well again once there is a way. */
const RECOVERY_MS = 60_000;

/** Wirewatch goes on by itself after its connections died without a word: nothing was closed, nothing is answered. */
describe('connections that die silently', () => {
  it.concurrent.each(QUEUE_BACKENDS)(
    'are found out and made anew, to %s and to the database, and nothing is lost',
    async (backend) => {
      const site = await startSite();
      const told: string[] = [];
      site.on('/slack', async (request, response) => {
        told.push(/Strike \w+/.exec(await text(request))![0]);
        response.end('ok');
      });
      const tells = (...titles: string[]) =>
        site.on('/feed', rss(titles.map((title) => ({ guid: title, title, summary: `${title}.` }))));
      tells('Strike one');
      const proxies: TcpProxy[] = [];
      const app = await startApp(
        backend,
        {
          feeds: [feed('feed', `${site.url}/feed`, { backfill: true })],
          watches: [watch('strike', 'strike', ['slack'])],
          receivers: [{ id: 'slack', timeZone: 'UTC', channel: { kind: 'slack', webhookUrl: `${site.url}/slack` } }],
        },
        async (url) => {
          const proxy = await startTcpProxy(url);
          proxies.push(proxy);
          return proxy.url;
        },
      );
      try {
        await eventually('the first message', async () => told.includes('Strike one'));
        const before = proxies.map((proxy) => proxy.swallowed());
        for (const proxy of proxies) proxy.set({ kind: 'blackhole' });
        await eventually('something to be lost everywhere', async () =>
          proxies.every((proxy, index) => proxy.swallowed() > before[index]!),
        );
        tells('Strike one', 'Strike two');
        const connections = proxies.map((proxy) => proxy.connections());
        // Even new ones lead nowhere.
        await eventually('attempts to connect anew', async () =>
          proxies.every((proxy, index) => proxy.connections() > connections[index]!),
        );
        for (const proxy of proxies) proxy.set({ kind: 'pass' });
        await eventually('the second message', async () => told.includes('Strike two'), RECOVERY_MS);
        await eventually('an empty ledger', async () => {
          const { rows } = await sql`SELECT FROM delivery_work`.execute(app.db);
          return rows.length === 0;
        });
      } finally {
        await app.close();
        await Promise.all(proxies.map((proxy) => proxy.close()));
        await site.close();
      }
    },
    240_000,
  );
});
