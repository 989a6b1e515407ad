import { sql } from 'kysely';
import type { AttemptOutcome, NextStep } from '../../../src/model/delivery.ts';
import { type BegunAttempt, beginAttempt } from '../../../src/store/alerts/begin-attempt.ts';
import { claimDueDeliveries } from '../../../src/store/alerts/endpoints.ts';
import { finishAttempt } from '../../../src/store/alerts/finish-attempt.ts';
import { findDead, sendAgain } from '../../../src/store/alerts/retries.ts';
import { readDelivery } from '../../../src/store/views/ledger.ts';
import { freeAllWork } from '../../../src/store/work/work.ts';
import { addressesFor, article, commit, EVIDENCE, feed, leasedItem, useStore, watch } from '../support.ts';

const MINUTE = 60_000;
const AT_ONCE = { kind: 'retry', reason: 'busy', retryInMs: 0 } as const;

let id: string;

const store = useStore(feed('a'));
beforeEach(async () => {
  await commit(store.db, await leasedItem(store.db, 'a', 'one'), article('one'), [watch('port', ['slack'])]);
  ({ id } = await store.db.selectFrom('deliveries').select('id').executeTakeFirstOrThrow());
});

/** @throws when there is nothing to attempt. */
async function begin(leaseMs = MINUTE): Promise<BegunAttempt> {
  const begun = await beginAttempt(store.db, { id }, leaseMs);
  if (!begun) throw new Error('the delivery could not be leased');
  return begun;
}
/** The endpoint need not rest after it. */
const finish = async (begun: BegunAttempt, outcome: AttemptOutcome, result: NextStep) => {
  const isOurs = await finishAttempt(store.db, begun, outcome, result);
  await sql`UPDATE endpoints SET quiet_until = now()`.execute(store.db);
  return isOurs;
};
const delivery = () => store.db.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const attempts = () =>
  store.db.selectFrom('attempts').selectAll().where('deliveryId', '=', id).orderBy('number').execute();

describe('an attempt', () => {
  it('that is finished stays so, should its worker finish it again', async () => {
    const begun = await begin();
    await finish(begun, { kind: 'sent' }, { kind: 'sent' });
    const again = { kind: 'unknown', reason: 'the answer of the database was lost' } as const;
    expect(await finish(begun, again, { ...again, retryInMs: 0 })).toBe(false);
    expect(await delivery()).toMatchObject({ state: 'sent' });
  });

  it('is none where nobody can read what was stored: that waits a day for another version, and says why', async () => {
    await sql`UPDATE deliveries SET payload = '{"kind": "song"}'`.execute(store.db);
    expect(await beginAttempt(store.db, { id }, MINUTE)).toBeNull();
    expect(await delivery()).toMatchObject({
      state: 'pending',
      attempts: 0,
      reason: expect.stringContaining('no message'),
    });
    await sql`UPDATE delivery_work SET visible_at = now()`.execute(store.db);
    await sql`UPDATE deliveries SET created_at = now() - interval '25 h'`.execute(store.db);
    expect(await beginAttempt(store.db, { id }, MINUTE)).toBeNull();
    expect(await delivery()).toMatchObject({ state: 'dead', reason: expect.stringContaining('no message') });
    expect(await store.db.selectFrom('deliveryWork').selectAll().execute()).toEqual([]);
    expect(await readDelivery(store.db, id)).toMatchObject({ payload: null, entry: { state: 'dead' } });
  });

  it('is written down before it is made', async () => {
    await begin();
    expect(await delivery()).toMatchObject({ state: 'sending', attempts: 1 });
    expect(await attempts()).toEqual([
      expect.objectContaining({ number: 1, outcome: null, finishedAt: null, possibleDuplicate: false }),
    ]);
  });

  it('has everything the receiver is told', async () => {
    const { delivery: begun } = await begin();
    const { url, title, language, outlet, authors, publishedAt, source, flags, text } = article('one');
    expect(begun).toMatchObject({ id, receiverId: 'slack', attempt: 1, possibleDuplicate: false });
    expect(begun.payload).toEqual({
      kind: 'news',
      article: { url, title, language, outlet, authors, publishedAt, source, flags, lead: text },
      alerts: [
        {
          id: expect.any(String),
          watch: { id: 'port', name: 'Watch port', query: 'harbour', severity: 'high', tags: ['port'] },
          evidence: EVIDENCE,
          development: null,
        },
      ],
      coverage: [],
      story: {
        id: expect.any(Number),
        reach: { articles: 1, sources: 1, languages: 1 },
        earliest: null,
        original: null,
        continues: null,
      },
      updates: [],
      pagesUrl: null,
      createdAt: expect.any(Date),
    });
  });

  it('is made by one of several workers at the same time', async () => {
    const begun = await Promise.all(Array.from({ length: 5 }, () => beginAttempt(store.db, { id }, MINUTE)));
    expect(begun.filter((each) => each !== null)).toHaveLength(1);
    expect(await attempts()).toHaveLength(1);
  });

  it('is not made of a delivery that is not there', async () => {
    expect(await beginAttempt(store.db, { id: '00000000-0000-4000-8000-000000000000' }, MINUTE)).toBeNull();
  });
});

