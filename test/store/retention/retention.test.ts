import { sql } from 'kysely';
import { z } from 'zod';
import { createLogger } from '../../../src/log.ts';
import { keepRetention } from '../../../src/pipeline/retention.ts';
import { foresee } from '../../../src/store/retention/foresee.ts';
import { storedBytes } from '../../../src/store/retention/size.ts';
import { forgetStories } from '../../../src/store/retention/stories.ts';
import { readRows } from '../../../src/store/rows.ts';
import { type Filling, fill } from '../filled.ts';
import { article, commit, EVIDENCE, feed, feedItem, leasedItem, storeItems, useStore, watch } from '../support.ts';

const DAY = 86_400_000;
const MONTH = 30 * DAY;

const store = useStore(feed('a'));
const log = createLogger({ level: 'silent', pretty: false });

/** Stores an article; one that is old was read, and its story begun, 100 days ago. */
async function tell(path: string, { alerts = false, old = true, text = `What happened at ${path}.` } = {}) {
  const { db } = store;
  const item = await leasedItem(db, 'a', path);
  const stored = (await commit(db, item, article(path, { text }), alerts ? [watch('port')] : []))!;
  if (old) {
    await sql`UPDATE articles SET read_at = now() - interval '100 d' WHERE id = ${stored.articleId}`.execute(db);
    await sql`UPDATE stories SET created_at = now() - interval '100 d' WHERE id = ${stored.storyId}`.execute(db);
    await sql`UPDATE feed_items SET seen_at = now() - interval '100 d', summary = 'Said', content = 'More' WHERE guid = ${path}`.execute(
      db,
    );
  }
  return stored;
}

/** Fills an empty database. */
async function filled(filling: Filling): Promise<void> {
  await store.empty();
  await fill(store.db, filling);
}

/** Rounds until nothing more is to be done. */
async function keep(retention: { articlesMs: number | null; bytes: number | null }) {
  const walk = { after: 0 };
  const sum = { stories: 0, articles: 0, feedItems: 0 };
  for (;;) {
    const round = await keepRetention(
      { db: store.db, running: { retention }, log, stopping: new AbortController().signal },
      walk,
    );
    for (const key of ['stories', 'articles', 'feedItems'] as const) sum[key] += round[key];
    if (round.isDone) return sum;
  }
}
const byAge = () => keep({ articlesMs: MONTH, bytes: null });

const urls = async () =>
  (await store.db.selectFrom('articles').select('canonicalUrl').orderBy('id').execute()).map(({ canonicalUrl }) =>
    canonicalUrl!.slice('https://news.example/'.length),
  );
const count = async (table: string) =>
  Number((await sql<boolean>`SELECT FROM ${sql.table(table)}`.execute(store.db)).rows.length);

