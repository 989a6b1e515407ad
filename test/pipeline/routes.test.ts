import { sql } from 'kysely';
import { createLogger } from '../../src/log.ts';
import { CANARY_ID } from '../../src/model/canary.ts';
import type { Address, Digest, News, Payload } from '../../src/model/delivery.ts';
import type { Flood, InhibitRule, Route, Routing, TimeInterval } from '../../src/model/route.ts';
import type { Watch } from '../../src/model/watch.ts';
import { flushGroups } from '../../src/pipeline/flush.ts';
import { groupArticle } from '../../src/pipeline/group.ts';
import { reviseWaits } from '../../src/pipeline/hold.ts';
import { replaySilence } from '../../src/pipeline/replay.ts';
import { readPayload } from '../../src/store/alerts/payload.ts';
import { addSilence, expireSilence, type NewSilence } from '../../src/store/alerts/silences.ts';
import { mergeStories } from '../../src/store/stories/merges.ts';
import { matchers, route } from '../route/support.ts';
import { addressesFor, article, EVIDENCE, feed, leasedItem, useStore, watch } from '../store/support.ts';

const store = useStore(feed('a'));

/** All day, every day. */
const ALWAYS: TimeInterval = {
  name: 'always',
  parts: [{ times: [], weekdays: [], daysOfMonth: [], months: [], years: [], location: 'UTC' }],
};
const MINUTE_MS = 60_000;

const routed = (root: Route | null, inhibitions: InhibitRule[] = []): Routing => ({
  ...{ root, intervals: [ALWAYS], inhibitions },
});
const free = (id: string, more: Partial<Watch> = {}): Watch => ({ ...watch(id), receivers: [], ...more });

/** Reads an article that is a story of its own, unless it is told which. */
async function read(guid: string, routing: Routing, watches: Watch[], more: { story?: string; outlet?: string } = {}) {
  const stored = await groupArticle(store.db, {
    item: await leasedItem(store.db, 'a', guid),
    article: article(guid, { title: `Of ${guid}`, outlet: more.outlet ?? null }),
    storyKeys: [`story:${more.story ?? guid}`],
    signing: null,
    matches: watches.map((each) => ({ watchId: each.id, watch: each, evidence: EVIDENCE })),
    readAgain: null,
    reason: null,
    addressesFor,
    routing,
    tellsDevelopments: false,
  });
  return stored!;
}

const log = createLogger({ level: 'silent', pretty: false });
const flush = (routing: Routing, addresses: Address[] = ['desk', 'legal'].flatMap(addressesFor)) =>
  flushGroups({
    db: store.db,
    running: { addresses: Map.groupBy(addresses, ({ receiverId }) => receiverId), routing, publicUrl: null },
    log,
  });
/** Their time has come. */
const timePasses = () => sql`UPDATE alert_groups SET flush_at = now() WHERE flush_at IS NOT NULL`.execute(store.db);

interface Made {
  receiver: string;
  state: string;
  reason: string | null;
  payload: Payload;
  isDue: boolean;
}
async function made(): Promise<Made[]> {
  const rows = await store.db
    .selectFrom('deliveries')
    .leftJoin('deliveryWork', 'deliveryWork.id', 'deliveries.id')
    .select(['receiverId', 'state', 'reason', 'payload', 'deliveryWork.id as work'])
    .orderBy('createdAt')
    .orderBy('receiverId')
    .execute();
  return rows.map(({ receiverId, state, reason, payload, work }) => ({
    ...{ receiver: receiverId, state, reason, payload: readPayload(payload)!, isDue: work !== null },
  }));
}
const told = async () => (await made()).map(({ receiver, payload }) => [receiver, ...titlesOf(payload)]);
const titlesOf = (payload: Payload) =>
  payload.kind === 'news'
    ? [payload.article.title]
    : payload.kind === 'digest'
      ? payload.stories.map((story) => story.article.title)
      : [payload.kind === 'notice' ? payload.title : payload.story.title];
const waiting = () =>
  store.db
    .selectFrom('alertGroups')
    .innerJoin('groupAlerts', 'groupId', 'alertGroups.id')
    .select(['receiverId', 'because'])
    .execute();