describe('after an attempt', () => {
  it('a delivery that was sent is never sent again', async () => {
    expect(await finish(await begin(), { kind: 'sent' }, { kind: 'sent' })).toBe(true);
    expect(await delivery()).toMatchObject({ state: 'sent', reason: null, sentAt: expect.any(Date) });
    expect(await attempts()).toEqual([expect.objectContaining({ outcome: 'sent', finishedAt: expect.any(Date) })]);
    expect(await beginAttempt(store.db, { id }, MINUTE)).toBeNull();
    expect(await claimDueDeliveries(store.db, 10, MINUTE)).toEqual([]);
  });

  it('a dead delivery keeps its reason and is left alone', async () => {
    const dead = { kind: 'dead', reason: 'no such channel' } as const;
    await finish(await begin(), dead, dead);
    expect(await delivery()).toMatchObject({ state: 'dead', reason: 'no such channel', sentAt: null });
    expect(await claimDueDeliveries(store.db, 10, MINUTE)).toEqual([]);
  });

  it('a failed delivery waits for its time, and its next attempt is no possible duplicate', async () => {
    await finish(await begin(), AT_ONCE, { ...AT_ONCE, retryInMs: MINUTE });
    expect(await delivery()).toMatchObject({ state: 'retry', reason: 'busy' });
    expect(await beginAttempt(store.db, { id }, MINUTE)).toBeNull();
    await sql`UPDATE delivery_work SET visible_at = now()`.execute(store.db);
    expect((await begin()).delivery).toMatchObject({ attempt: 2, possibleDuplicate: false });
  });

  it('whose outcome is unknown, every later attempt is marked as a possible duplicate', async () => {
    const unknown = { kind: 'unknown', reason: 'no answer', retryInMs: 0 } as const;
    await finish(await begin(), unknown, unknown);
    const second = await begin();
    await finish(second, AT_ONCE, AT_ONCE);
    const third = await begin();
    expect([second, third].map((begun) => begun.delivery.possibleDuplicate)).toEqual([true, true]);
    expect((await attempts()).map((attempt) => attempt.possibleDuplicate)).toEqual([false, true, true]);
  });
});

describe('a postponed attempt', () => {
  const postpone = async (begun: BegunAttempt) => finish(begun, AT_ONCE, { kind: 'postponed', inMs: 0 });

  it('leaves no trace and takes no try away', async () => {
    expect(await postpone(await begin())).toBe(true);
    expect(await delivery()).toMatchObject({ state: 'pending', attempts: 0, reason: null });
    expect(await attempts()).toEqual([]);
    expect((await begin()).delivery).toMatchObject({ attempt: 1, possibleDuplicate: false });
  });

  it('keeps what earlier attempts left', async () => {
    const unknown = { kind: 'unknown', reason: 'no answer', retryInMs: 0 } as const;
    await finish(await begin(), unknown, unknown);
    await postpone(await begin());
    expect(await delivery()).toMatchObject({ state: 'retry', attempts: 1 });
    expect((await begin()).delivery).toMatchObject({ attempt: 2, possibleDuplicate: true });
  });

  it('waits for its time', async () => {
    await finish(await begin(), AT_ONCE, { kind: 'postponed', inMs: MINUTE });
    expect(await beginAttempt(store.db, { id }, MINUTE)).toBeNull();
  });
});

describe('an attempt that nobody finished', () => {
  it('is left alone while its lease lasts, then closed as unknown; the next is marked as a possible duplicate', async () => {
    await begin(MINUTE);
    expect(await beginAttempt(store.db, { id }, MINUTE)).toBeNull();
    await sql`UPDATE delivery_work SET visible_at = now()`.execute(store.db);
    expect(await claimDueDeliveries(store.db, 10, MINUTE)).toEqual([id]);
    expect((await begin()).delivery).toMatchObject({ attempt: 2, possibleDuplicate: true });
    expect(await attempts()).toEqual([
      expect.objectContaining({ number: 1, outcome: 'unknown', finishedAt: null }),
      expect.objectContaining({ number: 2, outcome: null, possibleDuplicate: true }),
    ]);
  });

  it('is closed as unknown after a restart that had the database to itself', async () => {
    await begin(MINUTE);
    await freeAllWork(store.db);
    expect((await begin()).delivery.possibleDuplicate).toBe(true);
  });
});

