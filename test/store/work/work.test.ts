import { sql } from 'kysely';
import { leaseFeeds } from '../../../src/store/feeds/polls.ts';
import { leaseFeedItem } from '../../../src/store/items/feed-items.ts';
import { claimDueFeeds } from '../../../src/store/work/due-feeds.ts';
import { createHostTurns } from '../../../src/store/work/host-turns.ts';
import { claimDueItems, freeAllWork, giveBack, postpone, renew } from '../../../src/store/work/work.ts';
import { feed, feedItem, statementsWait, storeItems, syncFeeds, useStore } from '../support.ts';

const MINUTE = 60_000;
const store = useStore(feed('a'));

const claim = async (holdMs: number, limit = 1_000) =>
  (await claimDueFeeds(store.db, { limit, holdMs, perHost: 9 })).map(({ id }) => id);
const take = async (leaseMs: number) => (await leaseFeeds(store.db, ['a'], leaseMs))[0];

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
    await sql`UPDATE feed_work SET visible_at = now()`.execute(store.db);
    expect(await claim(MINUTE)).toEqual(['a']);
  });

  it('takes what is due longest first, and no more than it may', async () => {
    await syncFeeds(store.db, [feed('a'), feed('b'), feed('c')]);
    await sql`UPDATE feed_work SET due_at = now() - CASE id WHEN 'b' THEN interval '2 h' WHEN 'c' THEN interval '1 h' ELSE interval '1 min' END`.execute(
      store.db,
    );
    expect(new Set(await claim(MINUTE, 2))).toEqual(new Set(['b', 'c']));
  });

  it('neither claims nor leases what is not due', async () => {
    await sql`UPDATE feed_work SET visible_at = now() + interval '1 min'`.execute(store.db);
    expect(await claim(MINUTE)).toEqual([]);
    expect(await take(MINUTE)).toBeUndefined();
  });

  it('takes items and deliveries by when they are due, too', async () => {
    await storeItems(
      store.db,
      'a',
      ['one', 'two', 'three'].map((guid) => ({ item: feedItem(guid), state: 'pending' })),
    );
    const items = await store.db.selectFrom('feedItems').select(['id', 'guid']).execute();
    const idOf = (guid: string) => items.find((item) => item.guid === guid)!.id;
    await sql`UPDATE item_work SET visible_at = now() - interval '1 h' WHERE id = ${idOf('two')}`.execute(store.db);
    await sql`UPDATE item_work SET visible_at = now() + interval '1 h' WHERE id = ${idOf('three')}`.execute(store.db);
    expect(await claimDueItems(store.db, 1, MINUTE)).toEqual([idOf('two')]);
    expect(await claimDueItems(store.db, 9, MINUTE)).toEqual([idOf('one')]);
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

  it('tells of a feed as it is once the lease stands, should its address change meanwhile', async () => {
    const leasing = await store.db.transaction().execute(async (edit) => {
      await sql`UPDATE feed_work SET host = 'new.example'`.execute(edit);
      await sql`UPDATE feeds SET url = 'https://new.example/feed', etag = NULL`.execute(edit);
      const leased = { feed: take(MINUTE) };
      await statementsWait(store.db, 1);
      return leased;
    });
    expect(await leasing.feed).toMatchObject({ url: 'https://new.example/feed' });
  });

  it.each([
    ['postponed', (row: { id: string; fence: number }) => postpone(store.db, 'feed_work', row, 0)],
    ['given back', (row: { id: string; fence: number }) => giveBack(store.db, 'feed_work', row)],
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
      const item = await leaseFeedItem(store.db, id, end ? MINUTE : 0);
      taken.push(item!.leases);
      await end?.(store.db, 'item_work', item!, 0);
    }
    taken.push((await leaseFeedItem(store.db, id, MINUTE))!.leases);
    expect(taken).toEqual([1, 1, 1, 2]);
  });
});

describe('a lease that is renewed', () => {
  it('lasts from then on', async () => {
    const first = await take(1_000);
    await renew(store.db, 'feed_work', first!, MINUTE);
    const { visibleAt } = await store.db.selectFrom('feedWork').select('visibleAt').executeTakeFirstOrThrow();
    expect(visibleAt.getTime()).toBeGreaterThan(Date.now() + MINUTE / 2);
  });

  it('is not brought back once it was lost or given back', async () => {
    const lost = await take(0);
    await renew(store.db, 'feed_work', lost!, MINUTE);
    const other = await take(MINUTE);
    await giveBack(store.db, 'feed_work', other!);
    await renew(store.db, 'feed_work', other!, MINUTE);
    expect(await take(MINUTE)).toBeDefined();
  });
});

it('frees everything at once for a start that has the database to itself', async () => {
  await claim(MINUTE);
  await take(MINUTE);
  await freeAllWork(store.db);
  expect(await claim(MINUTE)).toEqual(['a']);
  expect(await take(MINUTE)).toBeDefined();
});

it('ends the turns at hosts of those who are gone, too', async () => {
  const ask = () => createHostTurns(store.db, { atOnce: 1, delayMs: 0 }).take('news.example', 0, MINUTE);
  expect(await ask()).toMatchObject({ kind: 'yours' });
  expect(await ask()).toMatchObject({ kind: 'later' });
  await freeAllWork(store.db);
  expect(await ask()).toMatchObject({ kind: 'yours' });
});
