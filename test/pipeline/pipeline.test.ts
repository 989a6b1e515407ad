import { sql } from 'kysely';
import { createRobots } from '../../src/extract/page/robots.ts';
import { createLogger } from '../../src/log.ts';
import type { HttpClient } from '../../src/net/http.ts';
import type { Pipeline } from '../../src/pipeline/job.ts';
import type { Attempted } from '../../src/pipeline/send.ts';
import { pollFeeds, processItem, sendDeliveries } from '../../src/pipeline.ts';
import type { Running } from '../../src/running.ts';
import { retryFailedItems } from '../../src/store/items/feed-items.ts';
import type { WorkTable } from '../../src/store/work/work.ts';
import {
  addressesFor,
  article,
  commit,
  declareAddresses,
  EVIDENCE,
  feed,
  feedItem,
  leasedItem,
  storeItems,
  useStore,
  watch,
} from '../store/support.ts';
import { waitFor } from '../support/process.ts';

const store = useStore(feed('a'));

const unreachable: HttpClient = {
  request: async () => ({ kind: 'failed', why: 'connect', reason: 'nobody is there', mayHaveArrived: false }),
  close: async () => {},
};
const fault = () => {
  throw new Error('a bug');
};
/** A pipeline in which nothing can be fetched, and matching and sending have a bug. */
const faulty = (decided: Partial<Running> = {}, more: Partial<Pipeline> = {}): Pipeline =>
  ({
    db: store.db,
    active: {
      running: {
        http: unreachable,
        robots: createRobots(unreachable),
        index: { match: fault },
        channels: { send: fault },
        watches: new Map(),
        receivers: new Map([['slack', { id: 'slack', timeZone: 'UTC', channel: { kind: 'inbox' } }]]),
        bounds: { minMs: 120_000, maxMs: 7_200_000 },
        ...decided,
      },
    },
    leaseMs: 60_000,
    log: createLogger({ level: 'silent', pretty: false }),
    heardSince: () => 0,
    stopping: new AbortController().signal,
    ...more,
  }) as unknown as Pipeline;

const work = async (table: WorkTable) =>
  store.db
    .selectFrom(({ feed_work: 'feedWork', item_work: 'itemWork', delivery_work: 'deliveryWork' } as const)[table])
    .selectAll()
    .executeTakeFirst();
const only = async (table: 'feeds' | 'feedItems' | 'deliveries') =>
  store.db.selectFrom(table).selectAll().executeTakeFirstOrThrow();

/** Sends what is in line; what came of the first. */
const send = async (pipeline: Pipeline, id: string) => {
  const results: Attempted[] = [];
  for await (const attempted of sendDeliveries(pipeline, id)) results.push(attempted);
  return results[0];
};

/** An item that waits to be read. */
async function waiting(guid: string, more: Parameters<typeof feedItem>[1] = {}) {
  await storeItems(store.db, 'a', [{ item: feedItem(guid, more), state: 'pending' }]);
  return store.db.selectFrom('feedItems').select('id').where('guid', '=', guid).executeTakeFirstOrThrow();
}