describe('a worker that slept through its lease', () => {
  it('still closes a delivery that only waits in a queue again', async () => {
    const slept = await begin(0);
    expect(await claimDueDeliveries(store.db, 10, MINUTE)).toEqual([id]);
    expect(await finish(slept, { kind: 'sent' }, { kind: 'sent' })).toBe(true);
    expect((await delivery()).state).toBe('sent');
    expect(await beginAttempt(store.db, { id }, MINUTE)).toBeNull();
  });

  it('has its word believed when another begins after it: counted once, and no copy of what did not arrive', async () => {
    await begin(0);
    await sql`UPDATE attempts SET outcome = 'retry', finished_at = now()`.execute(store.db);
    expect(await begin()).toMatchObject({ failed: 1, unknown: 0, delivery: { possibleDuplicate: false } });
  });

  it('still closes a delivery that was freed since, as that of a dead process, and that nobody took', async () => {
    const slept = await begin();
    await sql`UPDATE delivery_work SET holder = NULL, visible_at = now()`.execute(store.db);
    expect(await finish(slept, { kind: 'sent' }, { kind: 'sent' })).toBe(true);
    expect((await delivery()).state).toBe('sent');
  });

  it('keeps the outcome of its attempt, and cannot overwrite the delivery', async () => {
    const slept = await begin(0);
    const other = await begin(MINUTE);
    const dead = { kind: 'dead', reason: 'refused' } as const;
    expect(await finish(slept, dead, dead)).toBe(false);
    expect(await delivery()).toMatchObject({ state: 'sending', reason: null, sentAt: null });
    expect((await attempts()).map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['dead', 'refused'],
      [null, null],
    ]);
    expect(await finish(other, { kind: 'sent' }, { kind: 'sent' })).toBe(true);
    expect((await delivery()).state).toBe('sent');
  });

  it('leaves later attempts marked as possible duplicates when its own turns out to have arrived', async () => {
    const slept = await begin(0);
    const other = await begin(MINUTE);
    await finish(slept, { kind: 'sent' }, { kind: 'sent' });
    await finish(other, AT_ONCE, AT_ONCE);
    expect((await begin()).delivery.possibleDuplicate).toBe(true);
  });
});

describe('a dead delivery that an operator has sent again', () => {
  const UNKNOWN = { kind: 'unknown', reason: 'no answer', retryInMs: 0 } as const;
  const DEAD = { kind: 'dead', reason: 'given up' } as const;
  const resend = () => sendAgain(store.db, [{ id, rank: 1 }], addressesFor('slack'));

  it('is due at once, with its tries anew, and no possible duplicate when all attempts were refused', async () => {
    await finish(await begin(), AT_ONCE, AT_ONCE);
    const second = await begin();
    expect(second).toMatchObject({ failed: 1 });
    await finish(second, AT_ONCE, DEAD);
    expect(await resend()).toEqual([id]);
    expect(await delivery()).toMatchObject({ state: 'retry', reason: 'given up', retriedAt: expect.any(Date) });
    expect(await claimDueDeliveries(store.db, 10, MINUTE)).toEqual([id]);
    const third = await begin();
    expect(third).toMatchObject({ failed: 0, unknown: 0 });
    expect(third.delivery).toMatchObject({ attempt: 3, possibleDuplicate: false });
    await finish(third, AT_ONCE, AT_ONCE);
    expect(await begin()).toMatchObject({ failed: 1, unknown: 0 });
  });

  it('is a possible duplicate when an attempt before may have arrived', async () => {
    await finish(await begin(), UNKNOWN, UNKNOWN);
    await finish(await begin(), AT_ONCE, DEAD);
    await resend();
    const third = await begin();
    expect(third).toMatchObject({ failed: 0, unknown: 0 });
    expect(third.delivery.possibleDuplicate).toBe(true);
  });

  it('is sent again once, though several ask for it, and not at all unless it is dead', async () => {
    expect(await resend()).toEqual([]);
    await finish(await begin(), DEAD, DEAD);
    const resent = await Promise.all([resend(), resend(), resend()]);
    expect(resent.flat()).toEqual([id]);
  });

  it('goes to an endpoint that no worker has told of yet', async () => {
    await finish(await begin(), DEAD, DEAD);
    const endpoint = { key: 'new', label: 'new', places: 1, gapMs: 0 };
    await sendAgain(store.db, [{ id, rank: 0 }], [{ receiverId: 'slack', recipient: '', endpoint }]);
    expect(await begin()).toMatchObject({ endpoint: 'new' });
  });

  it('is found by its receiver and its time', async () => {
    await finish(await begin(), DEAD, DEAD);
    const found = [{ id, receiverId: 'slack', recipient: '', severity: 'high' }];
    expect(await findDead(store.db, {})).toEqual(found);
    expect(await findDead(store.db, { ids: [id], receiverId: 'slack', sinceMs: MINUTE })).toEqual(found);
    expect(await findDead(store.db, { receiverId: 'mail' })).toEqual([]);
    await sql`UPDATE deliveries SET died_at = now() - interval '2 minutes'`.execute(store.db);
    expect(await findDead(store.db, { sinceMs: MINUTE })).toEqual([]);
  });
});
