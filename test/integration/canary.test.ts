import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { keepServerAlarm } from '../../src/cli/run/server-alarm.ts';
import type { Config } from '../../src/config/load.ts';
import { type Capture, startCapture } from '../../src/demo/capture.ts';
import { createLogger } from '../../src/log.ts';
import type { Receiver } from '../../src/model/delivery.ts';
import { createCanaryAlarm } from '../../src/pipeline/canary/alarm.ts';
import { NO_ROUTES } from '../../src/route/tree.ts';
import { createRunning, type Running } from '../../src/running.ts';
import { latestArrival, latestCanaryRun } from '../../src/store/canary/runs.ts';
import { listNotices } from '../../src/store/feeds/notices.ts';
import { eventually, feed, QUEUE_BACKENDS, standingConfig, startApp, type TestApp, watch } from '../support/app.ts';
import { type MigratedDatabase, openMigratedDatabase } from '../support/database.ts';
import { rss, type Site, startSite } from '../support/site.ts';

const CANARY = { everyMs: 3_600_000, withinMs: 300_000, receiver: null, ping: null };
const TABLES = ['alerts', 'matches', 'articles', 'stories', 'deliveries', 'feedItems'] as const;

let site: Site;
let capture: Capture;
beforeEach(async () => {
  [site, capture] = await Promise.all([startSite(), startCapture()]);
});
afterEach(() => Promise.all([site.close(), capture.close()]));

const slackAt = (webhookUrl: string): Receiver => ({
  id: 'slack',
  timeZone: 'UTC',
  channel: { kind: 'slack', webhookUrl },
});

describe.each(QUEUE_BACKENDS)('the canary, with the queue on %s', (backend) => {
  let app: TestApp;
  afterEach(() => app.close());

  const start = (canary: Config['canary']) =>
    startApp(backend, {
      feeds: [feed('courier', `${site.url}/feed`, { backfill: true })],
      // Every article has a word.
      watches: [watch('all', 'this OR port', ['slack'])],
      receivers: [slackAt(capture.slackWebhookUrl)],
      canary,
    });
  const arrival = () => eventually('the canary to arrive', () => latestArrival(app.db));

  it('goes the whole way by itself, alerts nobody, and leaves nothing behind', async () => {
    site.on('/feed', rss([{ guid: '1', title: 'Port news', summary: 'wirewatchcanary' }]));
    site.on('/ping', 'OK');
    app = await start({ ...CANARY, ping: `${site.url}/ping` });
    const { tookMs } = await arrival();
    expect(tookMs).toBeGreaterThan(0);
    await eventually('the ping', async () => site.requests('/ping').length > 0);
    await eventually('the alert of the port', async () => capture.slackMessages().length > 0);

    expect(capture.slackMessages().map(({ text }) => text)).toEqual([expect.stringContaining('Port news')]);
    for (const table of TABLES)
      expect(await app.db.selectFrom(table).select(sql<number>`count(*)::integer`.as('n')).executeTakeFirst()).toEqual({
        n: 1,
      });
  });

  it('is sent to the receiver it is meant for', async () => {
    site.on('/feed', rss([]));
    app = await start({ ...CANARY, receiver: 'slack' });
    await arrival();
    expect(capture.slackMessages().map(({ text }) => text)).toEqual([expect.stringContaining('Canary 1')]);
  });
});

describe('the alarm of the canary', () => {
  const log = createLogger({ level: 'silent', pretty: false });
  let database: MigratedDatabase;
  let decided: Running;
  let close: () => Promise<void>;

  beforeEach(async () => {
    database = await openMigratedDatabase(4);
    const follower = await standingConfig(database.db, {
      ...{
        feeds: [],
        watches: [],
        receivers: [slackAt(capture.slackWebhookUrl)],
        operators: ['slack'],
        aliases: {},
        routing: NO_ROUTES,
      },
      network: { allow: ['127.0.0.0/8'], contact: null, publicUrl: null, perHost: { atOnce: 20, delayMs: 0 } },
      polling: { minMs: 120_000, maxMs: 7_200_000 },
      stories: { developments: false, embeddings: null },
      retention: { articlesMs: null, bytes: null },
      canary: CANARY,
    });
    const running = createRunning(follower.current, {
      createTurns: () => ({ take: async () => ({ kind: 'taken', end: async () => {} }) }) as never,
      storeInboxMessage: async () => {},
      latestCanaryRun: () => latestCanaryRun(database.db),
      sendsAtOnce: 1,
      log,
    });
    decided = running;
    close = running.close;
  });
  afterEach(async () => {
    await close();
    await database.close();
  });

  const publishedBefore = (ago: string) =>
    sql`INSERT INTO canary_runs (published_at) VALUES (now() - ${ago}::interval)`.execute(database.db);
  const messages = () => capture.slackMessages().map(({ text }) => text);

  it('tells operators once, past the queue, how far it came', async () => {
    const alarm = createCanaryAlarm({ db: database.db, running: async () => decided, log });
    await publishedBefore('4 min');
    await alarm.look();
    expect(messages()).toEqual([]);

    await sql`UPDATE canary_runs SET published_at = now() - interval '6 min'`.execute(database.db);
    await alarm.look();
    await alarm.look();
    await createCanaryAlarm({ db: database.db, running: async () => decided, log }).look();
    expect(messages()).toEqual([expect.stringContaining('its feed has not been polled')]);
    expect(await listNotices(database.db, 5)).toEqual([expect.objectContaining({ subject: 'canary' })]);
    expect((await listNotices(database.db, 5))[0]!.toldAt).not.toBeNull();
  });

  it('tells that nobody publishes any more, though the last one arrived', async () => {
    await publishedBefore('66 min');
    await sql`UPDATE canary_runs SET arrived_at = published_at + interval '2 s'`.execute(database.db);
    // As after a night in which Wirewatch did not run: a worker is about to publish the next.
    await createCanaryAlarm({ db: database.db, running: async () => decided, log }).look();
    expect(messages()).toEqual([]);
    const impatient = { ...decided, config: { ...decided.config, canary: { ...CANARY, withinMs: 0 } } };
    const alarm = createCanaryAlarm({ db: database.db, running: async () => impatient, log });
    await alarm.look();
    await alarm.look();
    expect(messages()).toEqual([expect.stringContaining('no worker does so')]);
  });

  it('leaves it to the ordinary way when it reaches nobody', async () => {
    await capture.close();
    await publishedBefore('6 min');
    await createCanaryAlarm({ db: database.db, running: async () => decided, log }).look();
    expect((await listNotices(database.db, 5))[0]!.toldAt).toBeNull();
    capture = await startCapture();
  });

  it('rings where only pages are shown, too', async () => {
    await publishedBefore('6 min');
    await using open = new AsyncDisposableStack();
    const { version, config } = decided;
    keepServerAlarm({ db: database.db, active: async () => ({ version, config }), log }, open);
    await eventually('the message', async () => messages().length > 0);
    expect(messages()).toEqual([expect.stringContaining('its feed has not been polled')]);
  });

  it('tells operators once that the database does not answer', async () => {
    const alarm = createCanaryAlarm({
      db: database.db,
      running: async () => ({ ...decided, config: { ...decided.config, canary: { ...CANARY, withinMs: 0 } } }),
      log,
    });
    await database.db.destroy();
    await alarm.look();
    await alarm.look();
    expect(messages()).toEqual([expect.stringContaining('The database has not answered')]);
  });
});