describe('a fault of our own', () => {
  const matching = (more: Partial<Running> = {}) =>
    faulty({
      index: { match: () => [{ kind: 'matched', watchId: 'port', evidence: EVIDENCE }] } as unknown as Running['index'],
      watches: new Map([['port', watch('port')]]),
      addresses: new Map([['inbox', addressesFor('inbox')]]),
      knownAliases: { in: () => [] },
      tellsDevelopments: false,
      embeddings: null,
      ...more,
    });
  const told = () => store.db.selectFrom('deliveryWork').selectAll().execute();

  it('in what an article is grouped by keeps nobody from being told', async () => {
    const { id } = await waiting('a', { title: 'The harbour is closed', summary: 'The harbour is closed.' });
    const knownAliases = { in: fault };
    expect(await processItem(matching({ knownAliases }), id)).toMatchObject({ kind: 'read', matches: ['port'] });
    expect(await told()).toHaveLength(1);
  });

  it('in grouping keeps nobody from being told', async () => {
    await sql`ALTER TABLE article_keys ADD CONSTRAINT broken CHECK (false)`.execute(store.db);
    try {
      const { id } = await waiting('a', { title: 'The harbour is closed', summary: 'The harbour is closed.' });
      expect(await processItem(matching(), id)).toMatchObject({ kind: 'read', matches: ['port'] });
      expect(await told()).toHaveLength(1);
    } finally {
      await sql`ALTER TABLE article_keys DROP CONSTRAINT broken`.execute(store.db);
    }
  });

  it('is none where others were in the way: the article is read again, and not told as a story of its own', async () => {
    await sql`
      CREATE FUNCTION in_the_way() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'deadlock detected' USING ERRCODE = '40P01'; END $$`.execute(store.db);
    await sql`CREATE TRIGGER in_the_way BEFORE INSERT ON article_signatures EXECUTE FUNCTION in_the_way()`.execute(
      store.db,
    );
    const { id } = await waiting('a', { title: 'The harbour is closed', summary: 'The harbour is closed.' });
    try {
      await expect(processItem(matching(), id)).rejects.toThrow('deadlock detected');
      expect(await told()).toEqual([]);
    } finally {
      await sql`DROP FUNCTION in_the_way CASCADE`.execute(store.db);
    }
    await sql`UPDATE item_work SET visible_at = now()`.execute(store.db);
    expect(await processItem(matching(), id)).toMatchObject({ kind: 'read', matches: ['port'] });
    expect(await told()).toHaveLength(1);
  });

  it('while polling stands in the row of the feed, and the feed is polled again', async () => {
    await expect(pollFeeds(faulty({ http: { ...unreachable, request: fault } }), ['a'])).rejects.toThrow('a bug');
    expect(await only('feeds')).toMatchObject({ lastOutcome: 'fault', failures: 1 });
    expect(await work('feed_work')).toMatchObject({ holder: null, failing: true });
  });

  it('while reading is tried again, and given up when it was met too often', async () => {
    await storeItems(store.db, 'a', [{ item: feedItem('one'), state: 'pending' }]);
    const { id } = (await only('feedItems')) as unknown as { id: number };
    await expect(processItem(faulty(), id)).rejects.toThrow('a bug');
    expect(await only('feedItems')).toMatchObject({ state: 'pending', reason: expect.stringContaining('a bug') });

    // As after ten processes that died over it.
    await sql`UPDATE item_work SET leases = 10, visible_at = now()`.execute(store.db);
    expect(await processItem(faulty(), id)).toMatchObject({ kind: 'given up' });
    expect(await only('feedItems')).toMatchObject({ state: 'failed', reason: expect.stringContaining('given up') });
    expect(await retryFailedItems(store.db, 'a')).toBe(1);
    expect(await only('feedItems')).toMatchObject({ state: 'pending', attempts: 0, reason: null });
    expect(await work('item_work')).toMatchObject({ leases: 0, holder: null });
  });

  it('is none that the database was away: the feed and the item are taken up again at once, as they were', async () => {
    await storeItems(store.db, 'a', [{ item: feedItem('one'), state: 'pending' }]);
    const { id } = (await only('feedItems')) as unknown as { id: number };
    const away = Object.assign(new Error('terminating connection due to administrator command'), { code: '57P01' });
    const leave = () => {
      throw away;
    };
    await expect(pollFeeds(faulty({ http: { ...unreachable, request: leave } }), ['a'])).rejects.toThrow(
      'administrator',
    );
    const index = { match: leave } as unknown as Running['index'];
    await expect(processItem(faulty({ index }), id)).rejects.toThrow('administrator');
    expect(await only('feeds')).toMatchObject({ failures: 0, lastOutcome: null });
    expect(await only('feedItems')).toMatchObject({ state: 'pending', attempts: 0, reason: null });
    expect(await work('feed_work')).toMatchObject({ holder: null });
    expect(await work('item_work')).toMatchObject({ holder: null, leases: 0 });
    expect((await work('item_work'))!.visibleAt.getTime()).toBeLessThanOrEqual(Date.now());
  });

  it('while reading is met a last time with what the feed says alone, should the page be what kills', async () => {
    await storeItems(store.db, 'a', [{ item: feedItem('one', { summary: 'Harbour news.' }), state: 'pending' }]);
    const { id } = (await only('feedItems')) as unknown as { id: number };
    await sql`UPDATE item_work SET leases = 8`.execute(store.db);
    const index = { match: () => [] } as unknown as Running['index'];
    const pipeline = faulty({ index, http: { ...unreachable, request: fault } });
    expect(await processItem(pipeline, id)).toMatchObject({
      kind: 'read',
      source: 'feed_item',
      reason: 'reading the page broke off too often',
    });
  });

  it('while sending leaves open whether it arrived, and is given up in the end', async () => {
    await commit(store.db, await leasedItem(store.db, 'a', 'one'), article('one'), [watch('port', ['slack'])]);
    const { id } = (await only('deliveries')) as unknown as { id: string };
    await send(faulty(), id);
    expect(await only('deliveries')).toMatchObject({
      state: 'unknown',
      attempts: 1,
      reason: expect.stringContaining('a bug'),
    });

    await sql`INSERT INTO attempts (delivery_id, number, outcome, possible_duplicate)
      SELECT ${id}, 1 + n, 'retry', false FROM generate_series(1, 14) AS n`.execute(store.db);
    await sql`UPDATE deliveries SET attempts = 15`.execute(store.db);
    await sql`UPDATE delivery_work SET visible_at = now()`.execute(store.db);
    await send(faulty(), id);
    expect(await only('deliveries')).toMatchObject({ state: 'dead', reason: expect.stringContaining('given up') });
  });
});

