import { sql } from 'kysely';
import type { Feed } from '../../../src/model/feed.ts';
import { type News, storePoll } from '../../../src/pipeline/poll.ts';
import { findFeed, type StoredFeed } from '../../../src/store/feeds/feeds.ts';
import { type LeasedFeed, leaseFeeds, type PollRecord, recordPoll } from '../../../src/store/feeds/polls.ts';
import { claimDueFeeds } from '../../../src/store/work/due-feeds.ts';
import { feed, feedItem, syncFeeds, useStore } from '../support.ts';

const MINUTE = 60_000;
const store = useStore();

const HOUR: PollRecord['next'] = { inMs: 60 * MINUTE, fromDue: false, failures: 0, stop: false };
const VALIDATORS = { etag: '"v1"', lastModified: 'Tue, 24 Nov 2026 08:00:00 GMT' };

/** What a poll that brought a document leads to; the next is in an hour. */
const SUCCESS: PollRecord = {
  outcome: 'modified',
  status: 200,
  reason: 'HTTP 200: new content',
  next: HOUR,
  answer: { ...VALIDATORS, freshMs: null, moving: null, tookMs: 50, whole: true },
};
const NEWS: News = {
  document: {
    title: 'Harbour News',
    language: 'en',
    schedule: { everyMs: 600_000, skipHours: [3], skipDays: [0] },
    hubs: ['https://hub.example/'],
    topic: 'https://a.example/feed',
    bodyHash: 'h1',
    warnings: ['a date could not be read'],
  },
  items: [{ item: feedItem('one'), state: 'pending' }],
};
const FIXED: PollRecord = {
  outcome: 'notModified',
  status: 304,
  reason: 'HTTP 304: nothing new',
  next: { inMs: 2_000, fromDue: true, failures: 0, stop: false },
};
const FAILURE: PollRecord = {
  outcome: 'temporary',
  status: 500,
  reason: 'the server answered 500',
  next: { inMs: MINUTE, fromDue: false, failures: 1, stop: false },
};

const stored = async (id: string): Promise<StoredFeed> => (await findFeed(store.db, id))!;
const claim = async () =>
  (await claimDueFeeds(store.db, { limit: 10, holdMs: MINUTE, perHost: 9 })).map(({ id }) => id).sort();
const lease = async (id: string, leaseMs: number) => (await leaseFeeds(store.db, [id], leaseMs))[0]!;

/** Makes the feed due and leases it. */
async function leased(id: string): Promise<LeasedFeed> {
  await sql`UPDATE feed_work SET due_at = now(), visible_at = now() WHERE id = ${id}`.execute(store.db);
  return lease(id, MINUTE);
}

/** Stores a poll that brought a document, and says how many items were new. */
async function pollWithNews(
  id: string,
  items = NEWS.items,
  warnings = NEWS.document.warnings,
): Promise<number | undefined> {
  const document = { ...NEWS.document, warnings };
  const stored = await storePoll(store.db, await leased(id), { document, items }, () => SUCCESS);
  return stored?.times.length;
}

/** A feed that was polled and failed once since, as it is stored before a restart. */
async function polledFeed(more: Partial<Feed> = {}): Promise<StoredFeed> {
  await syncFeeds(store.db, [feed('a', more)]);
  await pollWithNews('a');
  await recordPoll(store.db, await leased('a'), FAILURE);
  await sql`UPDATE feeds SET added_at = added_at - interval '1 day'`.execute(store.db);
  await sql`UPDATE feed_work SET due_at = now() + interval '1 h', visible_at = now() + interval '1 h'`.execute(
    store.db,
  );
  return stored('a');
}

const STARTED_ANEW = { etag: null, lastModified: null, baselineAt: null, goneAt: null, failures: 0, active: true };

