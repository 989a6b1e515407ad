import { sql } from 'kysely';
import { claimDue, freeAllWork, giveBack, lease, postpone } from '../../../src/store/work/work.ts';
import { feed, feedItem, openStore, storeItems, syncFeeds, type TestStore } from '../support.ts';

const MINUTE = 60_000;
let store: TestStore;

beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.empty();
  await syncFeeds(store.db, [feed('a')]);
});

const claim = (holdMs: number, limit = 100) => claimDue(store.db, 'feeds', limit, holdMs);
const take = (leaseMs: number) => lease(store.db, 'feeds', 'a', leaseMs);

describe('claiming', () => {
  it('gives each due row to one of several sweepers at the same time', async () => {
    const ids = Array.from({ length: 200 }, (_, index) => `feed-${index}`);
    await syncFeeds(
      store.db,
      ids.map((id) => feed(id)),
    );
    const claims = await Promise.all(Array.from({ length: 5 }, () => claim(MINUTE)));
    expect(claims.flat().toSorted()).toEqual(ids.toSorted());
  });

  it('leaves a claimed row alone until its time in the queue is over', async () => {
    expect(await claim(MINUTE)).toEqual(['a']);
    expect(await claim(MINUTE)).toEqual([]);
  });

  it('claims a row again whose job was forgotten', async () => {
    expect(await claim(0)).toEqual(['a']);
    expect(await claim(MINUTE)).toEqual(['a']);
  });

  it('leaves a leased row alone, and takes it again once the lease ran out', async () => {
    await take(MINUTE);
    expect(await claim(MINUTE)).toEqual([]);
    await sql`UPDATE feeds SET lease_until = now()`.execute(store.db);
    expect(await claim(MINUTE)).toEqual(['a']);
  });

  it('takes what is due longest first, and no more than it may', async () => {
    await syncFeeds(store.db, [feed('a'), feed('b'), feed('c')]);
    await sql`UPDATE feeds SET next_poll_at = now() - CASE id WHEN 'b' THEN interval '2 h' WHEN 'c' THEN interval '1 h' ELSE interval '1 min' END`.execute(
      store.db,
    );
    expect(new Set(await claim(MINUTE, 2))).toEqual(new Set(['b', 'c']));
  });

  it.each([
    ['is not due', sql`next_poll_at = now() + interval '1 min'`],
    ['left the configuration', sql`active = false`],
    ['is gone', sql`gone_at = now()`],
  ])('neither claims nor leases a feed that %s', async (_, change) => {
    await sql`UPDATE feeds SET ${change}`.execute(store.db);
    expect(await claim(MINUTE)).toEqual([]);
    expect(await take(MINUTE)).toBeUndefined();
  });
});

describe('leasing', () => {
  it('gives a row to one of several workers at the same time', async () => {
    const taken = await Promise.all(Array.from({ length: 5 }, () => take(MINUTE)));
    expect(taken.filter((row) => row !== undefined)).toHaveLength(1);
  });

  it('gives a row to another, with a higher fence, once the lease ran out', async () => {
    const first = await take(0);
    const second = await take(MINUTE);
    expect(second!.fence).toBeGreaterThan(first!.fence);
  });

  it.each([
    ['postponed', (row: { id: string; fence: number }) => postpone(store.db, 'feeds', row, MINUTE)],
    ['given back', (row: { id: string; fence: number }) => giveBack(store.db, 'feeds', row)],
  ])('gives a row that was %s to another with a higher fence, so that whoever had it cannot write', async (_, end) => {
    const first = await take(MINUTE);
    await end(first!);
    const second = await take(MINUTE);
    expect(second!.fence).toBeGreaterThan(first!.fence);
    await end(first!);
    expect(await take(MINUTE)).toBeUndefined();
  });

  it('counts how often an item was taken, but for when it was given back as it was', async () => {
    await storeItems(store.db, 'a', [{ item: feedItem('one'), state: 'pending' }]);
    const { id } = await store.db.selectFrom('feedItems').select('id').executeTakeFirstOrThrow();
    const taken: number[] = [];
    for (const end of [postpone, giveBack, null]) {
      const item = await lease(store.db, 'feed_items', id, end ? MINUTE : 0);
      taken.push(item!.leases);
      await end?.(store.db, 'feed_items', item!, 0);
    }
    taken.push((await lease(store.db, 'feed_items', id, MINUTE))!.leases);
    expect(taken).toEqual([1, 1, 1, 2]);
  });
});

it('frees everything at once for a start that has the database to itself', async () => {
  await claim(MINUTE);
  await take(MINUTE);
  await freeAllWork(store.db);
  expect(await claim(MINUTE)).toEqual(['a']);
  expect(await take(MINUTE)).toBeDefined();
});