it('writes down that a message arrived until it stands, and never as anything else', async () => {
  await commit(store.db, await leasedItem(store.db, 'a', 'one'), article('one'), [watch('port', ['slack'])]);
  const { id } = (await only('deliveries')) as unknown as { id: string };
  const inTheWay = Promise.withResolvers<void>();
  const sends = async () => {
    await sql`ALTER TABLE attempts RENAME TO attempts_away`.execute(store.db);
    return { kind: 'sent' as const };
  };
  const log = {
    warn: () => inTheWay.resolve(),
    error: () => {},
    info: () => {},
  } as unknown as Pipeline['log'];
  const sending = send(faulty({ channels: { send: sends, close: () => {} } }, { log }), id);
  await inTheWay.promise;
  expect(await only('deliveries')).toMatchObject({ state: 'sending' });
  await sql`ALTER TABLE attempts_away RENAME TO attempts`.execute(store.db);
  expect(await sending).toMatchObject({ outcome: { kind: 'sent' } });
  expect(await only('deliveries')).toMatchObject({ state: 'sent', attempts: 1 });
  expect(await store.db.selectFrom('attempts').select('outcome').execute()).toEqual([{ outcome: 'sent' }]);
});

it('reads no page again that was just read for another item', async () => {
  await commit(store.db, await leasedItem(store.db, 'a', 'one'), article('one'), []);
  await storeItems(store.db, 'a', [{ item: feedItem('two', { link: 'https://news.example/one' }), state: 'pending' }]);
  const of = (guid: string) =>
    store.db.selectFrom('feedItems').selectAll().where('guid', '=', guid).executeTakeFirstOrThrow();
  const { articleId } = await of('one');
  expect(articleId).not.toBeNull();
  expect(await processItem(faulty(), (await of('two')).id)).toEqual({ kind: 'known', articleId });
  expect(await of('two')).toMatchObject({ articleId, state: 'done' });
});

