import { sql } from 'kysely';
import type { Feed } from '../../src/model.ts';
import { type FeedRow, findFeed, type PollRecord, recordPoll, syncFeeds } from '../../src/store/feeds.ts';
import { claimDue, lease } from '../../src/store/work.ts';
import { feed, feedItem, openStore, type TestStore } from './support.ts';

const MINUTE = 60_000;
let store: TestStore;

beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());
beforeEach(() => store.empty());

/** A poll that brought one item; the next is in an hour. */
const SUCCESS: PollRecord = {
  outcome: 'modified',
  status: 200,
  reason: null,
  validators: { etag: '"v1"', lastModified: 'Tue, 24 Nov 2026 08:00:00 GMT' },
  read: { title: 'Harbour News', language: 'en', items: [{ item: feedItem('one'), state: 'pending' }] },
  failed: false,
  gone: false,
  nextPollInMs: 60 * MINUTE,
};
const FIXED: PollRecord = {
  outcome: 'notModified',
  status: 304,
  reason: null,
  failed: false,
  gone: false,
  nextPollInMs: 2_000,
  fromDue: true,
};

const FAILURE: PollRecord = {
  outcome: 'temporary',
  status: 500,
  reason: 'the server answered 500',
  failed: true,
  gone: false,
  nextPollInMs: MINUTE,
};

const stored = async (id: string): Promise<FeedRow> => (await findFeed(store.db, id))!;

/** Makes the feed due, leases it and stores what a poll of it brought. */
async function poll(id: string, record: PollRecord): Promise<number | null> {
  await sql`UPDATE feeds SET next_poll_at = now() WHERE id = ${id}`.execute(store.db);
  const leased = await lease(store.db, 'feeds', id, MINUTE);
  return recordPoll(store.db, leased!, record);
}

/** A feed that was polled and failed once since, as it is stored before a restart. */
async function polledFeed(more: Partial<Feed> = {}): Promise<FeedRow> {
  await syncFeeds(store.db, [feed('a', more)]);
  await poll('a', SUCCESS);
  await poll('a', FAILURE);
  await sql`UPDATE feeds SET added_at = added_at - interval '1 day', next_poll_at = now() + interval '1 h'`.execute(
    store.db,
  );
  return stored('a');
}

const STARTED_ANEW = { etag: null, lastModified: null, baselineAt: null, goneAt: null, failures: 0, active: true };

describe('a fixed interval', () => {
  it('is counted from when the poll was due, so that late polls do not stretch it', async () => {
    await syncFeeds(store.db, [feed('a')]);
    await sql`UPDATE feeds SET next_poll_at = now() - interval '0.8 s'`.execute(store.db);
    const { nextPollAt: due } = await stored('a');
    await recordPoll(store.db, (await lease(store.db, 'feeds', 'a', MINUTE))!, FIXED);
    expect((await stored('a')).nextPollAt.getTime() - due.getTime()).toBe(2_000);
  });

  it('is taken up anew after a long stop, without polls to catch up', async () => {
    await syncFeeds(store.db, [feed('a')]);
    await sql`UPDATE feeds SET next_poll_at = now() - interval '1 h'`.execute(store.db);
    await recordPoll(store.db, (await lease(store.db, 'feeds', 'a', MINUTE))!, FIXED);
    const { nextPollAt, lastPolledAt } = await stored('a');
    expect(nextPollAt).toEqual(lastPolledAt);
  });
});

