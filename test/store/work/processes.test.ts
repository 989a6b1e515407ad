import { sql } from 'kysely';
import { beginAttempt } from '../../../src/store/alerts/begin-attempt.ts';
import { type Database, openDatabase } from '../../../src/store/database.ts';
import { leaseFeeds } from '../../../src/store/feeds/polls.ts';
import { createHostTurns } from '../../../src/store/work/host-turns.ts';
import { beatProcess, freeWorkOfTheDead } from '../../../src/store/work/processes.ts';
import { giveBack, isHeld } from '../../../src/store/work/work.ts';
import { createHearing, createRun } from '../../../workers/presence.ts';
import { article, commit, feed, leasedItem, openStore, syncFeeds, type TestStore, watch } from '../support.ts';

const HOUR = 3_600_000;
const LIMITS = { atOnce: 1, delayMs: 0 };
let store: TestStore;
/** Another process. */
let other: Database;

beforeAll(async () => {
  store = await openStore();
  other = openDatabase({ url: store.url, maxConnections: 2, onConnectionError: () => {} });
});
afterAll(async () => {
  await other.destroy();
  await store.close();
});
beforeEach(async () => {
  await store.empty();
  await syncFeeds(store.db, [feed('a'), feed('b')]);
});

/** Makes that one's last sign of life so old. */
async function silent(db: Database, forMs: number): Promise<void> {
  const { id } = await beatProcess(db);
  await sql`UPDATE processes SET seen_at = now() - make_interval(secs => ${forMs / 1000}) WHERE id = ${id}`.execute(db);
}

const freeFeeds = async () =>
  (
    await sql<{ id: string }>`SELECT id FROM feed_work WHERE visible_at <= now() ORDER BY id`.execute(store.db)
  ).rows.map(({ id }) => id);

it('frees the feed, the item, the delivery and the turn of a process that died, and leaves those of the living', async () => {
  await beatProcess(store.db);
  await leaseFeeds(other, ['a'], HOUR);
  await leaseFeeds(store.db, ['b'], HOUR);
  await commit(store.db, await leasedItem(store.db, 'a', 'told'), article('told'), [watch('w')]);
  const { id: deliveryId } = await store.db.selectFrom('deliveries').select('id').executeTakeFirstOrThrow();
  await beginAttempt(other, { id: deliveryId }, HOUR);
  const item = await leasedItem(other, 'a', 'unread', HOUR);
  expect((await createHostTurns(other, LIMITS).take('a.example', 0, HOUR)).kind).toBe('yours');
  expect((await createHostTurns(store.db, LIMITS).take('b.example', 0, HOUR)).kind).toBe('yours');

  await silent(other, 5_000);
  expect(await freeWorkOfTheDead(store.db)).toEqual({ feeds: 0, items: 0, deliveries: 0, turns: 0 });
  await silent(other, 7_000);
  expect(await freeWorkOfTheDead(store.db)).toEqual({ feeds: 1, items: 1, deliveries: 1, turns: 1 });

  expect(await freeFeeds()).toEqual(['a']);
  const turns = createHostTurns(store.db, LIMITS);
  expect((await turns.take('a.example', 0, HOUR)).kind).toBe('yours');
  expect((await turns.take('b.example', 0, HOUR)).kind).toBe('later');
  const mayWrite = await store.db.selectFrom('itemWork').select('id').where(isHeld(item)).execute();
  expect(mayWrite).toEqual([]);
  expect(await store.db.selectFrom('deliveries').select('state').execute()).toEqual([{ state: 'sending' }]);
  expect(await store.db.selectFrom('processes').select('id').execute()).toHaveLength(1);
});

it('leaves what another has taken since, or a queue has', async () => {
  const [lease] = await leaseFeeds(other, ['a'], HOUR);
  await giveBack(other, 'feed_work', lease!);
  await leaseFeeds(store.db, ['a'], HOUR);
  await leaseFeeds(other, ['b'], HOUR);
  await sql`UPDATE feed_work SET holder = 'queue' WHERE id = 'b'`.execute(store.db);
  await silent(other, HOUR);
  await beatProcess(store.db);
  expect((await freeWorkOfTheDead(store.db)).feeds).toBe(0);
  expect(await freeFeeds()).toEqual([]);
});

