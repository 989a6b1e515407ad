import { sql } from 'kysely';
import { raiseNotice } from '../../../src/store/feeds/notices.ts';
import { syncFeeds as activateFeeds, renamingsAmong } from '../../../src/store/feeds/sync.ts';
import { feed, feedItem, storeItems, syncFeeds, useStore } from '../support.ts';

const store = useStore(feed('a'), feed('b'));
const url = (id: string) => ({ url: `https://${id}.example/feed` });

beforeEach(async () => {
  await sql`UPDATE feeds SET etag = '"of ' || id || '"', baseline_at = now()`.execute(store.db);
  await storeItems(store.db, 'a', [{ item: feedItem('one'), state: 'pending' }]);
});

const known = async () => {
  const rows = await store.db.selectFrom('feeds').select(['id', 'etag', 'active']).orderBy('id').execute();
  return Object.fromEntries(rows.map(({ id, etag, active }) => [id, active ? etag : 'left']));
};

it('keeps what is known of a feed whose id is changed, and of its articles', async () => {
  await raiseNotice(store.db, { about: 'feed', subject: 'a', kind: 'failing', reason: 'HTTP 404', waiting: null });
  await syncFeeds(store.db, [feed('renamed', url('a')), feed('b')]);
  expect(await known()).toEqual({ renamed: '"of a"', b: '"of b"' });
  const ofItems = await store.db.selectFrom('feedItems').select('feedId').execute();
  const ofWork = await store.db.selectFrom('feedWork').select('id').orderBy('id').execute();
  const ofNotices = await store.db.selectFrom('notices').select('subject').execute();
  expect([ofItems, ofWork, ofNotices]).toEqual([
    [{ feedId: 'renamed' }],
    [{ id: 'b' }, { id: 'renamed' }],
    [{ subject: 'renamed' }],
  ]);
});

it('does so for one that had left a moment ago', async () => {
  await syncFeeds(store.db, [feed('b')]);
  await syncFeeds(store.db, [feed('renamed', url('a')), feed('b')]);
  expect(await known()).toEqual({ renamed: '"of a"', b: '"of b"' });
});

it('polls a feed at once whose id was changed while somebody was at it, and leaves others to their time', async () => {
  const far = sql<Date>`now() + interval '1 hour'`;
  await store.db.updateTable('feedWork').set({ holder: 'worker', visibleAt: far, dueAt: far }).execute();
  await syncFeeds(store.db, [feed('renamed', url('a')), feed('b')]);
  const work = await store.db
    .selectFrom('feedWork')
    .select(['id', 'holder', sql<boolean>`visible_at <= now()`.as('isDue')])
    .orderBy('id')
    .execute();
  expect(work).toEqual([
    { id: 'b', holder: 'worker', isDue: false },
    { id: 'renamed', holder: null, isDue: true },
  ]);
});

it('keeps the baseline of a feed whose address has another key in it, in the same files', async () => {
  const renewed = feed('a', { url: 'https://a.example/feed?key=new' });
  await store.db.transaction().execute((trx) => activateFeeds(trx, [renewed, feed('b')], { sameFiles: true }));
  const known = await store.db
    .selectFrom('feeds')
    .select(['url', 'etag', 'baselineAt'])
    .where('id', '=', 'a')
    .execute();
  expect(known).toEqual([{ url: renewed.url, etag: null, baselineAt: expect.any(Date) }]);

  await syncFeeds(store.db, [feed('a', { url: 'https://a.example/other' }), feed('b')]);
  const other = await store.db.selectFrom('feeds').select('baselineAt').where('id', '=', 'a').execute();
  expect(other).toEqual([{ baselineAt: null }]);
});

it('lets two feeds change their ids', async () => {
  await syncFeeds(store.db, [feed('a', url('b')), feed('b', url('a'))]);
  expect(await known()).toEqual({ a: '"of b"', b: '"of a"' });
});

it('starts a feed anew whose id another had that left with another address', async () => {
  await syncFeeds(store.db, [feed('b', url('a'))]);
  expect(await known()).toEqual({ a: 'left', b: null });
});

it('knows no renaming where an address is new, or stays with its id', () => {
  const stored = ['a', 'b'].map((id) => ({ id, ...url(id) }));
  const feeds = [feed('a', url('elsewhere')), feed('b'), feed('also', url('b'))];
  expect(renamingsAmong(stored, new Set(['a', 'b']), feeds)).toEqual([]);
});