describe('an alert', () => {
  it('goes at once where the tree leads, and a watch that names its receivers does not ask the tree', async () => {
    const routing = routed(route({ receiver: 'desk', routes: [{ receiver: 'legal', when: 'severity = critical' }] }));
    await read('storm', routing, [free('weather')]);
    await read('raid', routing, [free('police', { severity: 'critical' })]);
    await read('fire', routing, [free('own', { receivers: ['mine'], severity: 'critical' })]);
    expect(await told()).toEqual([
      ['desk', 'Of storm'],
      ['legal', 'Of raid'],
      ['mine', 'Of fire'],
    ]);
    expect(await waiting()).toEqual([]);
  });

  it('waits for others of its group, who are told of together', async () => {
    const routing = routed(route({ receiver: 'desk', groupBy: ['watch'], groupWaitMs: MINUTE_MS }));
    await read('storm', routing, [free('weather')]);
    await read('flood', routing, [free('weather')]);
    expect(await made()).toEqual([]);
    expect(await flush(routing)).toBe(0);
    await timePasses();
    expect(await flush(routing)).toBe(1);
    const [digest] = await made();
    expect(digest).toMatchObject({ receiver: 'desk', state: 'pending', isDue: true });
    expect(digest!.payload).toMatchObject({ kind: 'digest', because: 'group', totals: { stories: 2, alerts: 2 } });
    expect(await waiting()).toEqual([]);
  });

  it('of a group that was told a moment ago waits its interval, and is news where it is of one story', async () => {
    const routing = routed(route({ receiver: 'desk', groupIntervalMs: 5 * MINUTE_MS }));
    await read('storm', routing, [free('weather')]);
    await read('storm-2', routing, [free('weather'), free('insurance')], { story: 'storm' });
    expect(await told()).toEqual([['desk', 'Of storm']]);
    await timePasses();
    await flush(routing);
    const [, second] = await made();
    const news = second!.payload as News;
    expect(news.kind).toBe('news');
    expect(news.alerts.map((alert) => alert.watch.id)).toEqual(['insurance']);
    expect(news.coverage.map(({ title }) => title)).toContain('Of storm');
  });

  it('of a story that turns out to be another, while both wait, is told of in one message', async () => {
    const routing = routed(route({ receiver: 'desk', groupWaitMs: MINUTE_MS }));
    const { storyId } = await read('storm', routing, [free('weather')]);
    const other = await read('flood', routing, [free('weather'), free('insurance')]);
    await store.db.transaction().execute((trx) => mergeStories(trx, storyId, [other.storyId]));
    await timePasses();
    await flush(routing);
    const [message, ...more] = await made();
    expect(more).toEqual([]);
    expect((message!.payload as News).alerts.map((alert) => alert.watch.id).toSorted()).toEqual([
      'insurance',
      'weather',
    ]);
    expect(await waiting()).toEqual([]);
  });

  it('is told once where two routes lead to one receiver, the sooner way', async () => {
    const routes = [
      { receiver: 'desk', continues: true, groupWaitMs: MINUTE_MS },
      { receiver: 'desk', groupWaitMs: 0 },
    ];
    await read('storm', routed(route({ receiver: 'desk', routes })), [free('weather')]);
    expect(await told()).toEqual([['desk', 'Of storm']]);
    expect(await waiting()).toEqual([]);
  });
});

const muted = routed(route({ receiver: 'desk', mutes: ['always'], passing: [matchers('severity = critical')] }));

