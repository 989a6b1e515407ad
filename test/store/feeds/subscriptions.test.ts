import { sql } from 'kysely';
import { pauseFeed } from '../../../src/store/feeds/feed-health.ts';
import { findFeed } from '../../../src/store/feeds/feeds.ts';
import { leaseFeeds, recordPoll } from '../../../src/store/feeds/polls.ts';
import { recordRefusedPush, storePing, storePush } from '../../../src/store/feeds/pushes.ts';
import {
  addSubscription,
  claimDueSubscriptions,
  claimUnwantedSubscriptions,
  type DueSubscription,
  denySubscription,
  findCallback,
  listUnsubscribed,
  moveSubscription,
  recordAsk,
  removeSubscription,
  verifySubscription,
} from '../../../src/store/feeds/subscriptions.ts';
import { insertFeedItems, lockFeed } from '../../../src/store/items/feed-items.ts';
import { feed, feedItem, statementsWait, syncFeeds, useStore } from '../support.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const HUB = 'https://hub.example/';
const TOPIC = 'https://a.example/self';
const store = useStore(feed('a'), feed('b'));
beforeEach(async () => {
  await announce('a', [HUB]);
});

/** What a poll of the feed finds out of its hubs. */
const announce = (id: string, hubs: string[], topic: string | null = TOPIC) =>
  store.db.updateTable('feeds').set({ hubs, topic }).where('id', '=', id).execute();
const setFeed = (id: string, assignments: string) =>
  sql`UPDATE feeds SET ${sql.raw(assignments)} WHERE id = ${id}`.execute(store.db);
const due = (inTime: string, failing = false) =>
  sql`UPDATE feed_work SET due_at = now() + ${inTime}::interval, visible_at = now() + ${inTime}::interval,
    failing = ${failing}`.execute(store.db);
const add = (feedId = 'a', topic = TOPIC, hub = HUB) =>
  addSubscription(store.db, { feedId, hub, topic, secret: `secret of ${feedId}` });
const claim = () => claimDueSubscriptions(store.db, 10, MINUTE);
const claimOne = async (): Promise<DueSubscription> => {
  const [due, ...more] = await claim();
  if (!due || more.length > 0) throw new Error('not one subscription is due');
  return due;
};
const row = () => store.db.selectFrom('subscriptions').selectAll().where('feedId', '=', 'a').executeTakeFirst();
const makeDue = () => sql`UPDATE subscriptions SET due_at = now()`.execute(store.db);
const subscribe = async () => {
  await add();
  const due = await claimOne();
  await verifySubscription(store.db, due.id, { leaseMs: 2 * HOUR, renewInMs: HOUR });
  return due;
};

describe('a feed that names a hub', () => {
  it('is listed until it has a subscription, with the address it calls its own', async () => {
    expect(await listUnsubscribed(store.db)).toEqual([{ feedId: 'a', hubs: [HUB], topic: TOPIC }]);
    await add();
    await add();
    expect(await listUnsubscribed(store.db)).toEqual([]);
    expect(await store.db.selectFrom('subscriptions').select('feedId').execute()).toHaveLength(1);
  });

  it('is known by the address that is polled where it names none', async () => {
    await announce('a', [HUB], null);
    expect(await listUnsubscribed(store.db)).toMatchObject([{ topic: 'https://a.example/feed' }]);
    await setFeed('a', `moved_url = 'https://moved.example/feed'`);
    expect(await listUnsubscribed(store.db)).toMatchObject([{ topic: 'https://moved.example/feed' }]);
  });

  it.each(['active = false', 'gone_at = now()', 'paused_at = now()', `hubs = '{}'`])(
    'is not listed with %s',
    async (is) => {
      await setFeed('a', is);
      expect(await listUnsubscribed(store.db)).toEqual([]);
    },
  );
});

