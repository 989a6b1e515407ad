import { sql } from 'kysely';
import { listFeeds } from '../../../src/store/feeds/feed-health.ts';
import { storePush } from '../../../src/store/feeds/pushes.ts';
import { countAll, listAlerts, listDeliveries } from '../../../src/store/views/overview.ts';
import { article, commit, feed, feedItem, leasedItem, syncFeeds, useStore, watch } from '../support.ts';

const store = useStore();
beforeEach(async () => {
  await syncFeeds(store.db, [feed('a'), feed('b'), feed('c'), feed('left')]);
  await syncFeeds(store.db, [feed('a'), feed('b'), feed('c')]);
});

const setDelivery = async (receiverId: string, state: string) => {
  await sql`UPDATE deliveries SET state = ${state} WHERE receiver_id = ${receiverId}`.execute(store.db);
  await sql`DELETE FROM delivery_work USING deliveries
    WHERE deliveries.id = delivery_work.id AND state IN ('sent', 'dead')`.execute(store.db);
};

it('counts nothing in an empty database', async () => {
  await store.empty();
  const counts = Object.values(await countAll(store.db)).map((total) =>
    typeof total === 'number' ? total : total.count,
  );
  expect(new Set(counts)).toEqual(new Set([0]));
});

it('counts what there is of everything', async () => {
  await sql`UPDATE feed_work SET failing = true WHERE id = 'a'`.execute(store.db);
  await sql`UPDATE feeds SET gone_at = now() WHERE id = 'b'`.execute(store.db);
  const receivers = ['pending', 'sending', 'retry', 'unknown', 'sent', 'dead'];
  await commit(store.db, await leasedItem(store.db, 'a', 'one'), article('one'), [watch('port', receivers)]);
  for (const state of receivers) await setDelivery(state, state);
  await storePush(store.db, 'a', [
    { item: feedItem('old'), state: 'baseline' },
    { item: feedItem('new'), state: 'pending' },
  ]);
  expect(await countAll(store.db)).toEqual({
    feeds: 3,
    failingFeeds: 2,
    feedItems: { count: 3, isExact: true },
    pendingItems: 1,
    articles: { count: 1, isExact: true },
    alerts: { count: 1, isExact: true },
    sent: { count: 1, isExact: true },
    waiting: 4,
    dead: 1,
  });
});

it('lists the feeds of the configuration with their items, those in trouble first', async () => {
  await sql`UPDATE feeds SET failures = 1 WHERE id = 'b'`.execute(store.db);
  await sql`UPDATE feeds SET gone_at = now() WHERE id = 'c'`.execute(store.db);
  await storePush(store.db, 'a', [{ item: feedItem('one'), state: 'baseline' }]);
  const feeds = await listFeeds(store.db, 10);
  expect(feeds.map(({ id, items }) => [id, items])).toEqual([
    ['b', 0],
    ['c', 0],
    ['a', 1],
  ]);
  expect(await listFeeds(store.db, 1)).toHaveLength(1);
});

it('lists the newest alerts first, with the article that raised them', async () => {
  await commit(store.db, await leasedItem(store.db, 'a', 'one'), article('one'), [watch('port')]);
  await commit(store.db, await leasedItem(store.db, 'a', 'two'), article('two'), [watch('sea')]);
  const { title, url, outlet, language, flags } = article('two');
  const alerts = await listAlerts(store.db, 10);
  expect(alerts.map((alert) => alert.watchId)).toEqual(['sea', 'port']);
  expect(alerts[0]).toMatchObject({ title, url, outlet, language, flags, watch: { name: 'Watch sea' }, articles: 1 });
  expect(await listAlerts(store.db, 1)).toHaveLength(1);
});

it('lists deliveries with what they deliver; those that were sent after all others', async () => {
  await commit(store.db, await leasedItem(store.db, 'a', 'one'), article('one'), [watch('port', ['first'])]);
  await commit(store.db, await leasedItem(store.db, 'a', 'two'), article('two'), [watch('sea', ['second'])]);
  await commit(store.db, await leasedItem(store.db, 'a', 'three'), article('three'), [watch('sky', ['third'])]);
  await setDelivery('third', 'sent');
  await setDelivery('first', 'dead');
  const deliveries = await listDeliveries(store.db, 10);
  expect(deliveries.map(({ receiverId, watchId, title, state }) => [receiverId, watchId, title, state])).toEqual([
    ['second', 'sea', 'The story of two', 'pending'],
    ['first', 'port', 'The story of one', 'dead'],
    ['third', 'sky', 'The story of three', 'sent'],
  ]);
});
