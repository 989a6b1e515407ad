import { addressesOf } from '../../src/alert/addresses.ts';
import type { Config } from '../../src/config/load.ts';
import { createExtractor } from '../../src/extract/extractor.ts';
import { createFeedParser } from '../../src/feed/readers/parse.ts';
import { createLogger } from '../../src/log.ts';
import type { Feed } from '../../src/model/feed.ts';
import type { Pipeline } from '../../src/pipeline/job.ts';
import { pollFeeds, processItem, sendDeliveries } from '../../src/pipeline.ts';
import { NO_ROUTES } from '../../src/route/tree.ts';
import { createRunning, type Running } from '../../src/running.ts';
import { storeInboxMessage } from '../../src/store/alerts/inbox.ts';
import type { Database } from '../../src/store/database.ts';
import { createHostTurns } from '../../src/store/work/host-turns.ts';
import type { WhyAnswer } from '../../src/why/answer.ts';
import { why } from '../../src/why/why.ts';
import { declareAddresses, openStore, syncFeeds } from '../store/support.ts';
import { feed, watch } from '../support/app.ts';
import { type Site, startSite } from '../support/site.ts';

/** The pipeline, a step at a time, on a database of its own and a site on loopback. */
export interface Newsroom {
  db: Database;
  url: string;
  site: Site;
  /** Has these feeds and nothing else stored from now on, with these watches and receivers. */
  begin(more?: Partial<Pick<Config, 'watches' | 'receivers' | 'network'>> & { feeds?: Feed[] }): Promise<void>;
  /** Polls the feed once, at once. */
  poll(id?: string): Promise<void>;
  /** Reads every item that waits, be it due or not. */
  read(): Promise<void>;
  /** Makes one attempt at every delivery that is open. */
  send(): Promise<void>;
  /** What is answered, with the configuration as it was begun or with another one. */
  ask(what: string, watchId?: string | null, watching?: 'nobody knows'): Promise<WhyAnswer>;
  close(): Promise<void>;
}

/** A watch for what the tests call news. */
export const PORT = watch('port', 'harbour NEAR/5 closed', ['inbox']);

/** Its only receiver. */
export const INBOX = { id: 'inbox', timeZone: 'UTC', channel: { kind: 'inbox' } } as const;

export async function openNewsroom(): Promise<Newsroom> {
  const [store, site] = await Promise.all([openStore(), startSite()]);
  const { db } = store;
  const log = createLogger({ level: 'silent', pretty: false });
  const parser = createFeedParser({ threads: 1 });
  const extractor = createExtractor({ threads: 1 });
  let running: Running | undefined;
  let watches = [PORT];

  const pipeline = (): Pipeline => ({
    db,
    parser,
    extractor,
    active: { running: running! },
    leaseMs: 60_000,
    log,
    heardSince: () => 0,
    stopping: new AbortController().signal,
  });

  return {
    db,
    url: store.url,
    site,
    async begin({ feeds = [feed('courier', `${site.url}/feed`)], receivers = [INBOX], ...more } = {}) {
      await running?.close();
      watches = more.watches ?? [PORT];
      const config: Config = {
        feeds,
        watches,
        receivers,
        operators: [],
        routing: NO_ROUTES,
        aliases: {},
        network: { allow: ['127.0.0.0/8'], contact: null, publicUrl: null, perHost: { atOnce: 20, delayMs: 0 } },
        polling: { minMs: 120_000, maxMs: 7_200_000 },
        stories: { developments: false, embeddings: null },
        retention: { articlesMs: null, bytes: null },
        canary: null,
        ...more,
      };
      running = createRunning(
        { version: 3, config },
        {
          createTurns: (limits) => createHostTurns(db, limits),
          storeInboxMessage: (message) => storeInboxMessage(db, message),
          latestCanaryRun: async () => null,
          sendsAtOnce: 4,
          log,
        },
      );
      await store.empty();
      await syncFeeds(db, feeds);
      await declareAddresses(db, receivers.flatMap(addressesOf));
    },
    async poll(id = 'courier') {
      await db
        .updateTable('feedWork')
        .set({ dueAt: new Date(0), visibleAt: new Date(0) })
        .execute();
      await pollFeeds(pipeline(), [id]);
    },
    async read() {
      await db
        .updateTable('itemWork')
        .set({ visibleAt: new Date(0) })
        .execute();
      for (const { id } of await db.selectFrom('itemWork').select('id').orderBy('id').execute())
        await processItem(pipeline(), id);
    },
    async send() {
      await db
        .updateTable('deliveryWork')
        .set({ visibleAt: new Date(0) })
        .execute();
      for (const { id } of await db.selectFrom('deliveryWork').select('id').execute())
        for await (const _ of sendDeliveries(pipeline(), id));
    },
    ask: (what, watchId = null, watching) =>
      why(
        { what, watchId },
        { db, watching: watching ? null : { watches, aliases: {}, version: null }, now: new Date() },
      ),
    async close() {
      await Promise.all([running?.close(), parser.close(), extractor.close(), site.close()]);
      await store.close();
    },
  };
}
