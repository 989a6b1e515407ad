import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Capture, startCapture } from '../../src/demo/capture.ts';
import type { Receiver } from '../../src/model/delivery.ts';
import { listDeliveries } from '../../src/store/views/overview.ts';
import { eventually, feed, QUEUE_BACKENDS, startApp, type TestApp, watch } from '../support/app.ts';
import { page, rss, type Site, startSite } from '../support/site.ts';

const ALIASES = { bka: ['{BKA}', 'Bundeskriminalamt', 'German Federal Criminal Police'] };
const QUERY = 'Telegram NEAR/25 (@bka OR "user data")';
const TITLE = 'Messenger helped investigators';
const SENTENCE = 'Telegram has answered requests of the German Federal Criminal Police, the magazine reports.';

describe.each(QUEUE_BACKENDS)('delivery, with the queue on %s', (backend) => {
  let site: Site;
  let capture: Capture;
  let app: TestApp | undefined;

  beforeEach(async () => {
    site = await startSite();
    capture = await startCapture();
  });

  afterEach(async () => {
    await app?.close();
    app = undefined;
    await capture.close();
    await site.close();
  });

  const slack = (): Receiver => ({
    id: 'slack',
    timeZone: 'UTC',
    channel: { kind: 'slack', webhookUrl: capture.slackWebhookUrl },
  });
  const mail = (): Receiver => ({
    id: 'mail',
    timeZone: 'UTC',
    channel: { kind: 'email', to: ['desk@example.org'], from: 'Wirewatch <w@example.org>', smtpUrl: capture.smtpUrl },
  });

  /** Starts Wirewatch on these feeds, whose items all count as news. */
  const start = (feedIds: string[], receivers: Receiver[]) =>
    startApp(backend, {
      feeds: feedIds.map((id) => feed(id, `${site.url}/${id}`, { backfill: true })),
      watches: [
        {
          ...watch(
            'bka',
            QUERY,
            receivers.map(({ id }) => id),
          ),
          name: 'Telegram and the BKA',
        },
      ],
      receivers,
      aliases: ALIASES,
    });

  const deliveriesIn = (state: string, count: number) =>
    eventually(`${count} deliveries ${state}`, async () => {
      const rows = (await listDeliveries(app!.db, 100)).filter((row) => row.state === state);
      return rows.length >= count && rows;
    });

  /** Waits until every feed has been polled again and nothing is left to do. */
  const quiet = async () => {
    const before = await app!.db.selectFrom('feeds').select(['id', 'lastPolledAt']).execute();
    await eventually('another poll of every feed', async () => {
      const now = await app!.db.selectFrom('feeds').select(['id', 'lastPolledAt']).execute();
      return now.every(({ id, lastPolledAt }) => {
        const then = before.find((row) => row.id === id)?.lastPolledAt?.getTime() ?? 0;
        return (lastPolledAt?.getTime() ?? 0) > then;
      });
    });
    await eventually('an empty ledger', async () => {
      const pending = await app!.db.selectFrom('feedItems').select('id').where('state', '=', 'pending').execute();
      const open = await app!.db.selectFrom('deliveries').select('id').where('state', '<>', 'sent').execute();
      return pending.length + open.length === 0;
    });
  };

  it('tells Slack and mail the headline, outlet, language, time, watch, sentence, hits and reason', async () => {
    site.on('/story', page(TITLE, SENTENCE));
    const published = new Date('2026-11-24T09:15:00Z');
    site.on('/feed', rss([{ guid: 'a', title: TITLE, link: `${site.url}/story`, published }]));
    app = await start(['feed'], [slack(), mail()]);
    await capture.waitFor('both messages', () => capture.slackMessages().length + capture.mails().length === 2, 60_000);

    const [message] = capture.slackMessages();
    const shown = JSON.stringify(message);
    expect(message?.text).toContain(`Telegram and the BKA: ${TITLE}`);
    expect(shown).toContain(`"url":"${site.url}/story"`);
    for (const words of ['The Test Courier', 'English', 'stand 5 words apart (25 allowed)', 'alias @bka'])
      expect(shown).toContain(words);
    for (const hit of ['Telegram', 'German Federal Criminal Police'])
      expect(shown).toContain(JSON.stringify({ type: 'text', text: hit, style: { bold: true } }));
    expect(shown).toContain(`"timestamp":${published.getTime() / 1_000}`);

    const [letter] = capture.mails();
    expect(letter?.subject).toBe(`[Wirewatch] Telegram and the BKA: ${TITLE}`);
    for (const words of [`${site.url}/story`, 'The Test Courier: “', 'English · 24 Nov 2026, 09:15 UTC'])
      expect(letter?.text).toContain(words);
    expect(letter?.text).toContain('*Telegram* has answered requests of the *German Federal Criminal Police*');
    expect(letter?.text).toContain('stand 5 words apart (25 allowed)');
    expect(letter?.html).toContain(`href="${site.url}/story"`);

    const rows = await deliveriesIn('sent', 2);
    expect(rows.map(({ receiverId, attempts }) => [receiverId, attempts]).sort()).toEqual([
      ['mail', 1],
      ['slack', 1],
    ]);
  });

  it('alerts once when five feeds carry the same story', async () => {
    const canonical = `${site.url}/story`;
    site.on('/story', page(TITLE, SENTENCE, canonical));
    // Two link to the story itself, one of them with tracking; two pages name it as canonical; one only has its text.
    site.on('/mirror', page(TITLE, SENTENCE, canonical));
    site.on('/partner', page(TITLE, SENTENCE, canonical));
    site.on('/copy', page(TITLE, SENTENCE));
    site.on('/story?utm_source=feed', page(TITLE, SENTENCE, canonical));
    const links = ['/story', '/story?utm_source=feed', '/mirror', '/partner', '/copy'];
    links.forEach((link, index) => {
      site.on(`/feed${index}`, rss([{ guid: `item ${index}`, title: TITLE, link: `${site.url}${link}` }]));
    });
    app = await start(
      links.map((_, index) => `feed${index}`),
      [slack()],
    );
    await capture.waitFor('a message', () => capture.slackMessages().length > 0, 60_000);
    await quiet();
    expect(capture.slackMessages()).toHaveLength(1);
    expect(await app.db.selectFrom('feedItems').select('id').where('state', '=', 'done').execute()).toHaveLength(5);
  });

  it('does not alert on words that stand only in a footer', async () => {
    site.on('/story', page('User data and the police', 'The Bundeskriminalamt has published user data.'));
    site.on('/feed', rss([{ guid: 'a', title: 'User data and the police', link: `${site.url}/story` }]));
    app = await start(['feed'], [slack()]);
    await eventually(
      'the article',
      async () => (await app!.db.selectFrom('articles').select('id').execute()).length > 0,
    );
    await quiet();
    expect(await app.db.selectFrom('alerts').select('id').execute()).toEqual([]);
  });

  it('tries again what a receiver could not take, and gives up what it never will', async () => {
    site.on('/feed', rss([{ guid: 'a', title: TITLE, summary: SENTENCE }]));
    let refusals = 0;
    site.on('/flaky', (_request, response) => {
      refusals += 1;
      if (refusals === 1) response.writeHead(503, { 'retry-after': '1' }).end();
      else response.end('ok');
    });
    site.on('/revoked', (_request, response) => response.writeHead(404).end('no_service'));
    const flaky: Receiver = {
      id: 'flaky',
      timeZone: 'UTC',
      channel: { kind: 'slack', webhookUrl: `${site.url}/flaky` },
    };
    const revoked: Receiver = {
      id: 'revoked',
      timeZone: 'UTC',
      channel: { kind: 'slack', webhookUrl: `${site.url}/revoked` },
    };
    app = await start(['feed'], [flaky, revoked]);
    const [dead] = await deliveriesIn('dead', 1);
    expect(dead).toMatchObject({ receiverId: 'revoked', attempts: 1, reason: expect.stringContaining('no_service') });
    const [sent] = await deliveriesIn('sent', 1);
    expect(sent).toMatchObject({ receiverId: 'flaky', attempts: 2 });
    expect(site.requests('/flaky')).toHaveLength(2);
    expect(site.requests('/revoked')).toHaveLength(1);
  });

  it('delivers to the others while one receiver hangs', async () => {
    site.on('/feed', rss([{ guid: 'a', title: TITLE, summary: SENTENCE }]));
    site.on('/hangs', () => {});
    const hangs: Receiver = {
      id: 'hangs',
      timeZone: 'UTC',
      channel: { kind: 'slack', webhookUrl: `${site.url}/hangs` },
    };
    app = await start(['feed'], [hangs, slack(), mail(), { id: 'inbox', timeZone: 'UTC', channel: { kind: 'inbox' } }]);
    const rows = await deliveriesIn('sent', 3);
    expect(rows.map(({ receiverId }) => receiverId).sort()).toEqual(['inbox', 'mail', 'slack']);
  });
});
