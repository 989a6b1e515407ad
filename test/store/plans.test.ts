import pg from 'pg';
import { HABIT_MS } from '../../src/feed/polling/health.ts';
import { beginAttempt } from '../../src/store/alerts/begin-attempt.ts';
import { claimDueDeliveries } from '../../src/store/alerts/endpoints.ts';
import { finishAttempt } from '../../src/store/alerts/finish-attempt.ts';
import { findDead } from '../../src/store/alerts/retries.ts';
import { takeDueThread } from '../../src/store/alerts/threads.ts';
import { type Database, openDatabase, type Statement } from '../../src/store/database.ts';
import { listFeeds } from '../../src/store/feeds/feed-health.ts';
import { feedsWithNewHabits } from '../../src/store/feeds/notices.ts';
import { leaseFeeds } from '../../src/store/feeds/polls.ts';
import { leaseFeedItem, unknownItems } from '../../src/store/items/feed-items.ts';
import { findFreshArticle } from '../../src/store/stories/articles.ts';
import { findUpdates, readCoverage } from '../../src/store/stories/coverage.ts';
import { countFeatures, findNeighbours, forgetSignatures, keepSignature } from '../../src/store/stories/neighbours.ts';
import { findAlerts, readAlert } from '../../src/store/views/alerts.ts';
import { idsBeginningWith } from '../../src/store/views/ids.ts';
import { listInbox } from '../../src/store/views/inbox.ts';
import { findDeliveries, readDelivery } from '../../src/store/views/ledger.ts';
import { countAll, listAlerts, listDeliveries } from '../../src/store/views/overview.ts';
import { findStories, readStory } from '../../src/store/views/stories.ts';
import { alertsOfStory, deliveriesOf } from '../../src/store/views/why-alerts.ts';
import { articlesAt, matchesOf } from '../../src/store/views/why-articles.ts';
import { feedsAround, feedsThatBrought } from '../../src/store/views/why-feeds.ts';
import { itemsNamed } from '../../src/store/views/why-items.ts';
import { claimDueFeeds } from '../../src/store/work/due-feeds.ts';
import { claimDueItems } from '../../src/store/work/work.ts';
import { fill, LARGE } from './filled.ts';
import { feedItem, openStore, type TestStore } from './support.ts';

let store: TestStore;
let db: Database;
let client: pg.Client;
let statements: Statement[] = [];

beforeAll(async () => {
  store = await openStore();
  db = openDatabase({
    url: store.url,
    maxConnections: 1,
    onConnectionError: () => {},
    onStatement: (statement) => statements.push(statement),
  });
  client = new pg.Client({ connectionString: store.url });
  await client.connect();
  await fill(store.db, LARGE);
});
afterAll(async () => {
  await client.end();
  await db.destroy();
  await store.close();
});

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Plan Rows': number;
  Plans?: Plan[];
}

const stepsOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(stepsOf)];

/** The tables that a call reads from their beginning to their end, by the plans of its statements. */
async function readWhole(call: () => Promise<unknown>): Promise<string[]> {
  statements = [];
  await call();
  const whole: string[] = [];
  for (const { sql, parameters } of statements.filter((each) =>
    /^\s*(with|select|update|insert|delete)/i.test(each.sql),
  )) {
    await client.query('BEGIN');
    const { rows } = await client.query(`EXPLAIN (FORMAT JSON) ${sql}`, [...parameters]);
    await client.query('ROLLBACK');
    for (const step of stepsOf(rows[0]['QUERY PLAN'][0].Plan)) {
      if (step['Node Type'].includes('Seq Scan')) whole.push(step['Relation Name']!);
    }
  }
  return [...new Set(whole)].sort();
}