describe('a restart', () => {
  it('changes nothing about a feed that stayed as it was', async () => {
    const before = await polledFeed();
    await syncFeeds(store.db, [feed('a')]);
    expect(await stored('a')).toEqual(before);
  });

  it('takes over a new name, tags and backfill without an early poll', async () => {
    const before = await polledFeed();
    await syncFeeds(store.db, [feed('a', { name: 'Harbour', tags: ['port'], backfill: true })]);
    expect(await stored('a')).toEqual({ ...before, name: 'Harbour', tags: ['port'], backfill: true });
  });

  it('brings the next poll forward when the interval became shorter, and never puts it off', async () => {
    const before = await polledFeed();
    await syncFeeds(store.db, [feed('a', { everyMs: 5_000 })]);
    const sooner = await stored('a');
    expect(sooner.nextPollAt.getTime()).toBeLessThan(before.nextPollAt.getTime());
    await syncFeeds(store.db, [feed('a', { everyMs: 3 * 3_600_000 })]);
    expect(await stored('a')).toEqual({ ...sooner, everyMs: 3 * 3_600_000 });
  });

  it('starts a feed anew whose URL changed: due at once, without validators, with a new baseline', async () => {
    const before = await polledFeed();
    await syncFeeds(store.db, [feed('a', { url: 'https://elsewhere.example/feed' })]);
    const after = await stored('a');
    expect(after).toMatchObject({ ...STARTED_ANEW, url: 'https://elsewhere.example/feed' });
    expect(after.addedAt.getTime()).toBeGreaterThan(before.addedAt.getTime());
    expect(await claimDue(store.db, 'feeds', 10, MINUTE)).toEqual(['a']);
  });

  it('polls a new URL at once even while a worker is busy with the old one, whose result is refused', async () => {
    await syncFeeds(store.db, [feed('a')]);
    await claimDue(store.db, 'feeds', 10, MINUTE);
    const old = await lease(store.db, 'feeds', 'a', MINUTE);
    await syncFeeds(store.db, [feed('a', { url: 'https://elsewhere.example/feed' })]);
    expect(await recordPoll(store.db, old!, SUCCESS)).toBeNull();
    expect(await claimDue(store.db, 'feeds', 10, MINUTE)).toEqual(['a']);
    expect(await lease(store.db, 'feeds', 'a', MINUTE)).toBeDefined();
  });

  it('keeps a feed that left, without polling it, and starts it anew when it comes back', async () => {
    const before = await polledFeed();
    await syncFeeds(store.db, [feed('b')]);
    expect(await stored('a')).toEqual({ ...before, active: false });

    await syncFeeds(store.db, [feed('a'), feed('b')]);
    const after = await stored('a');
    expect(after).toMatchObject(STARTED_ANEW);
    expect(after.addedAt.getTime()).toBeGreaterThan(before.addedAt.getTime());
    expect(new Set(await claimDue(store.db, 'feeds', 10, MINUTE))).toEqual(new Set(['a', 'b']));
  });

  it('gives a feed that is gone another chance only under a new URL', async () => {
    await syncFeeds(store.db, [feed('a')]);
    await poll('a', { ...FAILURE, outcome: 'gone', status: 410, gone: true });
    await syncFeeds(store.db, [feed('a')]);
    expect((await stored('a')).goneAt).not.toBeNull();
    await syncFeeds(store.db, [feed('a', { url: 'https://elsewhere.example/feed' })]);
    expect((await stored('a')).goneAt).toBeNull();
  });

  it('may come without any feed', async () => {
    await polledFeed();
    await syncFeeds(store.db, []);
    expect((await stored('a')).active).toBe(false);
  });
});

describe('a poll', () => {
  beforeEach(() => syncFeeds(store.db, [feed('a')]));

  it('stores validators, what the feed says of itself, its new items and the next poll', async () => {
    expect(await poll('a', SUCCESS)).toBe(1);
    const after = await stored('a');
    expect(after).toMatchObject({ ...SUCCESS.validators, title: 'Harbour News', language: 'en', lastStatus: 200 });
    expect(after.baselineAt).not.toBeNull();
    expect(after.nextPollAt.getTime() - after.lastPolledAt!.getTime()).toBe(SUCCESS.nextPollInMs);
    expect(after.leaseUntil).toBeNull();
    expect(await poll('a', SUCCESS)).toBe(0);
    expect((await stored('a')).baselineAt).toEqual(after.baselineAt);
  });

  it('counts failures in a row and keeps validators and title meanwhile', async () => {
    await poll('a', SUCCESS);
    await poll('a', FAILURE);
    await poll('a', FAILURE);
    expect(await stored('a')).toMatchObject({
      ...SUCCESS.validators,
      title: 'Harbour News',
      failures: 2,
      lastReason: FAILURE.reason,
    });
    await poll('a', SUCCESS);
    expect(await stored('a')).toMatchObject({ failures: 0, lastReason: null });
  });

  it('is refused whole once another worker took the feed over', async () => {
    const slept = await lease(store.db, 'feeds', 'a', 0);
    const other = await lease(store.db, 'feeds', 'a', MINUTE);
    expect(await recordPoll(store.db, slept!, SUCCESS)).toBeNull();
    expect(await stored('a')).toMatchObject({ lastOutcome: null, fence: other!.fence });
    expect(await store.db.selectFrom('feedItems').select('id').execute()).toEqual([]);
    expect(await recordPoll(store.db, other!, SUCCESS)).toBe(1);
  });
});