describe('a mute', () => {
  it('holds alerts, and what waited comes in one message at its end', async () => {
    for (const guid of ['storm', 'flood', 'fire']) await read(guid, muted, [free('weather')]);
    await read('quake', muted, [free('weather', { severity: 'critical' })]);
    expect(await told()).toEqual([['desk', 'Of quake']]);
    await timePasses();
    await flush(muted);
    expect(await waiting()).toHaveLength(3);
    await timePasses();
    await flush(routed(route({ receiver: 'desk' })));
    const [, digest] = await made();
    expect(digest!.payload).toMatchObject({ kind: 'digest', because: 'mute', totals: { stories: 3, alerts: 3 } });
    const alerts = await store.db.selectFrom('deliveryAlerts').selectAll().execute();
    expect(alerts).toHaveLength(4);
  });

  it('keeps what waits through a change of the tree', async () => {
    await read('storm', muted, [free('weather')]);
    await timePasses();
    await flush(routed(null));
    expect(await told()).toEqual([['desk', 'Of storm']]);
  });

  it('that is taken back lets go what it held, once somebody looks', async () => {
    await read('storm', muted, [free('weather')]);
    const corrected = routed(route({ receiver: 'desk' }));
    expect(await flush(corrected)).toBe(0);
    await reviseWaits(store.db, corrected);
    await flush(corrected);
    expect(await told()).toEqual([['desk', 'Of storm']]);
  });

  it('that begins while alerts wait for others holds them, too, and what waited comes in one message', async () => {
    const waitingFor = (mutes: string[]) => routed(route({ receiver: 'desk', groupWaitMs: MINUTE_MS, mutes }));
    for (const guid of ['storm', 'flood', 'fire']) await read(guid, waitingFor([]), [free('weather')]);
    await timePasses();
    await flush(waitingFor(['always']));
    expect(await made()).toEqual([]);
    expect((await waiting()).map(({ because }) => because)).toEqual(['mute', 'mute', 'mute']);
    await timePasses();
    await flush(waitingFor([]));
    expect((await told()).map(([, ...titles]) => titles.length)).toEqual([3]);
  });

  it('of a route that was put before another does not hold what waits by the other', async () => {
    const own = { receiver: 'desk', when: 'watch = weather', groupWaitMs: MINUTE_MS };
    await read('storm', routed(route({ receiver: 'legal', routes: [own] })), [free('weather')]);
    const before = { receiver: 'desk', when: 'watch = other', mutes: ['always'] };
    await timePasses();
    await flush(routed(route({ receiver: 'legal', routes: [before, own] })));
    expect(await told()).toEqual([['desk', 'Of storm']]);
  });

  it('of another route, which stands where that of an alert stood, is none for it', async () => {
    await read('storm', muted, [free('weather')]);
    await timePasses();
    await flush(routed(route({ receiver: 'legal', mutes: ['always'] })));
    expect(await told()).toEqual([['desk', 'Of storm']]);
  });

  it('waits on for one who was taken out a moment ago, or whom others have', async () => {
    const removedAt = (time: Date | null) =>
      store.db
        .insertInto('addresses')
        .values({ receiverId: 'desk', recipient: '', endpoint: null, removedAt: time })
        .onConflict((conflict) => conflict.columns(['receiverId', 'recipient']).doUpdateSet({ removedAt: time }))
        .execute();
    await read('storm', muted, [free('weather')]);
    await sql`UPDATE group_alerts SET added_at = now() - interval '3 days'`.execute(store.db);
    for (const time of [new Date(Date.now() - 3_600_000), null]) {
      await removedAt(time);
      await timePasses();
      await flush(routed(null), []);
      expect(await made()).toEqual([]);
    }
    await removedAt(new Date(Date.now() - 25 * 3_600_000));
    await timePasses();
    await flush(routed(null), []);
    expect(await made()).toMatchObject([{ state: 'dead' }]);
  });

  it('ends for one who is no longer there in the ledger, after a day', async () => {
    await read('storm', muted, [free('weather')]);
    await timePasses();
    await flush(routed(null), []);
    expect(await made()).toEqual([]);
    await sql`UPDATE group_alerts SET added_at = now() - interval '25 hours'`.execute(store.db);
    await timePasses();
    await flush(routed(null), []);
    expect(await made()).toMatchObject([
      { receiver: 'desk', state: 'dead', isDue: false, reason: 'the receiver desk is not in the configuration' },
    ]);
  });
});

