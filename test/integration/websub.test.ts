import { randomBytes } from 'node:crypto';
import { createFeedParser } from '../../src/feed/readers/parse.ts';
import { createLogger } from '../../src/log.ts';
import { createHttpClient } from '../../src/net/client.ts';
import type { HttpClient, HttpResult } from '../../src/net/http.ts';
import { renewSubscriptions, type Subscriber } from '../../src/pipeline/push.ts';
import { openAdminPassword } from '../../src/server/access/password.ts';
import { createServer } from '../../src/server/app.ts';
import { isPushed } from '../../src/store/feeds/subscriptions.ts';
import { eventually, feed, startApp, type TestApp, watch } from '../support/app.ts';
import { startHub, type TestHub } from '../support/hub.ts';
import { page, type Site, startSite } from '../support/site.ts';

const HOUR = 3_600_000;

/** Wirewatch with its pages on loopback, a news site and a hub. */
interface World {
  app: TestApp;
  site: Site;
  hub: TestHub;
  http: HttpClient;
  publicUrl: string;
  close(): Promise<void>;
}

let world: World;

beforeEach(async () => {
  const site = await startSite();
  const hub = await startHub();
  for (const name of ['old', 'polled', 'pushed']) site.on(`/${name}`, page(`Telegram ${name}`, 'Telegram did it.'));
  site.on('/feed', atom(site, [hub.url], ['old']));
  const app = await startApp('postgres', {
    feeds: [feed('feed', `${site.url}/feed`)],
    watches: [watch('telegram', 'Telegram', ['inbox'])],
    receivers: [{ id: 'inbox', timeZone: 'UTC', channel: { kind: 'inbox' } }],
  });
  const parser = createFeedParser({ threads: 1 });
  const http = createHttpClient({ allow: ['127.0.0.0/8'], userAgent: 'test' });
  const log = createLogger({ level: 'silent', pretty: false });
  const password = await openAdminPassword(app.db, 'correct horse');
  const server = await createServer({
    db: app.db,
    queues: app.queues,
    password,
    parser,
    linkKey: randomBytes(32),
    trustedProxies: [],
    reload: null,
    editor: null,
    watching: async () => null,
    publicUrl: async () => null,
    log,
  });
  const publicUrl = await server.listen({ host: '127.0.0.1', port: 0 });
  world = {
    app,
    site,
    hub,
    http,
    publicUrl,
    async close() {
      await server.close();
      await http.close();
      await parser.close();
      await app.close();
      await hub.close();
      await site.close();
    },
  };
  await eventually('the baseline', async () => (await feedRow()).baselineAt);
  await announce([hub.url]);
});
afterEach(() => world.close());

function atom(site: Site, hubs: string[], names: string[]): string {
  const entries = names.map(
    (name) =>
      `<entry><id>${name}</id><title>Telegram ${name}</title><link href="${site.url}/${name}"/><updated>${new Date().toISOString()}</updated></entry>`,
  );
  const links = hubs.map((hub) => `<link rel="hub" href="${hub}"/>`);
  return `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title><id>courier</id><link rel="self" href="${site.url}/self"/>${links.join('')}${entries.join('')}</feed>`;
}

/** What polling has read in the feed. */
const announce = (hubs: string[]) => {
  world.site.on('/feed', atom(world.site, hubs, ['old']));
  return world.app.db
    .updateTable('feeds')
    .set({ hubs, topic: `${world.site.url}/self` })
    .execute();
};
/** From now on only pushes bring news. */
const stopPolling = () =>
  world.app.db
    .updateTable('feedWork')
    .set({ dueAt: new Date('2999-01-01'), visibleAt: new Date('2999-01-01') })
    .execute();
const renew = (more: Partial<Subscriber> = {}) =>
  renewSubscriptions({
    db: world.app.db,
    http: world.http,
    publicUrl: world.publicUrl,
    stopping: new AbortController().signal,
    ...more,
  });
const feedRow = () => world.app.db.selectFrom('feeds').selectAll().executeTakeFirstOrThrow();
const row = () => world.app.db.selectFrom('subscriptions').selectAll().executeTakeFirst();
const makeDue = () => world.app.db.updateTable('subscriptions').set({ dueAt: new Date() }).execute();
const guids = async () =>
  (await world.app.db.selectFrom('feedItems').select('guid').orderBy('guid').execute()).map(({ guid }) => guid);
const subscribed = async () => {
  await renew();
  expect(await world.hub.answers()).toMatchObject([{ status: 200, isConfirmed: true }]);
};
const alerts = () =>
  world.app.db
    .selectFrom('alerts')
    .innerJoin('matches', 'matches.id', 'alerts.matchId')
    .innerJoin('articles', 'articles.id', 'matches.articleId')
    .select('articles.title')
    .execute();