/** Returns the delivery's id. */
const commitAlert = async () => {
  await commit(store.db, await leasedItem(store.db, 'a', 'one'), article('one'), [watch('port', ['slack'])]);
  return ((await only('deliveries')) as unknown as { id: string }).id;
};

describe('an attempt', () => {
  it('is not made, and uses up none, when the process may have been thought dead since it was begun', async () => {
    const id = await commitAlert();
    const pipeline = faulty({}, { heardSince: () => performance.now() });
    expect(await send(pipeline, id)).toMatchObject({ outcome: { kind: 'postponed' } });
    expect(await only('deliveries')).toMatchObject({ state: 'pending', attempts: 0 });
  });
});

describe('an alert for a receiver that is not in the configuration', () => {
  const nobody = () => faulty({ receivers: new Map() });

  it('waits for it, uses up no attempt, and says so', async () => {
    const id = await commitAlert();
    expect(await send(nobody(), id)).toMatchObject({ outcome: { kind: 'postponed' } });
    const delivery = await only('deliveries');
    expect(delivery).toMatchObject({ state: 'pending', attempts: 0, reason: expect.stringContaining('slack') });
    expect((await work('delivery_work'))!.visibleAt.getTime()).toBeGreaterThan(Date.now());
  });

  it('is given up a day after the worker that started last had no such receiver any more', async () => {
    const id = await commitAlert();
    await sql`UPDATE deliveries SET created_at = '2020-01-01'`.execute(store.db);
    const address = { receiverId: 'slack', recipient: '', endpoint: { key: 'slack', label: '', places: 1, gapMs: 0 } };
    await declareAddresses(store.db, [address]);
    const sendAgain = async () => {
      await sql`UPDATE delivery_work SET visible_at = now()`.execute(store.db);
      await send(nobody(), id);
      return (await only('deliveries')).state;
    };
    expect(await sendAgain()).toBe('pending');
    await declareAddresses(store.db, []);
    expect(await sendAgain()).toBe('pending');
    await sql`UPDATE addresses SET removed_at = removed_at - interval '25 h'`.execute(store.db);
    expect(await sendAgain()).toBe('dead');
    expect(await only('deliveries')).toMatchObject({ reason: expect.stringContaining('slack') });
  });

  it('waits where only the address is not in it: another process may know it', async () => {
    const id = await commitAlert();
    await sql`UPDATE deliveries SET recipient = 'new@news.example'`.execute(store.db);
    const older = faulty({
      receivers: new Map([['slack', { id: 'slack', timeZone: 'UTC', channel: { kind: 'inbox' } }]]),
    });
    expect(await send(older, id)).toMatchObject({ outcome: { kind: 'postponed' }, isDead: false });
    expect(await only('deliveries')).toMatchObject({
      reason: expect.stringContaining('new@news.example is no address'),
    });
  });

  it('is not for those with older files to give up', async () => {
    const id = await commitAlert();
    await declareAddresses(store.db, []);
    await sql`UPDATE addresses SET removed_at = now() - interval '25 h'`.execute(store.db);
    const address = { receiverId: 'slack', recipient: '', endpoint: { key: 'slack', label: '', places: 1, gapMs: 0 } };
    await declareAddresses(store.db, [address]);
    expect(await send(nobody(), id)).toMatchObject({ outcome: { kind: 'postponed' } });
  });

  it('has its day anew once an operator has it sent again, however old it is', async () => {
    const id = await commitAlert();
    await sql`UPDATE deliveries SET created_at = '2020-01-01', retried_at = now()`.execute(store.db);
    expect(await send(nobody(), id)).toMatchObject({ outcome: { kind: 'postponed' }, isDead: false });
  });
});