describe('a subscription', () => {
  it('is to be asked for at once, by one process, and again when nothing came of that', async () => {
    await add();
    const claims = await Promise.all([claim(), claim(), claim()]);
    expect(claims.flat()).toEqual([
      {
        feedId: 'a',
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        hub: HUB,
        topic: TOPIC,
        secret: 'secret of a',
        failures: 1,
        isLive: false,
        hubs: [HUB],
      },
    ]);
    expect(await claim()).toEqual([]);
    await makeDue();
    expect(await claimOne()).toMatchObject({ failures: 2 });
  });

  it('holds once it is verified, and is renewed before its lease ends', async () => {
    const { id } = await subscribe();
    const verified = await row();
    expect(verified).toMatchObject({ id, state: 'verified', failures: 0, reason: null, verifiedAt: expect.any(Date) });
    const since = (date: Date) => date.getTime() - verified!.verifiedAt!.getTime();
    expect([verified!.expiresAt!, verified!.dueAt].map(since)).toEqual([2 * HOUR, HOUR]);
    expect(await claim()).toEqual([]);
    await makeDue();
    expect(await claimOne()).toMatchObject({ id, secret: 'secret of a', failures: 1, isLive: true });
    expect(await row()).toMatchObject({ state: 'verified' });
  });

  it('goes on through a renewal that fails, until its lease ends', async () => {
    await subscribe();
    await makeDue();
    await recordAsk(store.db, await claimOne(), { kind: 'failed', reason: 'no answer', nextInMs: 0 });
    expect(await row()).toMatchObject({ state: 'verified', reason: 'no answer', failures: 1 });
    await sql`UPDATE subscriptions SET expires_at = now()`.execute(store.db);
    const due = await claimOne();
    expect(due).toMatchObject({ isLive: false, failures: 2 });
    expect(await row()).toMatchObject({ state: 'asked' });
    await recordAsk(store.db, due, { kind: 'failed', reason: 'no answer', nextInMs: HOUR });
    expect(await row()).toMatchObject({ state: 'failed', failures: 2 });
    expect(await claim()).toEqual([]);
  });

  it('does not count a try that was put off', async () => {
    await add();
    await recordAsk(store.db, await claimOne(), { kind: 'postponed', reason: 'others first', nextInMs: 0 });
    expect(await claimOne()).toMatchObject({ failures: 1 });
  });

  it('keeps what the hub did while it was being asked', async () => {
    await add();
    const due = await claimOne();
    await verifySubscription(store.db, due.id, { leaseMs: 2 * HOUR, renewInMs: HOUR });
    await recordAsk(store.db, due, { kind: 'accepted', reason: 'not verified yet', nextInMs: 0 });
    expect(await row()).toMatchObject({ state: 'verified', reason: null, failures: 0 });
    await makeDue();
    const again = await claimOne();
    await denySubscription(store.db, again.id, { reason: 'not you', nextInMs: HOUR });
    await recordAsk(store.db, again, { kind: 'accepted', reason: 'not verified yet', nextInMs: 0 });
    expect(await row()).toMatchObject({ state: 'denied', reason: 'not you', expiresAt: null, failures: 1 });
    expect(await claim()).toEqual([]);
  });

  it('has a new id and secret at another hub, and the old id leads nowhere', async () => {
    await add();
    const due = await claimOne();
    const moved = await moveSubscription(store.db, due, 'https://other.example/', 'another secret');
    expect(moved).toMatchObject({ hub: 'https://other.example/', secret: 'another secret', failures: 1 });
    expect(moved?.id).not.toBe(due.id);
    expect(await findCallback(store.db, due.id)).toBeUndefined();
    expect(await moveSubscription(store.db, due, HUB, 'third')).toBeNull();
  });

  it('is not asked for while its feed is paused', async () => {
    await add();
    await setFeed('a', 'paused_at = now()');
    expect(await claim()).toEqual([]);
    expect(await claimUnwantedSubscriptions(store.db, 10)).toEqual([]);
  });

  it('tells its callback whether it is wanted, and was asked for', async () => {
    await add();
    const { id } = await claimOne();
    expect(await findCallback(store.db, id)).toMatchObject({
      feedId: 'a',
      isWanted: true,
      wasAsked: true,
      hubs: [HUB],
    });
    await sql`UPDATE subscriptions SET asked_at = now() - interval '25 h'`.execute(store.db);
    await announce('a', ['https://other.example/']);
    expect(await findCallback(store.db, id)).toMatchObject({ isWanted: false, wasAsked: false });
  });
});

describe('a subscription that is not wanted any more', () => {
  it.each([
    ['the feed left', 'active = false'],
    ['the feed is gone', 'gone_at = now()'],
    ['it names another hub', `hubs = '{https://other.example/}'`],
    ['it calls itself something else', `topic = 'https://a.example/new'`],
  ])('is ended once, as %s', async (_why, is) => {
    const { id } = await subscribe();
    expect(await claimUnwantedSubscriptions(store.db, 10)).toEqual([]);
    await setFeed('a', is);
    expect(await claimUnwantedSubscriptions(store.db, 10)).toEqual([
      { feedId: 'a', id, hub: HUB, topic: TOPIC, secret: 'secret of a' },
    ]);
    expect(await claimUnwantedSubscriptions(store.db, 10)).toEqual([]);
    await makeDue();
    expect(await claim()).toEqual([]);
  });

  it('is kept for an hour, so that its end can be confirmed', async () => {
    await subscribe();
    await setFeed('a', 'active = false');
    await claimUnwantedSubscriptions(store.db, 10);
    await claimUnwantedSubscriptions(store.db, 10);
    expect(await row()).toMatchObject({ state: 'failed', reason: 'not wanted any more' });
    await sql`UPDATE subscriptions SET asked_at = now() - interval '61 min'`.execute(store.db);
    await claimUnwantedSubscriptions(store.db, 10);
    expect(await row()).toBeUndefined();
  });

  it('is asked for again when its feed comes back', async () => {
    await subscribe();
    await setFeed('a', 'active = false');
    await claimUnwantedSubscriptions(store.db, 10);
    await setFeed('a', 'active = true');
    await makeDue();
    expect(await claimOne()).toMatchObject({ isLive: false });
  });

  it('is gone when the hub confirms', async () => {
    const { id } = await subscribe();
    await removeSubscription(store.db, id);
    expect(await listUnsubscribed(store.db)).toHaveLength(1);
  });
});