it('gathers a digest for its time', async () => {
  const routing = routed(route({ receiver: 'desk', digest: { at: ['08:00'], location: 'Europe/Berlin' } }));
  await read('storm', routing, [free('weather', { severity: 'low' })]);
  await read('quake', routing, [free('quakes', { severity: 'high' })]);
  const [group] = await store.db.selectFrom('alertGroups').selectAll().execute();
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', timeStyle: 'short' });
  expect(clock.format(group!.flushAt!)).toBe('08:00');
  await timePasses();
  await flush(routing);
  expect(await told()).toEqual([['desk', 'Of quake', 'Of storm']]);
  const [{ payload }] = (await made()) as [Made];
  expect((payload as Digest).totals.bySeverity).toEqual([
    { severity: 'high', alerts: 1 },
    { severity: 'low', alerts: 1 },
  ]);
});

it('takes the times of what waits from the routes as they are now', async () => {
  const flood: Flood = { moreThan: 1, withinMs: 60 * MINUTE_MS, digestEveryMs: 60 * MINUTE_MS };
  const digest = (at: string) => routed(route({ receiver: 'desk', digest: { at: [at], location: 'UTC' } }));
  await read('storm', digest('08:00'), [free('weather')]);
  const [{ flushAt: first }] = (await store.db.selectFrom('alertGroups').select('flushAt').execute()) as [
    { flushAt: Date },
  ];
  await reviseWaits(store.db, digest('09:00'));
  const [{ flushAt }] = (await store.db.selectFrom('alertGroups').select('flushAt').execute()) as [{ flushAt: Date }];
  expect([first.getUTCHours(), flushAt.getUTCHours()]).toEqual([8, 9]);

  const flooded = routed(route({ receiver: 'desk', flood }));
  await read('fire', routed(route({ receiver: 'desk' })), [free('fires')]);
  await read('quake', flooded, [free('quakes')]);
  expect(await waiting()).toHaveLength(2);
  const plain = routed(route({ receiver: 'desk' }));
  await reviseWaits(store.db, plain);
  await flush(plain);
  expect(await waiting()).toEqual([]);
  expect((await told()).map(([, title]) => title).toSorted()).toEqual(['Of fire', 'Of quake', 'Of storm']);
});

it('notices a flood of what waited for others of its group', async () => {
  const flood: Flood = { moreThan: 3, withinMs: 10 * MINUTE_MS, digestEveryMs: 15 * MINUTE_MS };
  const routing = routed(route({ receiver: 'desk', groupWaitMs: MINUTE_MS, flood }));
  for (let number = 0; number < 20; number += 1) await read(`storm-${number}`, routing, [free('weather')]);
  await timePasses();
  await flush(routing);
  expect(await made()).toHaveLength(3);
  await timePasses();
  await flush(routing);
  expect((await made()).at(-1)!.payload).toMatchObject({ because: 'flood', totals: { stories: 17 } });
});

it('turns a flood into a digest, in which nothing is missing, and leaves other receivers alone', async () => {
  const flood: Flood = { moreThan: 3, withinMs: 10 * MINUTE_MS, digestEveryMs: 15 * MINUTE_MS };
  const routing = routed(
    route({ receiver: 'desk', flood, routes: [{ receiver: 'legal', when: 'severity = critical', flood }] }),
  );
  for (let number = 0; number < 60; number += 1) await read(`storm-${number}`, routing, [free('weather')]);
  await read('raid', routing, [free('police', { severity: 'critical' })]);
  expect((await told()).map(([receiver]) => receiver)).toEqual(['desk', 'desk', 'desk', 'legal']);
  await timePasses();
  await flush(routing);
  const digest = (await made()).at(-1)!.payload as Digest;
  expect(digest).toMatchObject({ because: 'flood', totals: { stories: 57, alerts: 57 } });
  expect(digest.stories).toHaveLength(40);
  expect(await store.db.selectFrom('deliveryAlerts').selectAll().execute()).toHaveLength(61);
});

