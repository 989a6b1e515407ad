import { sql } from 'kysely';
import { createLogger } from '../../src/log.ts';
import type { Address, Notice } from '../../src/model/delivery.ts';
import { noticeOf, tellOperators } from '../../src/pipeline/operators.ts';
import { reviewFeeds } from '../../src/pipeline/review.ts';
import { listNotices, raiseNotice } from '../../src/store/feeds/notices.ts';
import {
  addressesFor,
  article,
  commit,
  declareAddresses,
  feed,
  feedItem,
  leasedItem,
  storeItems,
  syncFeeds,
  useStore,
  watch,
} from '../store/support.ts';

const store = useStore(feed('a'));
beforeEach(async () => {
  await sql`DELETE FROM notices`.execute(store.db);
});

const log = createLogger({ level: 'silent', pretty: false });
const tell = async (...receivers: string[]) => {
  await sql`UPDATE notices SET raised_at = raised_at - interval '1 min'`.execute(store.db);
  const operators: Address[] = receivers.flatMap(addressesFor);
  // What is new is told at the second look, when it has stood, or been over, for a while.
  await tellOperators({ db: store.db, log, running: { operators: [] } });
  await sql`UPDATE notices SET raised_at = raised_at - interval '1 min', cleared_at = cleared_at - interval '3 min'`.execute(
    store.db,
  );
  await tellOperators({ db: store.db, log, running: { operators } });
};
const told = async () => {
  const rows = await store.db
    .selectFrom('deliveries')
    .innerJoin('deliveryWork', 'deliveryWork.id', 'deliveries.id')
    .select(['receiverId', 'payload', 'rank'])
    .where(sql<boolean>`payload ->> 'kind' = 'notice'`)
    .orderBy('deliveries.createdAt')
    .orderBy('receiverId')
    .execute();
  return rows.map(({ receiverId, payload }) => {
    const { title, lines } = payload as unknown as Notice;
    return { receiverId, title, lines };
  });
};
const alertTo = async (receiver: string) => {
  await commit(store.db, await leasedItem(store.db, 'a', receiver), article(receiver), [watch('port', [receiver])]);
};
const hold = (key: string) =>
  sql`UPDATE endpoints SET held_since = now(), reason = 'it refused the login (535)' WHERE key = ${key}`.execute(
    store.db,
  );

