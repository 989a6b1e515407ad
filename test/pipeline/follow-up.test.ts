import { sql } from 'kysely';
import { letterOf } from '../../src/alert/letter.ts';
import type { AlertMessage } from '../../src/alert/message.ts';
import { createLogger } from '../../src/log.ts';
import type { Article } from '../../src/model/article.ts';
import type { Address, Digest, FollowUp, Receipt } from '../../src/model/delivery.ts';
import type { Routing } from '../../src/model/route.ts';
import { flushGroups } from '../../src/pipeline/flush.ts';
import { followUp } from '../../src/pipeline/follow-up.ts';
import { groupArticle } from '../../src/pipeline/group.ts';
import { beginAttempt } from '../../src/store/alerts/begin-attempt.ts';
import { finishAttempt } from '../../src/store/alerts/finish-attempt.ts';
import { readPayload } from '../../src/store/alerts/payload.ts';
import { addSilence } from '../../src/store/alerts/silences.ts';
import { mergeStories } from '../../src/store/stories/merges.ts';
import { matchers, route } from '../route/support.ts';
import {
  article,
  EVIDENCE,
  feed,
  leasedItem,
  addressesFor as plainAddressesFor,
  useStore,
  watch,
} from '../store/support.ts';

const store = useStore(feed('a'));
const log = createLogger({ level: 'silent', pretty: false });
const MINUTE_MS = 60_000;
const NO_ROUTES: Routing = { root: null, intervals: [], inhibitions: [] };
const RECEIPT: Receipt = { channel: 'C1', ts: '17.1' };

/** That of `desk` has threads. */
const addressesFor = (receiverId: string): Address[] =>
  plainAddressesFor(receiverId).map((each) => ({
    ...each,
    ...(receiverId === 'desk' && { hasThreads: true as const }),
  }));

const read = async (
  guid: string,
  more: Partial<Article> & { story?: string; watches?: string[]; receivers?: string[]; routing?: Routing } = {},
) => {
  const { story = 'storm', watches = [], receivers = ['desk'], routing = NO_ROUTES, ...rest } = more;
  const stored = await groupArticle(store.db, {
    item: await leasedItem(store.db, 'a', guid),
    article: article(guid, { title: `Of ${guid}`, outlet: guid, ...rest }),
    storyKeys: [`story:${story}`],
    signing: null,
    matches: watches.map((id) => ({ watchId: id, watch: watch(id, receivers), evidence: EVIDENCE })),
    readAgain: null,
    reason: null,
    addressesFor,
    routing,
    tellsDevelopments: false,
  });
  return stored!.storyId;
};

/** Everything that is due is sent, and its service says where it stands. */
const sendAll = async (receipt: Receipt | null = RECEIPT) => {
  const due = await store.db.selectFrom('deliveryWork').select('id').execute();
  for (const { id } of due) {
    const begun = await beginAttempt(store.db, { id }, MINUTE_MS);
    const outcome = { kind: 'sent', ...(receipt && { receipt }) } as const;
    await finishAttempt(store.db, begun!, outcome, { kind: 'sent' });
  }
};
const intervalPasses = () =>
  sql`UPDATE threads SET due_at = now(), spoken_at = now() - interval '1 hour' WHERE due_at IS NOT NULL`.execute(
    store.db,
  );
const follow = (routing: Routing = NO_ROUTES, receivers = ['desk', 'legal']) =>
  followUp({
    db: store.db,
    running: { addresses: new Map(receivers.map((id) => [id, addressesFor(id)])), routing },
    log,
  });
const payloads = async () => {
  const rows = await store.db.selectFrom('deliveries').select('payload').orderBy('createdAt').execute();
  return rows.map(({ payload }) => readPayload(payload)!);
};
const followUps = async () => (await payloads()).filter((payload): payload is FollowUp => payload.kind === 'followUp');

it('tells the thread of a story who else tells it, each outlet and language once, and no more often than its interval', async () => {
  await read('Courier', { watches: ['weather'] });
  await sendAll();
  await read('Star');
  await read('Echo', { language: 'fr' });
  expect(await follow()).toBe(0);
  await intervalPasses();
  expect(await follow()).toBe(1);
  expect(await follow()).toBe(0);
  const [first] = await followUps();
  expect(first).toMatchObject({
    added: 2,
    story: { title: 'Of Courier', reach: { articles: 3, sources: 3, languages: 2 } },
  });
  expect(first!.coverage.map(({ outlet }) => outlet).sort()).toEqual(['Echo', 'Star']);

  // The same outlet again, in the same language, is nothing new.
  await read('Star-again', { outlet: 'Star' });
  await read('Echo-in-english', { outlet: 'Echo', language: 'de' });
  await intervalPasses();
  expect(await follow()).toBe(1);
  const [, second] = await followUps();
  expect(second!.coverage.map(({ title }) => title)).toEqual(['Of Echo-in-english']);
});