describe('retention by age', () => {
  it('forgets what is old and never alerted, with all that hangs on it', async () => {
    await tell('old');
    await tell('new', { old: false });
    await sql`INSERT INTO article_signatures (article_id, version, signature) SELECT id, 1, '{}' FROM articles`.execute(
      store.db,
    );
    await sql`INSERT INTO matches (article_id, watch_id, evidence) SELECT id, 'quiet', ${JSON.stringify(EVIDENCE)} FROM articles`.execute(
      store.db,
    );
    expect(await byAge()).toEqual({ stories: 1, articles: 1, feedItems: 0 });
    expect(await urls()).toEqual(['new']);
    for (const table of ['stories', 'story_keys', 'article_signatures', 'matches']) expect(await count(table)).toBe(1);
    expect(await byAge()).toEqual({ stories: 0, articles: 0, feedItems: 0 });
  });

  it('keeps a story that alerted, all its articles, and the ledger', async () => {
    const { storyId } = await tell('told', { alerts: true });
    const { articleId } = await tell('copy');
    await sql`UPDATE articles SET story_id = ${storyId} WHERE id = ${articleId}`.execute(store.db);
    await byAge();
    expect(await urls()).toEqual(['told', 'copy']);
    for (const table of ['alerts', 'deliveries', 'delivery_alerts', 'delivery_work'])
      expect(await count(table)).toBe(1);
  });

  it('keeps a story as long as one of its articles is new', async () => {
    const { storyId } = await tell('first');
    const { articleId } = await tell('second', { old: false });
    await sql`UPDATE articles SET story_id = ${storyId} WHERE id = ${articleId}`.execute(store.db);
    await byAge();
    expect(await urls()).toEqual(['first', 'second']);
  });

  it('keeps an article whose alert stands with another story', async () => {
    const told = await tell('told', { alerts: true });
    const other = await tell('other', { alerts: true });
    await sql`UPDATE articles SET story_id = (SELECT max(id) FROM stories) WHERE id = ${told.articleId}`.execute(
      store.db,
    );
    await sql`UPDATE articles SET story_id = ${told.storyId} WHERE id = ${other.articleId}`.execute(store.db);
    await sql`UPDATE alerts SET story_id = ${told.storyId}, turn = 1 WHERE story_id = ${other.storyId}`.execute(
      store.db,
    );
    await byAge();
    expect(await urls()).toEqual(['told', 'other']);
  });

  it('keeps a story whose alert is of an article that is told elsewhere', async () => {
    const [left, taken] = [await tell('left', { alerts: true }), await tell('taken', { alerts: true })];
    await sql`UPDATE articles SET story_id = ${taken.storyId}`.execute(store.db);
    await byAge();
    const ids = (await store.db.selectFrom('stories').select('id').orderBy('id').execute()).map(({ id }) => id);
    expect(ids).toEqual([left.storyId, taken.storyId]);
  });

  it('lets a story go after the one that took it in, and after one that continues it', async () => {
    const [kept, taken, going, continuing] = [
      await tell('kept', { alerts: true }),
      await tell('taken'),
      await tell('going'),
      await tell('continuing', { alerts: true }),
    ];
    await sql`UPDATE stories SET merged_into = ${going.storyId} WHERE id = ${taken.storyId}`.execute(store.db);
    await sql`UPDATE articles SET story_id = ${going.storyId}, strand = ${taken.storyId} WHERE id = ${taken.articleId}`.execute(
      store.db,
    );
    await sql`UPDATE stories SET continues = ${going.storyId} WHERE id = ${continuing.storyId}`.execute(store.db);
    await byAge();
    await byAge();
    const left = await store.db.selectFrom('stories').select(['id', 'continues']).orderBy('id').execute();
    expect(left).toEqual([
      { id: kept.storyId, continues: null },
      { id: continuing.storyId, continues: null },
    ]);
  });

  it('knows an item that it forgot when the feed shows it again', async () => {
    await tell('old');
    await byAge();
    const [known] = await store.db.selectFrom('feedItems').selectAll().execute();
    expect(known).toMatchObject({ guid: 'old', articleId: null, summary: null, content: null, state: 'done' });
    const { times } = await storeItems(store.db, 'a', [
      { item: feedItem('old'), state: 'pending' },
      { item: feedItem('another id', { link: feedItem('old').link, title: feedItem('old').title }), state: 'pending' },
    ]);
    expect(times).toHaveLength(1);
    expect((await storeItems(store.db, 'a', [{ item: feedItem('old'), state: 'pending' }])).times).toEqual([]);
  });

  it('forgets what a feed said of items that were never read, and not that they were there', async () => {
    await storeItems(store.db, 'a', [{ item: feedItem('before', { summary: 'Said' }), state: 'baseline' }]);
    await sql`UPDATE feed_items SET seen_at = now() - interval '100 d'`.execute(store.db);
    expect(await byAge()).toEqual({ stories: 0, articles: 0, feedItems: 1 });
    const items = await store.db.selectFrom('feedItems').select(['guid', 'summary', 'state']).execute();
    expect(items).toEqual([{ guid: 'before', summary: null, state: 'baseline' }]);
  });

  it('passes over a story to which somebody adds an article', async () => {
    const { storyId } = await tell('old');
    await store.db.transaction().execute(async (trx) => {
      await sql`SELECT FROM stories WHERE id = ${storyId} FOR KEY SHARE`.execute(trx);
      expect(await forgetStories(store.db, { olderThanMs: MONTH, after: 0, look: 10, limit: 10 })).toMatchObject({
        stories: 0,
      });
    });
    expect(await byAge()).toMatchObject({ stories: 1 });
  });

  it('says beforehand what it forgets', async () => {
    await tell('old');
    await tell('older');
    await tell('told', { alerts: true });
    await tell('new', { old: false });
    const foreseen = await foresee(store.db, { olderThanMs: MONTH }, null);
    expect(foreseen).toMatchObject({ stories: 2, articles: 2, feedItems: 2, matches: 0 });
    expect(await byAge()).toMatchObject({ stories: 2, articles: 2 });
  });

  it('does so step by step over many stories, of which most stay', async () => {
    await filled({ feeds: 5, items: 100, heldItems: 0, articles: 6_000, deliveries: 5_000 });
    await sql`UPDATE articles SET read_at = now() - interval '100 d'`.execute(store.db);
    await sql`UPDATE stories SET created_at = now() - interval '100 d'`.execute(store.db);
    const stepped = await forgetStories(store.db, { olderThanMs: MONTH, after: 0, look: 50, limit: 10 });
    expect(stepped).toMatchObject({ stories: 0, next: expect.any(Number) });
    expect(await byAge()).toMatchObject({ stories: 1_000, articles: 1_000 });
    expect(await count('articles')).toBe(5_000);
  });
});