it('subscribes, is verified, and alerts on what is pushed', async () => {
  const { hub, site, publicUrl } = world;
  await stopPolling();
  expect(await renew()).toEqual([
    { feedId: 'feed', hub: '127.0.0.1', outcome: 'accepted', reason: expect.stringContaining('not verified') },
  ]);
  expect(Object.fromEntries(hub.requests[0]!)).toEqual({
    'hub.mode': 'subscribe',
    'hub.topic': `${site.url}/self`,
    'hub.callback': expect.stringMatching(new RegExp(`^${publicUrl}/websub/[0-9a-f-]{36}$`)),
    'hub.lease_seconds': '864000',
    'hub.secret': expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(await hub.answers()).toEqual([
    { status: 200, type: expect.stringContaining('text/plain'), isConfirmed: true },
  ]);
  expect(await row()).toMatchObject({ state: 'verified', reason: null });

  expect((await hub.push(atom(site, [hub.url], ['old', 'pushed']))).status).toBe(202);
  const alerted = await eventually('an alert', async () => (await alerts()).length > 0 && (await alerts()));
  expect(alerted).toEqual([{ title: 'Telegram pushed' }]);
  expect(site.requests('/old')).toHaveLength(0);
});

it('stores an item once that is pushed twice, and polled', async () => {
  const { hub, site } = world;
  await subscribed();
  const document = atom(site, [hub.url], ['old', 'pushed']);
  site.on('/feed', document);
  await Promise.all([hub.push(document), hub.push(document, { method: 'sha1' })]);
  await eventually('the item', async () => (await guids()).includes('pushed'));
  const polls = site.requests('/feed').length;
  await eventually('another poll', async () => site.requests('/feed').length > polls + 1);
  expect(await guids()).toEqual(['old', 'pushed']);
  await eventually('the alert', async () => (await alerts()).length > 0);
  expect(await alerts()).toHaveLength(1);
});

it('stores nothing of a push with a wrong signature', async () => {
  const { hub, site } = world;
  await stopPolling();
  await subscribed();
  const forged = atom(site, [hub.url], ['forged']);
  expect((await hub.push(forged, { secret: 'guessed' })).status).toBe(202);
  expect((await hub.push(forged, { headers: { 'x-hub-signature': null } })).status).toBe(202);
  await hub.push(atom(site, [hub.url], ['pushed']));
  await eventually('the true one', async () => (await guids()).includes('pushed'));
  expect(await guids()).toEqual(['old', 'pushed']);
});

it('polls at once when a push tells no more than that there is news', async () => {
  const { hub, site } = world;
  await subscribed();
  await stopPolling();
  await world.app.db
    .updateTable('feeds')
    .set({ lastPolledAt: new Date(Date.now() - HOUR) })
    .execute();
  site.on('/feed', atom(site, [hub.url], ['old', 'polled']));
  await hub.push('', { headers: { 'content-type': 'text/plain' } });
  await eventually('the item', async () => (await guids()).includes('polled'));
});

it('trusts a hub as long as polls find nothing that it did not push', async () => {
  const { hub, site } = world;
  await subscribed();
  const pushed = atom(site, [hub.url], ['old', 'pushed']);
  await hub.push(pushed);
  await eventually('the pushed item', async () => (await guids()).includes('pushed'));
  site.on('/feed', pushed);
  const polls = site.requests('/feed').length;
  await eventually('two polls', async () => site.requests('/feed').length > polls + 2);
  expect(await isPushed(world.app.db, 'feed')).toBe(true);

  site.on('/feed', atom(site, [hub.url], ['old', 'pushed', 'polled']));
  await eventually('a hub that is not trusted', async () => !(await isPushed(world.app.db, 'feed')));
  expect(await guids()).toContain('polled');
  expect(await row()).toMatchObject({ state: 'verified' });
  await hub.push(atom(site, [hub.url], ['old', 'later']));
  await eventually('a hub that is trusted again', () => isPushed(world.app.db, 'feed'));
});

it('renews before the lease ends, without a new callback or secret', async () => {
  const { hub } = world;
  hub.behave({ leaseSeconds: '7200' });
  await subscribed();
  const { dueAt, expiresAt, verifiedAt } = (await row())!;
  expect(expiresAt!.getTime() - verifiedAt!.getTime()).toBe(2 * HOUR);
  expect(dueAt.getTime()).toBeLessThan(expiresAt!.getTime() - 0.3 * 2 * HOUR);
  await renew();
  expect(hub.requests).toHaveLength(1);

  await makeDue();
  await renew();
  await hub.answers();
  expect(Object.fromEntries(hub.requests[1]!)).toEqual(Object.fromEntries(hub.requests[0]!));
  expect((await row())!.expiresAt!.getTime()).toBeGreaterThan(expiresAt!.getTime());
});

it('goes on polling when the hub denies, and asks again much later', async () => {
  const { hub, site } = world;
  hub.behave({ after: { deny: 'members only' } });
  await renew();
  expect(await hub.answers()).toMatchObject([{ status: 200 }]);
  const denied = await row();
  expect(denied).toMatchObject({ state: 'denied', reason: 'the hub denied it: members only' });
  expect(denied!.dueAt.getTime() - Date.now()).toBeGreaterThan(5 * 24 * HOUR);
  await renew();
  expect(hub.requests).toHaveLength(1);
  site.on('/feed', atom(site, [hub.url], ['old', 'polled']));
  await eventually('the polled item', async () => (await guids()).includes('polled'));
});

it('goes on polling when the hub fails, and asks it again after a pause', async () => {
  const { hub, site } = world;
  hub.behave({ status: 503 });
  expect(await renew()).toMatchObject([{ outcome: 'failed', reason: '127.0.0.1 answered 503' }]);
  expect(await row()).toMatchObject({ state: 'failed', reason: '127.0.0.1 answered 503', failures: 1 });
  expect((await row())!.dueAt.getTime() - Date.now()).toBeGreaterThan(3 * 60_000);
  await renew();
  expect(hub.requests).toHaveLength(1);
  site.on('/feed', atom(site, [hub.url], ['old', 'polled']));
  await eventually('the polled item', async () => (await guids()).includes('polled'));
  hub.behave({});
  await makeDue();
  await renew();
  await hub.answers();
  expect(await row()).toMatchObject({ state: 'verified', failures: 0 });
});

it('takes the first hub that works, and tells each a secret of its own', async () => {
  const { hub } = world;
  const broken = await startHub();
  try {
    broken.behave({ status: 404 });
    await announce(['http://127.0.0.1:1/', broken.url, hub.url]);
    const asked = await renew();
    expect(asked.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'accepted']);
    expect(await hub.answers()).toMatchObject([{ isConfirmed: true }]);
    expect(await row()).toMatchObject({ state: 'verified', hub: hub.url });
    for (const name of ['hub.secret', 'hub.callback']) {
      expect(broken.requests[0]!.get(name)).not.toBe(hub.requests[0]!.get(name));
    }
    const late = { 'hub.mode': 'subscribe', 'hub.topic': broken.requests[0]!.get('hub.topic')!, 'hub.challenge': 'x' };
    expect(await broken.ask(late)).toMatchObject({ status: 404, isConfirmed: false });
  } finally {
    await broken.close();
  }
});

it('follows a hub to the one it names instead', async () => {
  const { hub } = world;
  const former = await startHub();
  try {
    former.behave({ status: 307, location: hub.url });
    await announce([former.url]);
    await renew();
    expect(await hub.answers()).toMatchObject([{ isConfirmed: true }]);
    former.behave({ status: 308, location: former.url });
    await makeDue();
    expect(await renew()).toMatchObject([{ outcome: 'failed', reason: '127.0.0.1 answered 308' }]);
    expect(former.requests).toHaveLength(4);
  } finally {
    await former.close();
  }
});

it('asks again when the hub took the request and never verified it', async () => {
  const { hub } = world;
  hub.behave({ after: 'ignore' });
  await renew();
  expect(await row()).toMatchObject({ state: 'asked', reason: expect.stringContaining('not verified') });
  await makeDue();
  await renew();
  expect(hub.requests).toHaveLength(2);
  expect((await row())!.dueAt.getTime() - Date.now()).toBeGreaterThan(7 * 60_000);
});

it('does not count it when others are first at the hub, or Wirewatch stops', async () => {
  const stopping = new AbortController();
  const answering = (answer: () => HttpResult): HttpClient => ({
    request: async () => answer(),
    close: async () => {},
  });
  const postponed = answering(() => ({ kind: 'postponed', reason: 'others are first', inMs: 0 }));
  expect(await renew({ http: postponed })).toMatchObject([{ outcome: 'postponed' }]);
  expect(await row()).toMatchObject({ state: 'asked', failures: 0, reason: 'others are first' });
  await makeDue();
  const cut = answering(() => {
    stopping.abort();
    return { kind: 'failed', why: 'protocol', reason: 'cut short by us', mayHaveArrived: true };
  });
  await renew({ http: cut, stopping: stopping.signal });
  expect(await row()).toMatchObject({ state: 'asked', failures: 0, reason: null });
  await renew();
  await world.hub.answers();
  expect(await row()).toMatchObject({ state: 'verified' });
});

it('ends the subscription when the feed names the hub no more, and not while it does', async () => {
  const { hub, site } = world;
  await subscribed();
  const end = { 'hub.mode': 'unsubscribe', 'hub.topic': `${site.url}/self`, 'hub.challenge': 'x' };
  expect(await hub.ask(end)).toMatchObject({ status: 404 });
  await announce([]);
  expect(await renew()).toMatchObject([{ outcome: 'left' }]);
  expect(hub.requests.map((request) => request.get('hub.mode'))).toEqual(['subscribe', 'unsubscribe']);
  expect((await hub.answers())[1]).toMatchObject({ status: 200, isConfirmed: true });
  expect(await row()).toBeUndefined();
  expect((await hub.push(atom(site, [], ['late']))).status).toBe(410);
});

it('asks no hub where the operator did not say how hubs reach it', async () => {
  expect(await renew({ publicUrl: null })).toEqual([]);
  expect(world.hub.requests).toEqual([]);
  expect(await row()).toBeUndefined();
});
