import { sql } from 'kysely';
import type { Address } from '../../../src/model/delivery.ts';
import { groupArticle } from '../../../src/pipeline/group.ts';
import { beginAttempt } from '../../../src/store/alerts/begin-attempt.ts';
import { claimDueDeliveries } from '../../../src/store/alerts/endpoints.ts';
import { finishAttempt } from '../../../src/store/alerts/finish-attempt.ts';
import { makeDelivery } from '../../../src/store/alerts/made.ts';
import { article, declareAddresses, EVIDENCE, feed, leasedItem, useStore, watch } from '../support.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const FAILED = { kind: 'retry', reason: 'busy' } as const;
const store = useStore(feed('a'));

const endpoint = (key: string) => ({ key, label: key, places: 4, gapMs: 0 });
const slack: Address = { receiverId: 'team', recipient: '', endpoint: endpoint('slack') };
const mail = (name: string): Address => {
  return { receiverId: 'team', recipient: `${name}@news.example`, endpoint: endpoint('mail') };
};

/** Tells the team of something at these addresses. */
async function tell(name: string, ...addresses: Address[]): Promise<void> {
  await groupArticle(store.db, {
    item: await leasedItem(store.db, 'a', name),
    article: article(name),
    storyKeys: [name],
    signing: null,
    matches: [{ watchId: 'port', watch: watch('port', ['team']), evidence: EVIDENCE }],
    readAgain: null,
    reason: null,
    addressesFor: () => addresses,
    tellsDevelopments: false,
  });
}

const waiting = async () =>
  (
    await store.db
      .selectFrom('deliveryWork')
      .innerJoin('deliveries', 'deliveries.id', 'deliveryWork.id')
      .select(['recipient', 'endpoint', sql<string>`payload #>> '{article,title}'`.as('title')])
      .execute()
  )
    .map(({ recipient, endpoint, title }) => `${title.split(' ').at(-1)} to ${recipient || 'the team'} at ${endpoint}`)
    .toSorted();
/** What is due once the others know the addresses. */
const claim = () => claimDueDeliveries(store.db, 100, MINUTE);
/** Makes an attempt at the first in line that fails. */
async function fail(key: string): Promise<void> {
  const begun = await beginAttempt(store.db, { endpoint: key }, MINUTE);
  await finishAttempt(store.db, begun!, FAILED, { ...FAILED, retryInMs: HOUR });
}

describe('what waits for an address that is taken out of the configuration', () => {
  it('goes to the one in its place, at once', async () => {
    await tell('one', mail('old'));
    await fail('mail');
    await declareAddresses(store.db, [mail('new')]);
    expect(await waiting()).toEqual(['one to new@news.example at mail']);
    await declareAddresses(store.db, [slack]);
    expect(await waiting()).toEqual(['one to the team at slack']);
    expect(await claim()).toHaveLength(1);
  });

  it('goes to all of them where there are more now', async () => {
    await tell('one', slack);
    await declareAddresses(store.db, [mail('a'), mail('b'), mail('c')]);
    expect(await waiting()).toEqual(['a', 'b', 'c'].map((name) => `one to ${name}@news.example at mail`));
    const alerts = await store.db.selectFrom('deliveryAlerts').select('recipient').orderBy('recipient').execute();
    expect(alerts.map(({ recipient }) => recipient)).toEqual(['a', 'b', 'c'].map((name) => `${name}@news.example`));
    expect(await claim()).toHaveLength(3);
  });

  it('goes there once, from however many addresses it came', async () => {
    await tell('one', mail('a'), mail('b'));
    await tell('two', mail('a'), mail('b'));
    await declareAddresses(store.db, [slack]);
    expect((await waiting()).filter((one) => one.endsWith('slack'))).toEqual([
      'one to the team at slack',
      'two to the team at slack',
    ]);
  });

  it('goes to nobody who has it already', async () => {
    await tell('one', mail('a'), mail('left'));
    await declareAddresses(store.db, [mail('a')]);
    expect(await waiting()).toEqual(['one to a@news.example at mail', 'one to left@news.example at mail']);
  });

  it('goes there though some of what it tells was told there, or comes with another: nothing is left out', async () => {
    const names = ['one', 'two', 'three'];
    for (const name of names) await tell(name);
    const alerts = await store.db.selectFrom('alerts').select('id').orderBy('createdAt').execute();
    const [one, two, three] = alerts.map(({ id }) => id) as [string, string, string];
    const digest = (address: Address, title: string, ...alertIds: string[]) =>
      store.db.transaction().execute((trx) => {
        const payload = { kind: 'notice' as const, title, lines: [], createdAt: new Date() };
        return makeDelivery(trx, { address, payload, rank: 0, alertIds, suppressed: null });
      });
    await digest(mail('old'), 'first', one, two);
    await digest(mail('older'), 'second', two, three);
    await declareAddresses(store.db, [mail('new')]);
    const recipients = await store.db.selectFrom('deliveries').select('recipient').execute();
    expect(recipients).toEqual(Array(2).fill({ recipient: 'new@news.example' }));
    const told = await store.db
      .selectFrom('deliveryAlerts')
      .select('alertId')
      .where('recipient', '=', 'new@news.example')
      .execute();
    expect(told.map(({ alertId }) => alertId).toSorted()).toEqual([one, two, three].toSorted());
  });

  it('stays where it is while somebody sends it', async () => {
    await tell('one', mail('old'));
    await beginAttempt(store.db, { endpoint: 'mail' }, MINUTE);
    await declareAddresses(store.db, [mail('new')]);
    expect(await waiting()).toEqual(['one to old@news.example at mail']);
  });
});

describe('the start of a worker', () => {
  const quietUntil = async () =>
    (await store.db.selectFrom('endpoints').select('quietUntil').executeTakeFirstOrThrow()).quietUntil.getTime();

  it('does not hurry an endpoint that fails: its messages keep their time, and their tries', async () => {
    await tell('one', slack);
    await fail('slack');
    await declareAddresses(store.db, [slack]);
    expect(await claim()).toEqual([]);
    expect(await store.db.selectFrom('endpoints').select('failures').execute()).toEqual([{ failures: 1 }]);
  });

  it('leaves one alone that asked for it', async () => {
    await tell('one', slack);
    const throttled = { kind: 'throttled', reason: '429', inMs: HOUR } as const;
    await fail('slack');
    await sql`UPDATE delivery_work SET visible_at = now()`.execute(store.db);
    const begun = await beginAttempt(store.db, { endpoint: 'slack' }, MINUTE);
    await finishAttempt(store.db, begun!, throttled, throttled);
    await declareAddresses(store.db, [slack]);
    expect(await quietUntil()).toBeGreaterThan(Date.now() + HOUR / 2);
  });
});