describe('retention by size', () => {
  it('forgets the oldest until the rest takes no more, and nothing that is young', async () => {
    await filled({ feeds: 5, items: 100, heldItems: 0, articles: 12_000, deliveries: 100 });
    await sql`UPDATE articles SET read_at = now() - interval '20 d' WHERE id <= (SELECT min(id) + 8999 FROM articles)`.execute(
      store.db,
    );
    await sql`UPDATE stories SET created_at = now() - interval '20 d' WHERE id <= (SELECT min(id) + 8999 FROM stories)`.execute(
      store.db,
    );
    const before = await storedBytes(store.db);
    const wanted = before * 0.8;
    await keep({ articlesMs: null, bytes: wanted });
    const after = await storedBytes(store.db);
    expect(after).toBeLessThanOrEqual(wanted);
    expect(after).toBeGreaterThan(before * 0.5);
    const youngest = await sql<boolean>`SELECT FROM articles WHERE read_at > now() - interval '19 d'`.execute(store.db);
    expect(youngest.rows).toHaveLength(3_000);

    await keep({ articlesMs: null, bytes: 1 });
    // What alerted, and what is young.
    expect(await count('articles')).toBe(3_100);
  });

  it('leaves alone what takes less', async () => {
    await tell('old');
    await keep({ articlesMs: null, bytes: 1e12 });
    expect(await urls()).toEqual(['old']);
  });
});

it('measures rows that are there, not room that was made', async () => {
  await filled({ feeds: 5, items: 100, heldItems: 0, articles: 20_000, deliveries: 100 });
  await sql`VACUUM FULL`.execute(store.db);
  const before = await storedBytes(store.db);
  const [files] = await readRows(
    store.db,
    z.object({ size: z.number() }),
    sql`SELECT sum(pg_total_relation_size(oid))::float8 AS size FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`,
  );
  expect(before / files!.size).toBeGreaterThan(0.7);
  expect(before / files!.size).toBeLessThan(1.1);
  await sql`DELETE FROM matches WHERE id NOT IN (SELECT match_id FROM alerts)`.execute(store.db);
  await sql`DELETE FROM articles WHERE id NOT IN (SELECT article_id FROM matches) AND id % 2 = 0`.execute(store.db);
  expect(await storedBytes(store.db)).toBeLessThan(before * 0.8);
});
