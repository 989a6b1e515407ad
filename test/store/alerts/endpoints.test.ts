import { sql } from 'kysely';
import type { Address, AttemptOutcome, NextStep } from '../../../src/model/delivery.ts';
import { groupArticle } from '../../../src/pipeline/group.ts';
import { beginAttempt, putBack } from '../../../src/store/alerts/begin-attempt.ts';
import { claimDueDeliveries } from '../../../src/store/alerts/endpoints.ts';
import { finishAttempt } from '../../../src/store/alerts/finish-attempt.ts';
import { article, declareAddresses, EVIDENCE, feed, leasedItem, useStore, watch } from '../support.ts';

const MINUTE = 60_000;
const FAILED = { kind: 'retry', reason: 'busy' } as const;
const store = useStore(feed('a'));

const address = (receiverId: string, more: Partial<Address['endpoint']> = {}, recipient = ''): Address => ({
  receiverId,
  recipient,
  endpoint: { key: receiverId, label: receiverId, places: 2, gapMs: 0, ...more },
});

/** Makes a delivery to each of the addresses, and returns their ids. */
async function deliver(name: string, addresses: Address[], severity: string | null = null): Promise<string[]> {
  const known = new Set((await store.db.selectFrom('deliveries').select('id').execute()).map(({ id }) => id));
  const receivers = [...new Set(addresses.map(({ receiverId }) => receiverId))];
  await groupArticle(store.db, {
    item: await leasedItem(store.db, 'a', name),
    article: article(name),
    storyKeys: [name],
    signing: null,
    matches: [{ watchId: 'port', watch: { ...watch('port', receivers), severity }, evidence: EVIDENCE }],
    readAgain: null,
    reason: null,
    addressesFor: (receiverId) => addresses.filter((each) => each.receiverId === receiverId),
    tellsDevelopments: false,
  });
  const rows = await store.db.selectFrom('deliveries').select('id').orderBy('recipient').execute();
  return rows.map(({ id }) => id).filter((id) => !known.has(id));
}
const claim = () => claimDueDeliveries(store.db, 100, MINUTE);
const begin = (id: string) => beginAttempt(store.db, { id }, MINUTE);
const next = (endpoint: string) => beginAttempt(store.db, { endpoint }, MINUTE);
const finish = async (id: string, outcome: AttemptOutcome, result: NextStep) =>
  finishAttempt(store.db, (await begin(id))!, outcome, result);
const endpoint = (key: string) =>
  store.db.selectFrom('endpoints').selectAll().where('key', '=', key).executeTakeFirstOrThrow();
const state = async (id: string) =>
  store.db.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