it('frees what was locked the next time', async () => {
  await leaseFeeds(other, ['a', 'b'], HOUR);
  await silent(other, HOUR);
  await other.transaction().execute(async (holder) => {
    await sql`SELECT FROM feed_work WHERE id = 'a' FOR UPDATE`.execute(holder);
    expect((await freeWorkOfTheDead(store.db)).feeds).toBe(1);
  });
  expect((await freeWorkOfTheDead(store.db)).feeds).toBe(1);
  expect(await freeFeeds()).toEqual(['a', 'b']);
  expect(await store.db.selectFrom('processes').select('id').execute()).toEqual([]);
});

it('takes one for dead that was last heard of in an hour which is yet to come, once the clock was set back', async () => {
  await leaseFeeds(other, ['a'], HOUR);
  await silent(other, -HOUR);
  expect((await freeWorkOfTheDead(store.db)).feeds).toBe(1);
});

it('works beside options of the URL', async () => {
  const url = `${store.url}?options=-c%20geqo_effort%3D7`;
  const db = openDatabase({ url, maxConnections: 1, onConnectionError: () => {} });
  try {
    const { rows } = await sql`SELECT current_setting('geqo_effort') AS effort`.execute(db);
    expect(rows).toEqual([{ effort: '7' }]);
    expect((await beatProcess(db)).id).toMatch(/^[0-9a-f-]{36}$/);
  } finally {
    await db.destroy();
  }
});

describe('a run of signs of life', () => {
  const lengths = (beats: [at: number, now: number][]) => {
    const run = createRun();
    return beats.map(([at, now]) => run.add({ id: '', at }, now));
  };
  it.each<[string, [at: number, now: number][], number[]]>([
    [
      'grows',
      [
        [9_000, 0],
        [10_000, 1_000],
        [11_500, 2_500],
      ],
      [0, 1_000, 2_500],
    ],
    [
      'begins anew after a gap',
      [
        [9_000, 0],
        [10_000, 1_000],
        [40_000, 31_000],
        [41_000, 32_000],
      ],
      [0, 1_000, 0, 1_000],
    ],
    [
      'begins anew when the clock was set forth',
      [
        [9_000, 0],
        [90_000, 1_000],
        [91_000, 2_000],
      ],
      [0, 0, 1_000],
    ],
    [
      'begins anew when the clock was set back',
      [
        [90_000, 0],
        [9_000, 1_000],
        [10_000, 2_000],
      ],
      [0, 0, 1_000],
    ],
  ])('%s', (_, beats, expected) => expect(lengths(beats)).toEqual(expected));
});

describe('a process that gives signs of life', () => {
  /** The same on both clocks, unless the machine slept for `slept` ms. */
  const at = (steady: number, slept = 0) => ({ steady, wall: 1_700_000_000_000 + steady + slept });

  it('was heard of since the first while none was late', () => {
    const hearing = createHearing();
    hearing.add({ at: 20 }, 10, at(20));
    hearing.add({ at: 3_100 }, 3_000, at(3_100));
    hearing.add({ at: 8_000 }, 6_000, at(8_000));
    expect(hearing.since(at(11_000))).toBe(20);
  });

  it('can be thought dead before the first, and a while after the last was asked for', () => {
    const hearing = createHearing();
    expect(hearing.since(at(0))).toBe(Number.POSITIVE_INFINITY);
    hearing.add({ at: 4_000 }, 10, at(4_000));
    expect(hearing.since(at(5_010))).toBe(4_000);
    expect(hearing.since(at(5_011))).toBe(Number.POSITIVE_INFINITY);
  });

  it('was heard of anew since the end of one that came late, however soon that was asked for', () => {
    const hearing = createHearing();
    hearing.add({ at: 0 }, 0, at(0));
    hearing.add({ at: 5_500 }, 1_000, at(5_500));
    expect(hearing.since(at(5_500))).toBe(5_500);
  });

  it('can have lost its leases when the clock of the database was set, or its machine slept', () => {
    const set = createHearing();
    set.add({ at: 0 }, 0, at(0));
    set.add({ at: 61_000 }, 1_000, at(1_000));
    expect(set.since(at(1_000))).toBe(1_000);
    const asleep = createHearing();
    asleep.add({ at: 0 }, 0, at(0));
    expect(asleep.since(at(500, 60_000))).toBe(Number.POSITIVE_INFINITY);
    asleep.add({ at: 60_900 }, 800, at(900, 60_000));
    expect(asleep.since(at(900, 60_000))).toBe(900);
  });
});