it('goes to the thread of the first message, which it knows', async () => {
  await read('Courier', { watches: ['weather'] });
  await sendAll();
  await read('Star');
  await intervalPasses();
  await follow();
  const { id } = await store.db.selectFrom('deliveryWork').select('id').executeTakeFirstOrThrow();
  const begun = await beginAttempt(store.db, { id }, MINUTE_MS);
  const [{ rootId }] = (await followUps()) as [FollowUp];
  expect(begun!.delivery).toMatchObject({
    thread: RECEIPT,
    root: { id: rootId, payload: { article: { title: 'Of Courier' } } },
  });
});

it('waits until the first message is sent, and gives up where nobody knows where that stands', async () => {
  await read('Courier', { watches: ['weather'] });
  await read('Star');
  await intervalPasses();
  expect(await follow()).toBe(0);
  await sendAll();
  await intervalPasses();
  expect(await follow()).toBe(1);
  await read('Tide', { story: 'tide', watches: ['weather'] });
  await store.db.deleteFrom('deliveryWork').execute();
  await sql`UPDATE deliveries SET state = 'sent' WHERE payload ->> 'kind' = 'news'`.execute(store.db);
  await read('Tide-2', { story: 'tide' });
  await intervalPasses();
  expect(await follow()).toBe(0);
  expect(await store.db.selectFrom('threads').select('storyId').execute()).toHaveLength(1);
});

it('says nothing to those whose channel has no threads, and in a story that nothing came to for two days', async () => {
  await read('Courier', { watches: ['weather'], receivers: ['legal'] });
  await sendAll();
  await read('Star');
  expect(await store.db.selectFrom('threads').selectAll().execute()).toEqual([]);
  await read('Tide', { story: 'tide', watches: ['weather'] });
  await sendAll();
  await sql`UPDATE threads SET covered_at = now() - interval '49 hours'`.execute(store.db);
  await read('Tide-2', { story: 'tide' });
  await intervalPasses();
  expect(await follow()).toBe(0);
  expect(await store.db.selectFrom('threads').selectAll().execute()).toEqual([]);
});

it('counts an alert of another watch in the thread as spoken', async () => {
  await read('Courier', { watches: ['weather'] });
  await sendAll();
  await read('Star', { watches: ['police'] });
  const { id } = await store.db.selectFrom('deliveryWork').select('id').executeTakeFirstOrThrow();
  const begun = await beginAttempt(store.db, { id }, MINUTE_MS);
  expect(begun!.delivery.thread).toEqual(RECEIPT);
  await finishAttempt(store.db, begun!, { kind: 'sent', receipt: RECEIPT }, { kind: 'sent' });
  await intervalPasses();
  expect(await follow()).toBe(0);
});

it('waits for the end of a mute, and says nothing of a story that is silenced', async () => {
  const muting = (mutes: string[]): Routing => ({
    root: route({ receiver: 'desk', mutes }),
    intervals: [
      {
        name: 'always',
        parts: [{ times: [], weekdays: [], daysOfMonth: [], months: [], years: [], location: 'UTC' }],
      },
    ],
    inhibitions: [],
  });
  const story = await read('Courier', { watches: ['weather'], receivers: [], routing: muting([]) });
  await sendAll();
  await read('Star');
  await intervalPasses();
  expect(await follow(muting(['always']))).toBe(0);
  const [{ dueAt }] = (await store.db.selectFrom('threads').select('dueAt').execute()) as [{ dueAt: Date }];
  expect(dueAt.getTime()).toBeGreaterThan(Date.now());
  await addSilence(store.db, {
    ...{ receiverId: 'desk', recipient: '', matchers: matchers(`story = ${story}`), reason: 'enough', author: 'ada' },
    ...{ startsInMs: 0, endsInMs: MINUTE_MS, tellsEnd: false },
  });
  await intervalPasses();
  expect(await follow(muting([]))).toBe(0);
  expect(await store.db.selectFrom('threads').select('dueAt').execute()).toEqual([{ dueAt: null }]);
});

it('does not count as spoken what is silenced', async () => {
  const waits: Routing = { ...NO_ROUTES, root: route({ receiver: 'desk', groupWaitMs: MINUTE_MS }) };
  await read('Courier', { watches: ['weather'] });
  await sendAll();
  await read('Star', { watches: ['police'], receivers: [], routing: waits });
  await addSilence(store.db, {
    ...{ receiverId: 'desk', recipient: null, matchers: matchers('watch = police'), reason: 'enough', author: 'ada' },
    ...{ startsInMs: 0, endsInMs: MINUTE_MS, tellsEnd: false },
  });
  await sql`UPDATE alert_groups SET flush_at = now() WHERE flush_at IS NOT NULL`.execute(store.db);
  const addresses = new Map([['desk', addressesFor('desk')]]);
  await flushGroups({ db: store.db, running: { addresses, routing: waits, publicUrl: null }, log });
  await intervalPasses();
  expect(await follow(waits)).toBe(1);
  expect((await followUps())[0]!.coverage.map(({ outlet }) => outlet)).toEqual(['Star']);
});

