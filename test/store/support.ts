import { sql } from 'kysely';
import type { Article } from '../../src/model/article.ts';
import type { Address } from '../../src/model/delivery.ts';
import type { Feed, FeedItem } from '../../src/model/feed.ts';
import type { Evidence, Watch } from '../../src/model/watch.ts';
import { groupArticle } from '../../src/pipeline/group.ts';
import { declareAddresses as activateAddresses } from '../../src/store/alerts/addresses.ts';
import type { Database } from '../../src/store/database.ts';
import { syncFeeds as activateFeeds } from '../../src/store/feeds/sync.ts';
import {
  type InsertedItems,
  type LeasedItem,
  leaseFeedItem,
  lockFeed,
  type NewItem,
  storingItems,
} from '../../src/store/items/feed-items.ts';
import type { StoredArticle } from '../../src/store/stories/articles.ts';
import { eventually } from '../support/app.ts';
import { type MigratedDatabase, openMigratedDatabase } from '../support/database.ts';

/** Every table that does not lose its rows with those of another, those that point to others first. */
const TABLES = [
  ...['deliveries', 'alerts', 'matches', 'feeds', 'articles', 'stories'],
  ...[
    'alert_groups',
    'silences',
    'endpoints',
    'addresses',
    'feature_counts',
    'hosts',
    'heartbeats',
    'processes',
    'credentials',
    'link_keys',
    'outgoing_feeds',
    'config_versions',
    'config_texts',
    'canary_runs',
  ],
];

/** A migrated database for one test file. */
export interface TestStore extends MigratedDatabase {
  /** Empties every table. */
  empty(): Promise<void>;
}

export async function openStore(): Promise<TestStore> {
  const database = await openMigratedDatabase(6);
  return {
    ...database,
    async empty() {
      // TRUNCATE makes new files for each table and index: for a few rows, DELETE is far less work.
      await sql.raw(TABLES.map((table) => `DELETE FROM ${table}`).join(';')).execute(database.db);
    },
  };
}

/**
 * The store of a test file, or of what is described in it: opened before its tests, closed after them, and before each of
 * them it has these feeds and nothing else.
 */
export function useStore(...feeds: Feed[]): TestStore {
  const store = {} as TestStore;
  beforeAll(async () => {
    Object.assign(store, await openStore());
  });
  afterAll(() => store.close());
  beforeEach(async () => {
    await store.empty();
    if (feeds.length > 0) await syncFeeds(store.db, feeds);
  });
  return store;
}

/** Resolves as soon as `count` statements of this database wait for a lock. */
export async function statementsWait(db: Database, count: number): Promise<void> {
  await eventually(`${count} statements to wait for a lock`, async () => {
    const waiting = sql`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    return (await waiting.execute(db)).rows.length === count;
  });
}

/** Makes these the feeds that are polled. */
export function syncFeeds(db: Database, feeds: Feed[]): Promise<void> {
  return db.transaction().execute((trx) => activateFeeds(trx, feeds));
}

/** Makes these the addresses that receivers have. */
export function declareAddresses(db: Database, addresses: Address[]): Promise<void> {
  return db.transaction().execute((trx) => activateAddresses(trx, addresses));
}

/** A feed of the configuration. */
export function feed(id: string, more: Partial<Feed> = {}): Feed {
  return {
    id,
    url: `https://${id}.example/feed`,
    name: null,
    country: null,
    tags: [],
    everyMs: null,
    backfill: false,
    ...more,
  };
}

/** What a feed says of an item. */
export function feedItem(guid: string, more: Partial<FeedItem> = {}): FeedItem {
  return {
    guid,
    link: `https://news.example/${guid.slice(0, 20)}`,
    title: `Item ${guid.slice(0, 20)}`,
    summary: null,
    content: null,
    publishedAt: null,
    updatedAt: null,
    authors: [],
    categories: [],
    language: null,
    enclosures: [],
    ...more,
  };
}

/** An article read from its page. */
export function article(path: string, more: Partial<Article> = {}): Article {
  return {
    canonicalUrl: `https://news.example/${path}`,
    url: `https://news.example/${path}?from=feed`,
    title: `The story of ${path}`,
    headlines: [],
    text: `What happened at ${path}.`,
    language: 'en',
    outlet: 'The Courier',
    authors: ['A. Writer'],
    country: null,
    tags: [],
    publishedAt: new Date('2026-11-20T08:00:00Z'),
    source: 'page',
    flags: [],
    places: {},
    ...more,
  };
}

/** A watch for these receivers. */
export function watch(id: string, receivers = ['inbox']): Watch {
  return {
    id,
    receivers,
    name: `Watch ${id}`,
    query: 'harbour',
    tags: ['port'],
    severity: 'high',
    language: null,
    dialect: null,
  };
}

export const EVIDENCE: Evidence = {
  hits: [{ field: 'text', start: 0, end: 7, surface: 'harbour', term: 'harbour', alias: null }],
  proximities: [],
  passages: [{ field: 'text', start: 0, text: 'harbour news', hits: [0] }],
};

/** Stores items as a push does. */
export function storeItems(db: Database, feedId: string, items: NewItem[]): Promise<InsertedItems> {
  return storingItems(db, async (trx, insert) => {
    await lockFeed(trx, feedId, { kind: 'polled' });
    return insert(trx, feedId, items);
  });
}

/** An item of the feed, leased as a worker would for reading it. The feed has to be there. */
export async function leasedItem(db: Database, feedId: string, guid: string, leaseMs = 60_000): Promise<LeasedItem> {
  await storeItems(db, feedId, [{ item: feedItem(guid), state: 'pending' }]);
  const { id } = await db
    .selectFrom('feedItems')
    .select('id')
    .where('feedId', '=', feedId)
    .where('guid', '=', guid)
    .executeTakeFirstOrThrow();
  const item = await leaseFeedItem(db, id, leaseMs);
  if (!item) throw new Error(`the item ${guid} could not be leased`);
  return item;
}

/** Each receiver has one address, at an endpoint of its own that has its name. */
export function addressesFor(receiverId: string): Address[] {
  return [{ receiverId, recipient: '', endpoint: { key: receiverId, label: receiverId, places: 4, gapMs: 0 } }];
}

/**
 * Commits what was read of an item: one story key, its canonical URL, and a match for each watch, unless told otherwise.
 * Null when its lease was lost.
 */
export function commit(
  db: Database,
  item: LeasedItem,
  read: Article,
  watches: Watch[] = [],
  storyKeys = [`url:${read.canonicalUrl}`],
  evidence = EVIDENCE,
): Promise<StoredArticle | null> {
  const matches = watches.map((each) => ({ watchId: each.id, watch: each, evidence }));
  return groupArticle(db, {
    item,
    article: read,
    storyKeys,
    signing: null,
    matches,
    readAgain: null,
    reason: null,
    addressesFor,
    tellsDevelopments: false,
  });
}

/** The ids of the watches a commit alerted. @throws when its lease was lost. */
export function alerted(result: StoredArticle | null): string[] {
  if (!result) throw new Error('the lease was lost');
  return result.alerts.map(({ watchId }) => watchId);
}