describe('operators', () => {
  it('are told once that an endpoint has to be mended, and once that it works again, by another one', async () => {
    await alertTo('mail');
    await hold('mail');
    await tell('mail', 'slack');
    await tell('mail', 'slack');
    const begun = {
      receiverId: 'slack',
      title: 'Needs you: Mail (for mail) has to be mended',
      lines: ['Mail (for mail) has to be mended: it refused the login (535); messages that wait: 1'],
    };
    expect(await told()).toEqual([begun]);
    await sql`UPDATE endpoints SET held_since = NULL, reason = NULL`.execute(store.db);
    await tell('mail', 'slack');
    await tell('mail', 'slack');
    expect(await told()).toEqual([
      begun,
      ...['mail', 'slack'].map((receiverId) => ({
        receiverId,
        title: 'Over: Mail (for mail) has to be mended',
        lines: ['Over: Mail (for mail) has to be mended: it refused the login (535)'],
      })),
    ]);
  });

  it('are not told that it works again while it fails again', async () => {
    await alertTo('mail');
    await hold('mail');
    await tell('slack');
    await sql`UPDATE endpoints SET held_since = NULL, failures = 2`.execute(store.db);
    await tell('slack');
    await tell('slack');
    expect(await told()).toHaveLength(1);
    await sql`UPDATE endpoints SET failures = 0`.execute(store.db);
    await tell('slack');
    expect(await told()).toHaveLength(2);
  });

  it('are told by the broken endpoint, once it is mended, where there is no other', async () => {
    await alertTo('mail');
    await hold('mail');
    await tell('mail');
    expect((await told()).map(({ receiverId }) => receiverId)).toEqual(['mail']);
  });

  it('are told of all that began together in one message', async () => {
    await alertTo('mail');
    await sql`UPDATE deliveries SET state = 'dead', reason = 'it answered 410', died_at = now()`.execute(store.db);
    await sql`DELETE FROM delivery_work`.execute(store.db);
    await storeItems(store.db, 'a', [{ item: feedItem('lost'), state: 'pending' }]);
    await sql`UPDATE feed_items SET state = 'failed', reason = 'given up' WHERE guid = 'lost'`.execute(store.db);
    await sql`UPDATE feeds SET failures = 5, failing_since = now(), last_outcome = 'permanent', last_reason = 'HTTP 404'`.execute(
      store.db,
    );
    await reviewFeeds({ db: store.db, log }, new Date());
    await tell('slack');
    const [notice, ...others] = await told();
    expect(others).toEqual([]);
    expect(notice).toMatchObject({ title: '3 things need you' });
    expect(notice!.lines.toSorted()).toEqual([
      'Articles of a that were given up: 1; the last: given up',
      'Messages to mail that were given up: 1; the last: it answered 410',
      'The feed a (failing): HTTP 404',
    ]);
  });

  it('are told of an endpoint that wants to be left alone for ever, and of a receiver that nobody knows', async () => {
    await alertTo('mail');
    await sql`UPDATE endpoints SET throttled_since = '2026-11-20T08:00Z'`.execute(store.db);
    await declareAddresses(store.db, []);
    await tell('slack');
    expect((await told())[0]!.lines.toSorted()).toEqual([
      'Mail (for mail) has wanted to be left alone since 2026-11-20 08:00 UTC; messages that wait: 1',
      'Messages that wait for mail, which is not in the configuration; messages that wait: 1',
    ]);
  });

  it('are told of an endpoint that answers, and refuses one message after the other', async () => {
    await alertTo('mail');
    await sql`UPDATE endpoints SET refusals = 10`.execute(store.db);
    await tell('slack');
    expect((await told())[0]!.lines).toEqual([
      'Mail (for mail) has taken no message in 10 attempts; messages that wait: 1',
    ]);
  });

  it('are told of an endpoint that does not answer', async () => {
    await alertTo('mail');
    await sql`UPDATE endpoints SET failures = 10`.execute(store.db);
    await tell('slack');
    expect((await told())[0]!.lines).toEqual([
      'Mail (for mail) has taken no message in 10 attempts; messages that wait: 1',
    ]);
  });

  it('are told of work that nobody takes', async () => {
    await sql`UPDATE feed_work SET due_at = now() - interval '10 min'`.execute(store.db);
    await sql`INSERT INTO heartbeats (name, at) VALUES ('tick', '2026-11-20T08:00Z')`.execute(store.db);
    await alertTo('mail');
    await sql`UPDATE delivery_work SET made_at = now() - interval '10 min', holder = 'queue',
      visible_at = now() + interval '20 s'`.execute(store.db);
    await sql`UPDATE endpoints SET next_at = now() - interval '10 min', quiet_until = now() - interval '10 min'`.execute(
      store.db,
    );
    await tell('slack');
    expect((await told())[0]!.lines.toSorted()).toEqual([
      'Messages to send that nobody has taken for 10 minutes: 1',
      'Nothing has been put into the queues since 08:00 UTC',
      'Polls that nobody has taken for 10 minutes: 1',
    ]);
  });

  it.each([
    [
      'waits for its host',
      sql`INSERT INTO hosts (host, next_at, quiet_until, turns) VALUES ('a.example', now(), now() + interval '1 h', '{}')`,
    ],
    [
      'is long, but being worked on',
      sql`UPDATE feed_work SET holder = 'worker', visible_at = now() + interval '1 min' WHERE id = 'b'`,
    ],
  ])('are not told of work that %s', async (_, change) => {
    await syncFeeds(store.db, [feed('a'), feed('b')]);
    await sql`UPDATE feed_work SET due_at = now() - interval '10 min' WHERE id = 'a'`.execute(store.db);
    await change.execute(store.db);
    await tell('slack');
    expect(await told()).toEqual([]);
  });

  it('are told once of what comes and goes', async () => {
    await alertTo('mail');
    for (let time = 0; time < 3; time += 1) {
      await hold('mail');
      await tell('slack');
      await sql`UPDATE endpoints SET held_since = NULL`.execute(store.db);
      await tellOperators({ db: store.db, log, running: { operators: [] } });
    }
    expect(await told()).toHaveLength(1);
  });

  it('are told of a clock that was set, which is over in an hour', async () => {
    const notice = {
      about: 'wirewatch',
      subject: 'clock',
      kind: 'clock',
      reason: 'the clock went back by 3600 s',
      waiting: null,
    };
    await raiseNotice(store.db, notice);
    await tell('slack');
    await sql`UPDATE notices SET raised_at = now() - interval '2 h'`.execute(store.db);
    await tell('slack');
    expect((await told()).map(({ lines }) => lines)).toEqual([
      ['The clock went back by 3600 s'],
      ['Over: The clock went back by 3600 s'],
    ]);
  });

  it('are not told that what was given up is over, which would only be a day later', async () => {
    await alertTo('mail');
    await sql`UPDATE deliveries SET state = 'dead', reason = 'it answered 410', died_at = now()`.execute(store.db);
    await sql`DELETE FROM delivery_work`.execute(store.db);
    await tell('slack');
    await sql`UPDATE deliveries SET died_at = now() - interval '2 days' WHERE state = 'dead'`.execute(store.db);
    await tell('slack');
    await tell('slack');
    expect((await told()).map(({ lines }) => lines)).toEqual([
      ['Messages to mail that were given up: 1; the last: it answered 410'],
    ]);
  });

  it('see on the pages what nobody is told, when nobody is named', async () => {
    await alertTo('mail');
    await hold('mail');
    await tell();
    expect(await told()).toEqual([]);
    expect(await listNotices(store.db, 9)).toEqual([
      expect.objectContaining({ about: 'endpoint', kind: 'held', toldAt: null }),
    ]);
  });

  it('are not sent a book', () => {
    const begun = Array.from({ length: 50 }, (_, n) => ({
      about: 'feed',
      subject: `${n}`,
      kind: 'gone',
      reason: `${n}`,
      waiting: null,
    }));
    const { title, lines } = noticeOf({ begun, ended: [] }, new Date());
    expect([title, lines.length, lines.at(-1)]).toEqual(['50 things need you', 21, 'And 30 more.']);
  });
});