describe('the line before an endpoint', () => {
  it('gives as many as have a place there, the most severe first and then the oldest', async () => {
    const [first] = await deliver('first', [address('slack')]);
    const [second] = await deliver('second', [address('slack')]);
    const [critical] = await deliver('critical', [address('slack')], 'critical');
    expect(new Set(await claim())).toEqual(new Set([critical, first]));
    expect(await claim()).toEqual([]);
    await finish(first!, { kind: 'sent' }, { kind: 'sent' });
    expect(await claim()).toEqual([second]);
  });

  it('does not lease what has no place, and holds up no other endpoint', async () => {
    for (const name of ['1', '2', '3', '4', '5']) await deliver(name, [address('hangs')]);
    const [other] = await deliver('6', [address('works')]);
    const claimed = await claim();
    expect(claimed).toHaveLength(3);
    expect(claimed).toContain(other);
    const { rows } = await sql`SELECT FROM delivery_work WHERE holder IS NULL`.execute(store.db);
    expect(rows).toHaveLength(3);
  });

  it('goes on with the next one when a place is free', async () => {
    const [first] = await deliver('first', [address('slack')]);
    const [second] = await deliver('second', [address('slack')]);
    await finish(first!, { kind: 'sent' }, { kind: 'sent' });
    expect((await next('slack'))!.delivery.id).toBe(second);
    expect(await next('slack')).toBeNull();
  });

  it('is one message wide as long as the endpoint does not answer', async () => {
    const [first] = await deliver('first', [address('slack')]);
    for (const name of ['2', '3']) await deliver(name, [address('slack')]);
    await finish(first!, FAILED, { ...FAILED, retryInMs: MINUTE });
    expect(await claim()).toHaveLength(1);
    const begun = await next('slack');
    await finishAttempt(store.db, begun!, { kind: 'sent' }, { kind: 'sent' });
    expect(await endpoint('slack')).toMatchObject({ failures: 0 });
  });

  it('rests longer and longer, up to half a minute, while one after the other fails', async () => {
    const ids: string[] = [];
    for (const name of ['1', '2', '3', '4', '5', '6', '7', '8']) ids.push(...(await deliver(name, [address('slack')])));
    const rests: number[] = [];
    for (const id of ids) {
      await sql`UPDATE endpoints SET quiet_until = now()`.execute(store.db);
      await finish(id, FAILED, { ...FAILED, retryInMs: MINUTE });
      const { rows } = await sql<{ seconds: number }>`
        SELECT round(extract(epoch FROM quiet_until - now()))::integer AS seconds FROM endpoints`.execute(store.db);
      rests.push(rows[0]!.seconds);
    }
    expect(rests.map((rest) => Math.max(0, rest))).toEqual([0, 2, 4, 8, 16, 30, 30, 30]);
  });

  it('moves one after the other where there has to be time between two', async () => {
    const spaced = address('slack', { gapMs: 1_000, places: 9 });
    for (const name of ['1', '2', '3', '4', '5']) await deliver(name, [spaced]);
    const waits: number[] = [];
    for (let begun = await next('slack'); begun; begun = await next('slack')) waits.push(begun.waitMs);
    expect(waits).toHaveLength(3);
    expect(waits[0]).toBe(0);
    expect(waits[1]! - waits[0]!).toBeGreaterThan(500);
    expect(waits[2]! - waits[1]!).toBeGreaterThan(500);
  });

  it('takes one back whose job came before its turn', async () => {
    const [first] = await deliver('first', [address('slack')]);
    expect(await claim()).toEqual([first]);
    await sql`UPDATE endpoints SET quiet_until = now() + interval '30 s'`.execute(store.db);
    expect(await begin(first!)).toBeNull();
    await putBack(store.db, first!);
    const { rows } =
      await sql`SELECT FROM delivery_work, endpoints WHERE holder IS NULL AND visible_at = quiet_until`.execute(
        store.db,
      );
    expect(rows).toHaveLength(1);
  });
});

describe('an endpoint that wants to be left alone', () => {
  it('is asked less and less often when it goes on with it', async () => {
    const [first] = await deliver('first', [address('slack')]);
    const throttled = { kind: 'throttled', reason: 'it answered 429', inMs: 1_000 } as const;
    await finish(first!, throttled, throttled);
    await sql`UPDATE endpoints SET quiet_until = now(), throttled_since = now() - interval '1 hour'`.execute(store.db);
    await finish(first!, throttled, throttled);
    const { rows } = await sql`SELECT FROM endpoints WHERE quiet_until > now() + interval '50 s'`.execute(store.db);
    expect(rows).toHaveLength(1);
  });

  it('is, by all that waits for it, and no attempt is lost', async () => {
    const [first] = await deliver('first', [address('slack')]);
    const [second] = await deliver('second', [address('slack')]);
    const throttled = { kind: 'throttled', reason: 'it answered 429', inMs: 30_000 } as const;
    await finish(first!, throttled, throttled);
    expect(await claim()).toEqual([]);
    expect(await begin(second!)).toBeNull();
    expect(await state(first!)).toMatchObject({ state: 'retry', reason: 'it answered 429' });
    await sql`UPDATE endpoints SET quiet_until = now()`.execute(store.db);
    expect(await next('slack')).toMatchObject({ delivery: { id: first, possibleDuplicate: false }, failed: 0 });
  });
});