describe('work that goes on', () => {
  const leaseMs = 3_000;
  const leaseIn = async (table: WorkTable) => (await work(table))!.visibleAt.getTime();
  let renewed = 0;
  beforeEach(() => {
    renewed = 0;
  });
  /** Goes on until its lease was renewed. */
  const slow = async (table: WorkTable) => {
    const first = await leaseIn(table);
    await waitFor('a longer lease', async () => (await leaseIn(table)) > first, 20_000);
    renewed += 1;
  };

  it.each([
    ['a poll', 'feed_work' as const, async (pipeline: Pipeline) => pollFeeds(pipeline, ['a'])],
    [
      'the reading of a page',
      'item_work' as const,
      async (pipeline: Pipeline) => {
        await storeItems(store.db, 'a', [{ item: feedItem('one'), state: 'pending' }]);
        await processItem(pipeline, Number((await only('feedItems')).id)).catch(() => {});
      },
    ],
  ])('keeps its lease: %s', async (_, table, work) => {
    const request: HttpClient['request'] = async (options) => {
      await slow(table);
      return unreachable.request(options);
    };
    const http = { ...unreachable, request };
    const robots: Running['robots'] = { mayRead: async () => ({ kind: 'allowed' }) };
    await work(faulty({ http, robots }, { leaseMs }));
    expect(renewed).toBe(1);
  });

  it('keeps its lease: a message that is being sent', async () => {
    await commit(store.db, await leasedItem(store.db, 'a', 'one'), article('one'), [watch('port', ['slack'])]);
    const id = String((await only('deliveries')).id);
    const sendSlowly = async () => {
      await slow('delivery_work');
      return { kind: 'sent' as const };
    };
    await send(faulty({ channels: { send: sendSlowly, close: () => {} } }, { leaseMs }), id);
    expect(await only('deliveries')).toMatchObject({ state: 'sent' });
  });
});

describe('work under way when Wirewatch stops', () => {
  it('is given back as it was, for another to take at once', async () => {
    await storeItems(store.db, 'a', [{ item: feedItem('one'), state: 'pending' }]);
    const { id } = (await only('feedItems')) as unknown as { id: number };
    const stopped = faulty({}, { stopping: AbortSignal.abort() });
    expect(await pollFeeds(stopped, ['a'])).toEqual([{ kind: 'skipped' }]);
    expect(await processItem(stopped, id)).toEqual({ kind: 'skipped' });
    expect(await only('feeds')).toMatchObject({ failures: 0, lastOutcome: null });
    expect(await work('feed_work')).toMatchObject({ holder: null });
    expect(await only('feedItems')).toMatchObject({ state: 'pending', attempts: 0 });
    expect(await work('item_work')).toMatchObject({ holder: null, leases: 0 });
  });
});

describe('another configuration', () => {
  it('holds for the jobs that begin after it: one that is under way ends with the configuration it began with', async () => {
    await commit(store.db, await leasedItem(store.db, 'a', 'one'), article('one'), [watch('port', ['slack', 'mail'])]);
    const deliveries = await store.db.selectFrom('deliveries').select(['id', 'receiverId']).execute();
    const idOf = (receiverId: string) => deliveries.find((each) => each.receiverId === receiverId)!.id;
    const begun = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const used: string[] = [];
    const receivers = new Map(
      ['slack', 'mail'].map((id) => [id, { id, timeZone: 'UTC', channel: { kind: 'inbox' as const } }] as const),
    ) as unknown as Running['receivers'];
    const sendsAs = (name: string): Running['channels'] => ({
      async send() {
        begun.resolve();
        await goOn.promise;
        used.push(name);
        return { kind: 'sent' };
      },
      close: () => {},
    });
    const pipeline = faulty({ receivers, channels: sendsAs('old') });
    const underWay = send(pipeline, idOf('slack'));
    await begun.promise;
    pipeline.active.running = { ...pipeline.active.running, channels: sendsAs('new') };
    goOn.resolve();
    await underWay;
    await send(pipeline, idOf('mail'));
    expect(used).toEqual(['old', 'new']);
  });
});