describe('with 10,000 feeds, 150,000 items and 30,000 deliveries', () => {
  const items = [{ item: feedItem('guid-1'), mark: 'l1', state: 'pending' as const }];
  const UUID = '00000000-0000-4000-8000-000000000000';
  const KEYS = Array.from({ length: 64 }, (_, at) => at);
  const LOOKUP = {
    copies: KEYS,
    features: KEYS,
    weights: KEYS,
    since: new Date('2026-01-01'),
    limit: { copies: 12, features: 28 },
    version: 1,
  };
  const KEPT = {
    ...{ articleId: 7, version: 1, signature: {}, publishedAt: null, joined: null },
    ...{ copies: KEYS, features: KEYS, counted: KEYS },
  };

  it.each<[string, () => Promise<unknown>, string[]]>([
    ['claiming items', () => claimDueItems(db, 1_000, 1), []],
    // All that waits, waits for one endpoint here.
    ['claiming deliveries', () => claimDueDeliveries(db, 1_000, 1), ['delivery_work', 'endpoints']],
    // Narrow rows without an index on what changes.
    ['claiming feeds', () => claimDueFeeds(db, { limit: 1_000, holdMs: 1, perHost: 9 }), ['feed_work', 'hosts']],
    ['leasing feeds', () => leaseFeeds(db, ['feed-1', 'feed-2'], 1), []],
    ['leasing an item', () => leaseFeedItem(db, 1, 1), []],
    ['asking which items are unknown', () => unknownItems(db, 'feed-2', items), []],
    ['looking for an article', () => findFreshArticle(db, 'https://news.example/7', 60_000), []],
    ['beginning an attempt', () => beginAttempt(db, { id: UUID }, 1), ['addresses', 'endpoints']],
    [
      'beginning the attempt that is first in line',
      () => beginAttempt(db, { endpoint: 'inbox' }, 1),
      ['addresses', 'delivery_work', 'endpoints'],
    ],
    [
      'writing down that a message was taken',
      () => {
        const begun = { delivery: { id: UUID, attempt: 1 }, fence: 1, endpoint: 'inbox' };
        return finishAttempt(db, begun, { kind: 'sent' }, { kind: 'sent' });
      },
      // What waits there, only after it failed: the plan has a one-time filter before it.
      ['delivery_work', 'endpoints'],
    ],
    ['listing deliveries', () => listDeliveries(db, 50), []],
    ['listing the ledger', () => findDeliveries(db, { limit: 50 }), ['endpoints']],
    ['listing what is dead', () => findDeliveries(db, { state: 'dead', limit: 50 }), ['endpoints']],
    ['showing a delivery', () => readDelivery(db, UUID), ['endpoints']],
    ['finding what is to be sent again', () => findDead(db, { receiverId: 'inbox' }), []],
    ['finding a delivery by its beginning', () => idsBeginningWith(db, 'deliveries', '00000000', 3), []],
    ['finding alerts', () => findAlerts(db, { limit: 50, sinceMs: 3_600_000 }), []],
    ['showing an alert', () => readAlert(db, UUID), []],
    ['finding the deliveries of an alert', () => findDeliveries(db, { alertId: UUID, limit: 50 }), ['endpoints']],
    ['listing alerts', () => listAlerts(db, 50), []],
    ['the habits of feeds', () => feedsWithNewHabits(db, { everyMs: 1, sinceMs: HABIT_MS, limit: 200 }), ['feeds']],
    [
      'finding what tells the same',
      () => db.transaction().execute((trx) => findNeighbours(trx, LOOKUP)),
      ['story_splits'],
    ],
    ['counting what is said', () => db.transaction().execute((trx) => countFeatures(trx, KEYS)), []],
    ['keeping by what an article is found', () => db.transaction().execute((trx) => keepSignature(trx, KEPT)), []],
    ['forgetting that', () => forgetSignatures(db, { olderThanMs: 1_000, limit: 100 }), []],
    ['telling how a story stands', () => db.transaction().execute((trx) => readCoverage(trx, [7])), []],
    [
      'telling what became of stories',
      () => db.transaction().execute((trx) => findUpdates(trx, [{ receiverId: 'inbox', recipient: '' }], [1])),
      [],
    ],
    ['listing stories', () => findStories(db, { limit: 50 }), []],
    ['showing a story', () => readStory(db, 7), ['story_splits']],
    [
      'finding an article by its address',
      () => articlesAt(db, ['https://news.example/7'], ['address:news.example/7']),
      // There are none here.
      ['story_keys'],
    ],
    // Each feed is asked by its indexes.
    [
      'finding items by name',
      () => itemsNamed(db, { marks: ['l1'], guids: ['guid-1'], articleId: 7 }),
      ['feeds', 'item_work'],
    ],
    ['finding a thread in which something is to be said', () => db.transaction().execute(takeDueThread), []],
    ['telling what an article met', () => matchesOf(db, 7), []],
    ['telling what a story alerted', () => alertsOfStory(db, 7), []],
    ['telling what was sent', () => deliveriesOf(db, [UUID]), ['endpoints']],
    // There are no keys here, either.
    [
      'finding feeds that bring articles of a site',
      () => feedsThatBrought(db, 'news.example'),
      ['feeds', 'story_keys'],
    ],
    ['finding the feeds of a site', () => feedsAround(db, ['feed-1'], 'news.example'), ['feeds', 'feed_work']],
    ['listing the inbox', () => listInbox(db, 200), ['inbox_messages']],
    ['listing feeds', () => listFeeds(db, 200), ['feed_work', 'feeds', 'notices']],
    [
      'counting everything',
      () => countAll(db),
      ['alerts', 'articles', 'deliveries', 'delivery_work', 'feed_work', 'feeds', 'item_work'],
    ],
  ])('%s reads no more tables whole than these', async (_, call, allowed) => {
    const whole = await readWhole(call);
    expect(whole.filter((table) => !allowed.includes(table))).toEqual([]);
  });
});