describe('an endpoint that the operator has to mend', () => {
  const held = { kind: 'held', reason: 'refused the login' } as const;
  const holds = { ...held, firstMs: 10_000, longestMs: MINUTE };

  it('is tried by one message now and then, another each time, and goes on with all once it works', async () => {
    const [first] = await deliver('first', [address('mail')]);
    const [second] = await deliver('second', [address('mail')]);
    await finish(first!, held, holds);
    expect(await endpoint('mail')).toMatchObject({ heldSince: expect.any(Date), reason: 'refused the login' });
    expect(await claim()).toEqual([]);
    await sql`UPDATE endpoints SET quiet_until = now()`.execute(store.db);
    expect(await claim()).toEqual([second]);
    await finish(second!, { kind: 'sent' }, { kind: 'sent' });
    expect(await endpoint('mail')).toMatchObject({ heldSince: null, reason: null, failures: 0 });
    await sql`UPDATE delivery_work SET visible_at = now()`.execute(store.db);
    expect(await claim()).toEqual([first]);
  });

  it('is tried ever less often', async () => {
    const [first] = await deliver('first', [address('mail')]);
    const waits: number[] = [];
    for (const heldFor of [0, 30, 300]) {
      await sql`UPDATE delivery_work SET visible_at = now()`.execute(store.db);
      await sql`UPDATE endpoints SET quiet_until = now(), held_since = now() - make_interval(secs => ${heldFor})`.execute(
        store.db,
      );
      await finish(first!, held, holds);
      const { rows } = await sql<{ seconds: number }>`
        SELECT round(extract(epoch FROM quiet_until - now()))::integer AS seconds FROM endpoints`.execute(store.db);
      waits.push(rows[0]!.seconds);
    }
    expect(waits).toEqual([10, 30, 60]);
  });

  it('is tried at once after the configuration was taken anew, and so is another one in its place', async () => {
    const [first] = await deliver('first', [address('mail')]);
    await finish(first!, held, holds);
    await declareAddresses(store.db, [address('mail')]);
    expect(await claim()).toEqual([first]);
    await finish(first!, held, holds);
    await declareAddresses(store.db, [address('mail', { key: 'at another server' })]);
    expect(await claim()).toEqual([first]);
    expect((await begin(first!))!.endpoint).toBe('at another server');
  });
});

describe('an endpoint that works again', () => {
  it('takes at once what waited for its own time', async () => {
    const ids: string[] = [];
    for (const name of ['1', '2', '3']) ids.push(...(await deliver(name, [address('slack', { places: 3 })])));
    const [other] = await deliver('4', [address('hook')]);
    for (const id of [...ids.slice(0, 2), other!]) await finish(id, FAILED, { ...FAILED, retryInMs: 60 * MINUTE });
    await sql`UPDATE endpoints SET quiet_until = now()`.execute(store.db);
    await finish(ids[2]!, { kind: 'sent' }, { kind: 'sent' });
    expect((await claim()).toSorted()).toEqual(ids.slice(0, 2).toSorted());
  });
});

it('shows that nothing can go there any more, though each message is dead at once', async () => {
  const [first] = await deliver('first', [address('slack')]);
  const gone = { kind: 'dead', reason: 'it answered 404 (no_service)', ofEndpoint: true } as const;
  await finish(first!, gone, gone);
  expect(await endpoint('slack')).toMatchObject({ failures: 1, reason: gone.reason, heldSince: null });
  const [second] = await deliver('second', [address('slack')]);
  expect(await claim()).toEqual([second]);
});

it('counts messages that are refused for their own sake until one is taken', async () => {
  const [first] = await deliver('first', [address('mail')]);
  const [second] = await deliver('second', [address('mail')]);
  const refused = { kind: 'retry', reason: 'greylisted', ofMessage: true } as const;
  await finish(first!, refused, { kind: 'retry', reason: refused.reason, retryInMs: 0 });
  await finish(first!, refused, { kind: 'retry', reason: refused.reason, retryInMs: MINUTE });
  expect(await endpoint('mail')).toMatchObject({ failures: 0, refusals: 2 });
  await finish(second!, { kind: 'sent' }, { kind: 'sent' });
  expect(await endpoint('mail')).toMatchObject({ refusals: 0 });
});

it('goes on with the others when one message is not taken, which is not the endpoint’s fault', async () => {
  const [first] = await deliver('first', [address('mail')]);
  const full = { kind: 'retry', reason: 'the mailbox is full', ofMessage: true } as const;
  await finish(first!, full, { kind: 'retry', reason: full.reason, retryInMs: MINUTE });
  expect(await endpoint('mail')).toMatchObject({ failures: 0 });
});

it('counts each recipient apart, so that one that is refused is no copy for the others', async () => {
  const mailbox = (recipient: string) => address('mail', {}, recipient);
  const [a, b] = await deliver('first', [mailbox('a@news.example'), mailbox('b@news.example')]);
  const begun = (await begin(a!))!;
  expect(begun.delivery).toMatchObject({ receiverId: 'mail', recipient: 'a@news.example' });
  await finishAttempt(store.db, begun, FAILED, { ...FAILED, retryInMs: MINUTE });
  await finish(b!, { kind: 'sent' }, { kind: 'sent' });
  expect([(await state(a!)).state, (await state(b!)).state]).toEqual(['retry', 'sent']);
});