it('goes by the route that tells of the story now, wherever that stands', async () => {
  const own = { receiver: 'desk', when: 'watch = weather', repeatIntervalMs: MINUTE_MS };
  const before = { receiver: 'desk', when: 'watch = other', mutes: ['always'] };
  const always = { times: [], weekdays: [], daysOfMonth: [], months: [], years: [], location: 'UTC' };
  const by = (...routes: (typeof own | typeof before)[]): Routing => ({
    ...{
      root: route({ receiver: 'legal', routes }),
      intervals: [{ name: 'always', parts: [always] }],
      inhibitions: [],
    },
  });
  await read('Courier', { watches: ['weather'], receivers: [], routing: by(own) });
  await sendAll();
  await read('Star');
  await intervalPasses();
  expect(await follow(by(before, own))).toBe(1);
});

it('begins no thread with a message that is dead', async () => {
  await read('Courier', { watches: ['weather'] });
  await store.db.deleteFrom('deliveryWork').execute();
  await sql`UPDATE deliveries SET state = 'dead'`.execute(store.db);
  await store.db.deleteFrom('threads').execute();
  await read('Star', { watches: ['police'] });
  await sendAll();
  await read('Echo');
  await intervalPasses();
  expect(await follow()).toBe(1);
});

it('is told though there is a thread in which nothing can be said', async () => {
  for (const story of ['broken', 'whole']) await read(story, { story, watches: ['weather'] });
  await sendAll();
  for (const story of ['broken', 'whole']) await read(`${story}-2`, { story });
  await intervalPasses();
  // That of one is held up by an interval that there is not.
  const one = sql`(SELECT story_id FROM articles WHERE outlet = 'broken')`;
  await sql`UPDATE threads SET route = 'root', due_at = now() - interval '1 hour' WHERE story_id = ${one}`.execute(
    store.db,
  );
  const fault: Routing = { ...NO_ROUTES, root: route({ receiver: 'desk', mutes: ['nowhere'] }) };
  expect(await follow(fault)).toBe(1);
  expect((await followUps()).map(({ story }) => story.title)).toEqual(['Of whole']);
});

it('goes on in one thread when two stories turn out to be one', async () => {
  const one = await read('Courier', { watches: ['weather'] });
  const other = await read('Tide', { story: 'tide', watches: ['weather'] });
  await sendAll();
  await store.db.transaction().execute((trx) => mergeStories(trx, one, [other]));
  await intervalPasses();
  expect(await follow()).toBe(1);
  expect((await followUps()).map(({ coverage }) => coverage.map(({ outlet }) => outlet))).toEqual([['Tide']]);
  expect(await store.db.selectFrom('threads').select('storyId').execute()).toEqual([{ storyId: one }]);
});

it('is a message of its own where there are no threads, as often as the route repeats', async () => {
  const repeating: Routing = { ...NO_ROUTES, root: route({ receiver: 'legal', repeatIntervalMs: 60 * MINUTE_MS }) };
  await read('Courier', { watches: ['weather'], receivers: [], routing: repeating });
  await sendAll(null);
  await read('Star');
  const [{ dueAt }] = (await store.db.selectFrom('threads').select('dueAt').execute()) as [{ dueAt: Date }];
  expect(dueAt.getTime()).toBeGreaterThan(Date.now() + 50 * MINUTE_MS);
  await intervalPasses();
  expect(await follow(repeating)).toBe(1);
  const { id } = await store.db.selectFrom('deliveryWork').select('id').executeTakeFirstOrThrow();
  const { delivery } = (await beginAttempt(store.db, { id }, MINUTE_MS))!;
  const { message } = letterOf(delivery) as { message: AlertMessage };
  expect(message).toMatchObject({
    ...{ headline: [{ text: 'Of Courier' }], link: 'https://news.example/Courier?from=feed' },
    why: ['Now in 2 articles, 2 sources, 1 language'],
    sources: [{ headline: 'Of Star' }],
  });
  await read('Echo');
  await intervalPasses();
  expect(await follow(NO_ROUTES)).toBe(0);
  expect(await store.db.selectFrom('threads').selectAll().execute()).toEqual([]);
});

it('is a line of the next digest where there are no threads', async () => {
  const daily: Routing = {
    ...NO_ROUTES,
    root: route({ receiver: 'legal', digest: { at: ['08:00'], location: 'UTC' } }),
  };
  await read('Courier', { watches: ['weather'], receivers: ['legal'] });
  await sendAll(null);
  for (const outlet of ['Star', 'Echo']) await read(outlet);
  await read('Raid', { story: 'raid', watches: ['police'], receivers: [], routing: daily });
  const digests = async () => {
    await sql`UPDATE alert_groups SET flush_at = now() WHERE flush_at IS NOT NULL`.execute(store.db);
    const addresses = new Map([['legal', addressesFor('legal')]]);
    await flushGroups({ db: store.db, running: { addresses, routing: daily, publicUrl: null }, log });
    return (await payloads()).filter((payload): payload is Digest => payload.kind === 'digest');
  };
  expect((await digests())[0]!.updates).toMatchObject([{ title: 'Of Courier', reach: { articles: 3 } }]);
  await read('Fire', { story: 'fire', watches: ['police'], receivers: [], routing: daily });
  expect((await digests())[1]!.updates).toEqual([]);
});
