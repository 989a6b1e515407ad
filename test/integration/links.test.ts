import { startCapture } from '../../src/demo/capture.ts';
import { createFeedParser } from '../../src/feed/readers/parse.ts';
import { createLogger } from '../../src/log.ts';
import { openAdminPassword } from '../../src/server/access/password.ts';
import { createServer } from '../../src/server/app.ts';
import { openLinkKey } from '../../src/store/access/link-key.ts';
import { listSilences } from '../../src/store/alerts/silences.ts';
import { freePort } from '../../src/store/embedded/port.ts';
import { eventually, feed, startApp, watch } from '../support/app.ts';
import { page, rss, startSite } from '../support/site.ts';

it('has links in mail that a scanner follows without doing anything, and that its reader mutes the source by', async () => {
  await using open = new AsyncDisposableStack();
  const site = open.adopt(await startSite(), (each) => each.close());
  const capture = open.adopt(await startCapture(), (each) => each.close());
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;

  const carried: Parameters<typeof rss>[0] = [];
  const carry = (name: string) => {
    site.on(`/${name}`, page(`Telegram ${name}`, `Telegram did the ${name} it was asked for.`));
    carried.push({ guid: name, title: `Telegram ${name}`, link: `${site.url}/${name}` });
    site.on('/feed', rss(carried));
  };
  carry('first');
  const app = open.adopt(
    await startApp('postgres', {
      feeds: [{ ...feed('feed', `${site.url}/feed`, { backfill: true }), everyMs: 1_000 }],
      watches: [watch('telegram', 'Telegram', ['mail'])],
      receivers: [
        {
          ...{ id: 'mail', timeZone: 'UTC' },
          channel: { kind: 'email', to: ['desk@example.org'], from: 'w@example.org', smtpUrl: capture.smtpUrl },
        },
      ],
      network: { allow: ['127.0.0.0/8'], contact: null, publicUrl, perHost: { atOnce: 20, delayMs: 0 } },
    }),
    (each) => each.close(),
  );
  const parser = open.adopt(createFeedParser({ threads: 1 }), (each) => each.close());
  const server = open.adopt(
    await createServer({
      ...{ db: app.db, queues: app.queues, parser, trustedProxies: [], reload: null, editor: null },
      password: await openAdminPassword(app.db, 'correct horse'),
      linkKey: await openLinkKey(app.db),
      watching: async () => null,
      publicUrl: async () => null,
      log: createLogger({ level: 'silent', pretty: false }),
    }),
    (each) => each.close(),
  );
  await server.listen({ host: '127.0.0.1', port });

  await capture.waitFor('the first mail', () => capture.mails().length === 1, 60_000);
  const links = new Set(capture.mails()[0]!.html!.match(/http:\/\/127[^"]*\/act\/[^"]+/g));
  expect(links.size).toBe(4);
  for (const link of links)
    for (const method of ['HEAD', 'GET']) expect((await fetch(link, { method })).status).toBe(200);
  expect(await listSilences(app.db, { ended: true, limit: 10 })).toEqual([]);

  const mute = /Mute this source: (\S+)/.exec(capture.mails()[0]!.text!)![1]!;
  expect((await fetch(mute, { method: 'POST' })).status).toBe(200);
  carry('second');
  const kept = await eventually('the second story', async () => {
    const rows = await app.db.selectFrom('deliveries').select(['state', 'reason']).orderBy('createdAt').execute();
    return rows.length === 2 && rows;
  });
  expect(kept[1]).toMatchObject({ state: 'suppressed', reason: expect.stringContaining('was muted by a link') });
  expect(capture.mails()).toHaveLength(1);
});