it('tells what can be told, though there is something that cannot, and tries that again', async () => {
  const routing = routed(route({ receiver: 'desk', groupBy: ['watch'], groupWaitMs: MINUTE_MS }));
  await read('storm', routing, [free('broken')]);
  await read('flood', routing, [free('whole')]);
  await sql`UPDATE alerts SET watch = 'null' WHERE watch_id = 'broken'`.execute(store.db);
  await timePasses();
  await flush(routing);
  expect(await told()).toEqual([['desk', 'Of flood']]);
  await sql`UPDATE alerts SET watch = '{"id": "broken", "tags": []}' WHERE watch_id = 'broken'`.execute(store.db);
  expect(await flush(routing)).toBe(0);
  await timePasses();
  await flush(routing);
  expect(await told()).toHaveLength(2);
});

it('lets the canary pass, whatever waits or is kept back', async () => {
  const flood: Flood = { moreThan: 1, withinMs: 10 * MINUTE_MS, digestEveryMs: 15 * MINUTE_MS };
  const rule: InhibitRule = { source: matchers('severity != ""'), target: matchers('watch != x'), equal: [] };
  const routing = routed(route({ receiver: 'desk', flood, groupWaitMs: MINUTE_MS }), [rule]);
  await addSilence(store.db, {
    ...{ receiverId: null, recipient: null, matchers: [], reason: 'all of it', author: 'ada' },
    ...{ startsInMs: 0, endsInMs: MINUTE_MS, tellsEnd: true },
  });
  await read('song', routing, [free(CANARY_ID, { receivers: ['desk'] })]);
  await read('song-2', routing, [free(CANARY_ID, { receivers: ['desk'] })]);
  expect((await made()).map(({ state }) => state)).toEqual(['pending', 'pending']);
});

describe('a silence', () => {
  const silence = (more: Partial<NewSilence> = {}) =>
    addSilence(store.db, {
      ...{ receiverId: null, recipient: null, matchers: matchers('watch = weather'), reason: 'we know' },
      ...{ author: 'ada', startsInMs: 0, endsInMs: 60 * MINUTE_MS, tellsEnd: true, ...more },
    });

  it('keeps back what it means, with its id, and its end is told of with how much it was', async () => {
    const id = await silence();
    await read('storm', routed(null), [watch('weather'), watch('police')]);
    await read('flood', routed(null), [watch('weather')]);
    expect(await made()).toMatchObject([
      { state: 'pending', isDue: true, payload: { alerts: [{ watch: { id: 'police' } }] } },
      { state: 'suppressed', isDue: false, reason: `silence ${id}: we know` },
      { state: 'suppressed', isDue: false },
    ]);
    await flush(routed(null), addressesFor('inbox'));
    expect(await made()).toHaveLength(3);
    await expireSilence(store.db, id);
    await flush(routed(null), addressesFor('inbox'));
    await flush(routed(null), addressesFor('inbox'));
    const all = await made();
    expect(all).toHaveLength(4);
    expect(all[3]).toMatchObject({
      isDue: true,
      payload: { because: 'silence', silenced: [{ silenceId: id, reason: 'we know', messages: 2 }] },
    });
  });

  it('that has ended is no news that breaks through a mute', async () => {
    const id = await silence({ receiverId: 'desk' });
    await read('storm', muted, [free('weather')]);
    await expireSilence(store.db, id);
    await flush(muted);
    expect(await made()).toMatchObject([{ state: 'suppressed' }]);
    await flush(routed(route({ receiver: 'desk' })));
    expect(await made()).toHaveLength(2);
  });

  it('that has ended is not told of to who wants to hear nothing', async () => {
    const id = await silence({ receiverId: 'desk' });
    await read('storm', routed(null), [free('weather', { receivers: ['desk'] })]);
    await silence({ receiverId: 'desk', recipient: '', matchers: [], tellsEnd: false });
    await expireSilence(store.db, id);
    await flush(routed(null));
    expect(await made()).toMatchObject([{ state: 'suppressed' }]);
  });

  it('of a story goes on when that turns out to be another', async () => {
    const one = await read('storm', routed(null), [watch('weather')]);
    const other = await read('tide', routed(null), [watch('weather')]);
    await silence({ matchers: matchers(`story = ${other.storyId}`) });
    await store.db.transaction().execute((trx) => mergeStories(trx, one.storyId, [other.storyId]));
    await read('storm-2', routed(null), [watch('police')], { story: 'storm' });
    expect((await made()).at(-1)).toMatchObject({ state: 'suppressed' });
  });

  it('is spoken of in the next digest, where one is coming', async () => {
    const routing = routed(route({ receiver: 'desk', digest: { at: ['08:00'], location: 'UTC' } }));
    const id = await silence();
    await read('storm', routing, [free('weather', { receivers: ['desk'] })]);
    await read('raid', routing, [free('police')]);
    await expireSilence(store.db, id);
    await flush(routing);
    expect(await told()).toEqual([['desk', 'Of storm']]);
    await timePasses();
    await flush(routing);
    const [, digest] = await made();
    expect(digest!.payload).toMatchObject({ because: 'schedule', silenced: [{ silenceId: id, messages: 1 }] });
  });

  it('keeps back what waited when it began', async () => {
    const routing = routed(route({ receiver: 'desk', groupWaitMs: MINUTE_MS }));
    await read('storm', routing, [free('weather')]);
    await silence();
    await timePasses();
    await flush(routing);
    expect(await made()).toMatchObject([{ state: 'suppressed', isDue: false }]);
  });

  it('of one receiver, or of one who has begun later, leaves others alone', async () => {
    await silence({ receiverId: 'legal' });
    await silence({ startsInMs: 60 * MINUTE_MS, endsInMs: 120 * MINUTE_MS });
    await read('storm', routed(null), [watch('weather')]);
    expect(await made()).toMatchObject([{ state: 'pending' }]);
  });

  it('can be replayed: each address is told of all in one message, once', async () => {
    const id = await silence();
    await read('storm', routed(null), [watch('weather')]);
    await read('flood', routed(null), [watch('weather')]);
    const options = { addressesFor, pagesUrl: null };
    expect(await replaySilence(store.db, id, options)).toMatchObject({ messages: 2, unknown: [] });
    expect(await replaySilence(store.db, id, options)).toMatchObject({ messages: 0, deliveries: [] });
    const last = (await made()).at(-1)!;
    expect(last).toMatchObject({ isDue: true, payload: { kind: 'digest', totals: { stories: 2 } } });
  });
});