describe('a fixed interval', () => {
  it('is counted from when the poll was due, so that late polls do not stretch it', async () => {
    await syncFeeds(store.db, [feed('a')]);
    await sql`UPDATE feed_work SET due_at = now() - interval '0.8 s'`.execute(store.db);
    const { nextPollAt: due } = await stored('a');
    await recordPoll(store.db, await lease('a', MINUTE), FIXED);
    expect((await stored('a')).nextPollAt!.getTime() - due!.getTime()).toBe(2_000);
  });

  it('is taken up anew after a long stop, without polls to catch up', async () => {
    await syncFeeds(store.db, [feed('a')]);
    await sql`UPDATE feed_work SET due_at = now() - interval '1 h'`.execute(store.db);
    await recordPoll(store.db, await lease('a', MINUTE), FIXED);
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
    expect(sooner.nextPollAt!.getTime()).toBeLessThan(before.nextPollAt!.getTime());
    await syncFeeds(store.db, [feed('a', { everyMs: 3 * 3_600_000 })]);
    expect(await stored('a')).toEqual({ ...sooner, everyMs: 3 * 3_600_000 });
  });

  it('starts a feed anew whose URL changed: due at once, without validators, with a new baseline', async () => {
    const before = await polledFeed();
    await syncFeeds(store.db, [feed('a', { url: 'https://elsewhere.example/feed' })]);
    const after = await stored('a');
    expect(after).toMatchObject({ ...STARTED_ANEW, url: 'https://elsewhere.example/feed' });
    expect(after.addedAt.getTime()).toBeGreaterThan(before.addedAt.getTime());
    expect(await claim()).toEqual(['a']);
  });

  it('polls a new URL at once even while a worker is busy with the old one, whose result is refused', async () => {
    await syncFeeds(store.db, [feed('a')]);
    await claim();
    const old = await lease('a', MINUTE);
    await syncFeeds(store.db, [feed('a', { url: 'https://elsewhere.example/feed' })]);
    expect(await recordPoll(store.db, old, SUCCESS)).toBe(false);
    expect(await claim()).toEqual(['a']);
    expect(await lease('a', MINUTE)).toBeDefined();
  });

  it('keeps a feed that left, without polling it, and goes on with it when it comes back', async () => {
    const before = await polledFeed();
    await syncFeeds(store.db, [feed('b')]);
    expect(await stored('a')).toEqual({ ...before, active: false, leftAt: expect.any(Date), nextPollAt: null });
    expect(await claim()).toEqual(['b']);

    await syncFeeds(store.db, [feed('a'), feed('b')]);
    expect(await stored('a')).toEqual({ ...before, nextPollAt: expect.any(Date) });
    expect(await claim()).toEqual(['a']);
  });

  it('gives a feed that is gone another chance when it was taken out and put back', async () => {
    await syncFeeds(store.db, [feed('a')]);
    await sql`UPDATE feeds SET gone_at = now()`.execute(store.db);
    await syncFeeds(store.db, []);
    await syncFeeds(store.db, [feed('a')]);
    expect((await stored('a')).goneAt).toBeNull();
  });

  it('starts a feed anew that comes back after more than seven days', async () => {
    const before = await polledFeed();
    await syncFeeds(store.db, [feed('b')]);
    await sql`UPDATE feeds SET left_at = now() - interval '7 days' WHERE id = 'a'`.execute(store.db);
    await syncFeeds(store.db, [feed('b')]);

    await syncFeeds(store.db, [feed('a'), feed('b')]);
    const after = await stored('a');
    expect(after).toMatchObject(STARTED_ANEW);
    expect(after.addedAt.getTime()).toBeGreaterThan(before.addedAt.getTime());
    expect(await claim()).toEqual(['a', 'b']);
  });

  it('goes back to the host of its URL with a feed that starts anew', async () => {
    await polledFeed();
    await recordPoll(store.db, await leased('a'), { ...SUCCESS, movedUrl: 'https://new.example/feed' });
    await syncFeeds(store.db, []);
    await sql`UPDATE feeds SET left_at = now() - interval '8 days'`.execute(store.db);
    await syncFeeds(store.db, [feed('a')]);
    expect(await stored('a')).toMatchObject({ movedUrl: null, host: 'a.example' });
    expect(await store.db.selectFrom('feedWork').select('host').execute()).toEqual([{ host: 'a.example' }]);
  });

  it('gives a feed that is gone another chance only under a new URL', async () => {
    await syncFeeds(store.db, [feed('a')]);
    await recordPoll(store.db, await leased('a'), {
      ...FAILURE,
      outcome: 'gone',
      next: { ...FAILURE.next, stop: true },
    });
    await syncFeeds(store.db, [feed('a')]);
    expect((await stored('a')).goneAt).not.toBeNull();
    await syncFeeds(store.db, [feed('a', { url: 'https://elsewhere.example/feed' })]);
    expect((await stored('a')).goneAt).toBeNull();
  });

  it('is not needed for feeds that are added, which leave the others as they are', async () => {
    const before = await polledFeed();
    await syncFeeds(store.db, [feed('a'), feed('b')]);
    expect(await stored('a')).toEqual(before);
    expect(await claim()).toEqual(['b']);
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
    expect(await pollWithNews('a')).toBe(1);
    const after = await stored('a');
    expect(after).toMatchObject({
      ...VALIDATORS,
      title: 'Harbour News',
      language: 'en',
      lastStatus: 200,
      askedEveryMs: 600_000,
      skipHours: [3],
      skipDays: [0],
      hubs: ['https://hub.example/'],
      topic: 'https://a.example/feed',
      bodyHash: 'h1',
      lastWarnings: ['a date could not be read'],
      items: 1,
    });
    expect(after.itemTimes).toHaveLength(1);
    expect(after.lastItemAt).toEqual(after.lastPolledAt);
    expect(after.wholeAt).toEqual(after.lastPolledAt);
    expect(after.nextPollAt!.getTime() - after.lastPolledAt!.getTime()).toBe(HOUR.inMs);
    expect(await pollWithNews('a')).toBe(0);
    expect(await stored('a')).toMatchObject({ baselineAt: after.baselineAt, itemTimes: after.itemTimes });
  });

  it('keeps the times of the thirty latest items, the newest first', async () => {
    const items = Array.from({ length: 40 }, (_, day) => ({
      item: feedItem(`item ${day}`, { publishedAt: new Date(Date.UTC(2026, 0, 1 + day)) }),
      state: 'baseline' as const,
    }));
    await pollWithNews('a', items);
    const { itemTimes } = await stored('a');
    expect(itemTimes).toHaveLength(30);
    expect(itemTimes[0]).toEqual(new Date(Date.UTC(2026, 0, 40)));
  });

  it('tells when the latest items came out to the one who sets the next poll', async () => {
    await pollWithNews('a', [
      { item: feedItem('one', { publishedAt: new Date(1_700_000_000_000) }), state: 'baseline' },
    ]);
    const told: Date[][] = [];
    const items = [{ item: feedItem('two', { publishedAt: new Date(1_700_000_600_000) }), state: 'baseline' as const }];
    await storePoll(store.db, await leased('a'), { ...NEWS, items }, (itemTimes) => {
      told.push(itemTimes);
      return SUCCESS;
    });
    expect(told).toEqual([[new Date(1_700_000_600_000), new Date(1_700_000_000_000)]]);
  });

  it('names an item that Postgres refuses among the warnings', async () => {
    const items = ['one', 'two'].map((guid) => ({
      item: feedItem(guid, guid === 'two' ? { title: '\u0000' } : {}),
      state: 'pending' as const,
    }));
    expect(await pollWithNews('a', items, [])).toBe(1);
    expect((await stored('a')).lastWarnings).toEqual([expect.stringContaining('not stored: item two')]);
  });

  it('counts failures in a row and keeps validators and title meanwhile', async () => {
    await pollWithNews('a');
    await recordPoll(store.db, await leased('a'), FAILURE);
    const { failingSince } = await stored('a');
    await recordPoll(store.db, await leased('a'), { ...FAILURE, next: { ...FAILURE.next, failures: 2 } });
    expect(await stored('a')).toMatchObject({
      ...VALIDATORS,
      title: 'Harbour News',
      failures: 2,
      failingSince,
      lastReason: FAILURE.reason,
    });
    await pollWithNews('a');
    expect(await stored('a')).toMatchObject({ failures: 0, failingSince: null });
  });

  it('takes over the address a feed has moved to, and its host; and goes back', async () => {
    await recordPoll(store.db, await leased('a'), { ...SUCCESS, movedUrl: 'https://new.example/feed' });
    expect(await stored('a')).toMatchObject({ movedUrl: 'https://new.example/feed', host: 'new.example' });
    await syncFeeds(store.db, [feed('a')]);
    expect(await stored('a')).toMatchObject({ movedUrl: 'https://new.example/feed', host: 'new.example' });
    await recordPoll(store.db, await leased('a'), { ...FAILURE, movedUrl: null });
    expect(await stored('a')).toMatchObject({ movedUrl: null, host: 'a.example' });
  });

  it('is stored though its lease ran out, as long as no other worker took the feed', async () => {
    const late = await lease('a', 0);
    expect(await claimDueFeeds(store.db, { limit: 1, holdMs: MINUTE, perHost: 1 })).toHaveLength(1);
    expect((await storePoll(store.db, late, NEWS, () => SUCCESS))!.times).toHaveLength(1);
    expect(await stored('a')).toMatchObject({ items: 1, bodyHash: 'h1' });
  });

  it('is refused whole once another worker took the feed over', async () => {
    const slept = await lease('a', 0);
    const other = await lease('a', MINUTE);
    expect(await storePoll(store.db, slept, NEWS, () => SUCCESS)).toBeNull();
    expect(await recordPoll(store.db, slept, FAILURE)).toBe(false);
    expect(await stored('a')).toMatchObject({ lastOutcome: null });
    expect(await store.db.selectFrom('feedItems').select('id').execute()).toEqual([]);
    expect((await storePoll(store.db, other, NEWS, () => SUCCESS))!.times).toHaveLength(1);
  });
});