describe('a push', () => {
  const items = (...guids: string[]) => guids.map((guid) => ({ item: feedItem(guid), state: 'pending' as const }));
  const feedRow = async () => (await findFeed(store.db, 'a'))!;

  it('stores what is new, and leaves the polling as it is', async () => {
    await subscribe();
    await due('1 h');
    await setFeed('a', `etag = 'x', body_hash = 'y', failures = 2`);
    const { lastItemAt: _before, ...before } = await feedRow();
    const startedAt = Date.now();
    expect(await storePush(store.db, 'a', items('one', 'two'))).toBe(2);
    expect(await storePush(store.db, 'a', items('two', 'three'))).toBe(1);
    const { lastItemAt, itemTimes, ...after } = await feedRow();
    expect({ ...after, itemTimes: [] }).toEqual({ ...before, items: 3 });
    expect(itemTimes).toHaveLength(3);
    for (const at of [lastItemAt, (await row())?.lastPushAt]) {
      expect(at!.getTime()).toBeGreaterThanOrEqual(startedAt - 1);
      expect(at!.getTime()).toBeLessThanOrEqual(Date.now());
    }
  });

  it('stores an item once when several come at the same time', async () => {
    const pushes = Array.from({ length: 5 }, (_, index) => items('one', `own ${index}`, 'two'));
    const stored = await Promise.all(pushes.map((each) => storePush(store.db, 'a', each)));
    expect(stored.reduce<number>((sum, each) => sum + (each ?? 0), 0)).toBe(7);
  });

  it('waits for a poll that is being stored, and then tells nothing new', async () => {
    const pushed = await store.db.transaction().execute(async (poll) => {
      await poll.updateTable('feeds').set({ lastOutcome: 'modified' }).where('id', '=', 'a').execute();
      // Wrapped, since the transaction would wait for a promise it returns.
      const push = { stored: storePush(store.db, 'a', items('one')) };
      await statementsWait(store.db, 1);
      await insertFeedItems(poll, 'a', items('one'));
      return push;
    });
    expect(await pushed.stored).toBe(0);
  });

  it('is not in the way of a poll that ends meanwhile, nor the poll in its way', async () => {
    const [polled] = await leaseFeeds(store.db, ['a'], MINUTE);
    const next = { inMs: MINUTE, fromDue: false, failures: 0, stop: false };
    const recorded = await store.db.transaction().execute(async (push) => {
      await sql`SELECT FROM feeds WHERE id = 'a' FOR NO KEY UPDATE`.execute(push);
      const record = { outcome: 'notModified', status: 304, reason: 'not modified', next };
      const poll = { isStored: recordPoll(store.db, polled!, record) };
      await statementsWait(store.db, 1);
      expect(await lockFeed(push, 'a', { kind: 'polled' })).toBe(true);
      return poll;
    });
    expect(await recorded.isStored).toBe(true);
  });

  it.each([
    ['paused', () => pauseFeed(store.db, 'a')],
    ['not configured any more', () => syncFeeds(store.db, [])],
  ])('stores nothing for a feed that is %s', async (_, change) => {
    await change();
    expect(await storePush(store.db, 'a', items('one'))).toBeNull();
    expect(await store.db.selectFrom('feedItems').select('id').execute()).toEqual([]);
  });

  it('that tells no news makes the feed due, a minute after its last poll', async () => {
    await subscribe();
    await due('1 h');
    await setFeed('a', `last_polled_at = now() - interval '10 min'`);
    await storePing(store.db, 'a');
    expect((await feedRow()).nextPollAt!.getTime()).toBeLessThanOrEqual(Date.now());
    await due('1 h');
    await setFeed('a', `last_polled_at = now() - interval '20 s'`);
    await storePing(store.db, 'a');
    const { nextPollAt, lastPolledAt } = await feedRow();
    expect(nextPollAt!.getTime() - lastPolledAt!.getTime()).toBe(MINUTE);
    expect((await row())?.lastPushAt).not.toBeNull();
  });

  it('does not bring a poll forward at a feed that fails, or was never due that late', async () => {
    const nextPollAt = async () => (await feedRow()).nextPollAt;
    await due('1 h', true);
    const failing = await nextPollAt();
    await storePing(store.db, 'a');
    expect(await nextPollAt()).toEqual(failing);
    await setFeed('a', 'last_polled_at = now()');
    await due('5 s');
    const soon = await nextPollAt();
    await storePing(store.db, 'a');
    expect(await nextPollAt()).toEqual(soon);
  });

  it('that is thrown away leaves its reason, told once', async () => {
    const { id } = await subscribe();
    expect(await recordRefusedPush(store.db, id, 'a wrong signature')).toBe(true);
    expect(await recordRefusedPush(store.db, id, 'a wrong signature')).toBe(false);
    expect(await row()).toMatchObject({ state: 'verified', reason: 'a wrong signature' });
  });
});