describe('an inhibition', () => {
  const rule: InhibitRule = {
    source: matchers('severity = critical'),
    target: matchers('severity = low'),
    equal: ['source'],
  };

  it('keeps back what a graver alert of the same source stands beside', async () => {
    const routing = routed(null, [rule]);
    const grave = free('grave', { receivers: ['inbox'], severity: 'critical' });
    const light = free('light', { receivers: ['inbox'], severity: 'low' });
    await read('raid', routing, [grave], { outlet: 'Der Spiegel' });
    await read('gossip', routing, [light], { outlet: 'Der Spiegel' });
    await read('weather', routing, [light], { outlet: 'Evening Star' });
    expect((await made()).map(({ state, reason }) => [state, reason])).toEqual([
      ['pending', null],
      ['suppressed', 'inhibited by severity="critical"'],
      ['pending', null],
    ]);
  });

  it('keeps back what waited when the graver one came', async () => {
    const routing = routed(route({ receiver: 'desk', groupWaitMs: MINUTE_MS }), [rule]);
    await read('gossip', routing, [free('light', { severity: 'low' })], { outlet: 'Der Spiegel' });
    await read('raid', routing, [free('grave', { severity: 'critical' })], { outlet: 'Der Spiegel' });
    await timePasses();
    await flush(routing);
    expect((await made()).map(({ state }) => state).toSorted()).toEqual(['pending', 'suppressed']);
  });

  it('holds for alerts of one article, too', async () => {
    const both = [
      free('grave', { receivers: ['inbox'], severity: 'critical' }),
      free('light', { receivers: ['inbox'], severity: 'low' }),
    ];
    await read('raid', routed(null, [{ ...rule, equal: ['story'] }]), both);
    expect((await made()).map(({ state }) => state).sort()).toEqual(['pending', 'suppressed']);
  });
});
