import { sql } from 'kysely';
import {
  deferFeedItem,
  insertFeedItems,
  leaseFeedItem,
  linkFeedItem,
  lockFeed,
  storingItems,
} from '../../../src/store/items/feed-items.ts';
import { eventually } from '../../support/app.ts';
import { article, commit, feed, feedItem, leasedItem, storeItems, useStore } from '../support.ts';

const MINUTE = 60_000;
const store = useStore(feed('a'), feed('b'));

const insert = async (feedId: string, ...guids: string[]) => {
  const items = guids.map((guid) => ({ item: feedItem(guid), state: 'pending' as const }));
  return (await storeItems(store.db, feedId, items)).times.length;
};
const stored = (id: number) =>
  store.db.selectFrom('feedItems').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

it('tells items apart by feed and guid', async () => {
  expect(await insert('a', 'one', 'two')).toBe(2);
  expect(await insert('a', 'two', 'three')).toBe(1);
  expect(await insert('b', 'one')).toBe(1);
});

it('keeps an item once that a feed tells twice in one document', async () => {
  expect(await insert('a', 'one', 'one')).toBe(1);
});

it('keeps an item once that two tell at a time under two ids', async () => {
  const told = (guid: string) => [
    { item: feedItem(guid, { title: 'Hall' }), mark: 'l-hall', state: 'pending' as const },
  ];
  const begun = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const first = store.db.transaction().execute(async (trx) => {
    await lockFeed(trx, 'a', { kind: 'polled' });
    await insertFeedItems(trx, 'a', told('one'));
    begun.resolve();
    await goOn.promise;
  });
  await begun.promise;
  const second = storeItems(store.db, 'a', told('two'));
  await eventually('the second to wait', async () => {
    const { rows } = await sql`SELECT FROM pg_locks WHERE NOT granted`.execute(store.db);
    return rows.length > 0;
  });
  goOn.resolve();
  await first;
  expect((await second).times).toEqual([]);
});

it('leaves an item as it was first told', async () => {
  const told = (title: string, state: 'pending' | 'baseline') =>
    storeItems(store.db, 'a', [{ item: feedItem('one', { title }), state }]);
  await told('First', 'baseline');
  await told('Second', 'pending');
  const rows = await store.db.selectFrom('feedItems').select(['title', 'state']).execute();
  expect(rows).toEqual([{ title: 'First', state: 'baseline' }]);
});

it('tells very long guids apart, and knows them again', async () => {
  // Of different characters, since Postgres would compress repeated ones into an index entry.
  const long = Array.from({ length: 20_000 }, (_, index) => String.fromCodePoint(0x4e00 + ((index * 7919) % 20_000)));
  const guid = long.join('');
  expect(await insert('a', guid, `${guid}!`)).toBe(2);
  expect(await insert('a', guid, `${guid}!`)).toBe(0);
});

it('stores the neighbours of an item that Postgres refuses, and says which and why', async () => {
  const items = ['one', 'two\u0000', 'three'].map((title) => ({
    item: feedItem(title.slice(0, 3), { title }),
    state: 'pending' as const,
  }));
  const result = await storeItems(store.db, 'a', items);
  expect(result).toMatchObject({
    times: { length: 2 },
    refused: [{ guid: 'two', reason: expect.stringContaining('Unicode') }],
  });
});

it('tries nothing again that failed for another reason than what the items hold', async () => {
  let tries = 0;
  const storing = storingItems(store.db, async () => {
    tries += 1;
    throw new Error('the database is away');
  });
  await expect(storing).rejects.toThrow('the database is away');
  expect(tries).toBe(1);
});

it('stores more items than one statement has parameters for', async () => {
  const guids = Array.from({ length: 7_000 }, (_, index) => `item ${index}`);
  expect(await insert('a', ...guids)).toBe(guids.length);
});

it('tells when the new items came out, by the time they are seen where a date is missing or lies ahead', async () => {
  const dates = [new Date('2026-01-01T00:00:00Z'), null, new Date('2999-01-01T00:00:00Z')];
  const items = dates.map((publishedAt, index) => ({
    item: feedItem(`item ${index}`, { publishedAt }),
    state: 'pending' as const,
  }));
  const { times } = await storeItems(store.db, 'a', items);
  const { seenAt } = await store.db.selectFrom('feedItems').select('seenAt').limit(1).executeTakeFirstOrThrow();
  expect(times).toEqual([dates[0], seenAt, seenAt]);
  expect((await storeItems(store.db, 'a', items)).times).toEqual([]);
});

describe('an item whose work broke off', () => {
  it('is tried again later, with the reason', async () => {
    const item = await leasedItem(store.db, 'a', 'one');
    await deferFeedItem(store.db, item, { reason: 'a fault', retryInMs: MINUTE });
    expect(await stored(item.id)).toMatchObject({ state: 'pending', attempts: 1, reason: 'a fault' });
    expect(await leaseFeedItem(store.db, item.id, MINUTE)).toBeUndefined();
  });

  it('is given up where there is no further try', async () => {
    const item = await leasedItem(store.db, 'a', 'one');
    await deferFeedItem(store.db, item, { reason: 'a fault', retryInMs: null });
    expect(await stored(item.id)).toMatchObject({ state: 'failed', reason: 'a fault' });
  });
});

it('takes no word from a worker whose lease another took over', async () => {
  const slept = await leasedItem(store.db, 'a', 'one', 0);
  const other = await leaseFeedItem(store.db, slept.id, MINUTE);
  const before = await stored(slept.id);
  const committed = await commit(store.db, await leasedItem(store.db, 'a', 'two'), article('two'));
  await deferFeedItem(store.db, slept, { reason: 'a fault', retryInMs: null });
  await linkFeedItem(store.db, slept, committed!.articleId);
  expect(await stored(slept.id)).toEqual(before);
  await linkFeedItem(store.db, other!, committed!.articleId);
  expect(await stored(slept.id)).toMatchObject({ state: 'done', articleId: committed!.articleId });
});
