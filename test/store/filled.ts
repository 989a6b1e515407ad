import { sql } from 'kysely';
import type { Database } from '../../src/store/database.ts';

/** How much there is. */
export interface Filling {
  feeds: number;
  items: number;
  /** Items that are claimed or leased now. */
  heldItems: number;
  articles: number;
  deliveries: number;
}

/** What a newsroom has after some weeks. */
export const LARGE: Filling = {
  feeds: 10_000,
  items: 150_000,
  heldItems: 20_000,
  articles: 60_000,
  deliveries: 30_000,
};

/** Articles that are still found by what they say. */
const SIGNED = 10_000;

/** Stories of the last days that somebody hears of in a thread. */
const THREADS = 5_000;

/** Fills an empty database, and tells Postgres what is in it. One delivery in ten is not sent, one in a hundred is dead. */
export async function fill(db: Database, { feeds, items, heldItems, articles, deliveries }: Filling): Promise<void> {
  const words = sql`repeat('what a row of this kind holds and nobody reads here ', 12)`;
  await sql`
    INSERT INTO feeds (id, url, host, tags, backfill, active, baseline_at, last_polled_at, last_outcome, last_reason,
      last_item_at, items, item_times, habit)
    SELECT 'feed-' || n, 'https://h' || n % 4000 || '.example/' || n, 'h' || n % 4000 || '.example', '{}', false, true,
      now(), now(), 'modified', 'HTTP 200: new content', now() - random() * interval '2 days', ${items}::int / ${feeds}::int,
      ARRAY(SELECT now() - k * interval '1 hour' FROM generate_series(1, 30) AS k), NULL
    FROM generate_series(1, ${feeds}::int) AS n`.execute(db);
  await sql`
    INSERT INTO feed_work (id, host, due_at, visible_at)
    SELECT id, host, now() + random() * interval '1 h', now() + random() * interval '1 h' FROM feeds`.execute(db);
  await sql`
    INSERT INTO feed_items (feed_id, guid, mark, link, title, summary, published_at, seen_at, authors, categories, state)
    SELECT 'feed-' || (1 + n % ${feeds}::int), 'guid-' || n, 'l' || n, 'https://news.example/' || n, 'Title ' || n, ${words},
      now() - random() * interval '20 days', now() - random() * interval '20 days', '{}', '{}',
      CASE WHEN n <= ${heldItems}::int THEN 'pending' ELSE 'done' END
    FROM generate_series(1, ${items}::int) AS n`.execute(db);
  await sql`
    INSERT INTO item_work (id, visible_at, holder)
    SELECT id, now() + interval '1 h', 'queue' FROM feed_items WHERE state = 'pending'`.execute(db);
  await sql`INSERT INTO stories (created_at) SELECT now() FROM generate_series(1, ${articles}::int)`.execute(db);
  await sql`
    INSERT INTO articles (story_id, canonical_url, url, title, text, authors, tags, source)
    SELECT id, 'https://news.example/' || id, 'https://news.example/' || id, 'Title ' || id, ${words}, '{}', '{}', 'page'
    FROM stories`.execute(db);
  await sql`
    UPDATE stories SET articles = 1, first_at = created_at, last_at = created_at`.execute(db);
  await sql`
    INSERT INTO article_signatures (article_id, version, signature, published_at)
    SELECT id, 1, '{}', now() - random() * interval '4 days' FROM articles ORDER BY id DESC LIMIT ${SIGNED}`.execute(
    db,
  );
  await sql`
    INSERT INTO article_keys (kind, key, article_id)
    SELECT DISTINCT key % 2, hashint4((article_id % 500 * key)::int), article_id
    FROM article_signatures, generate_series(1, 12) AS key`.execute(db);
  await sql`
    INSERT INTO feature_counts (key, count) SELECT key, count(*) FROM article_keys GROUP BY key`.execute(db);
  await sql`
    INSERT INTO matches (article_id, watch_id, evidence)
    SELECT id, 'watch', '{"hits":[],"proximities":[],"passages":[]}' FROM articles ORDER BY id LIMIT ${deliveries}`.execute(
    db,
  );
  await sql`
    INSERT INTO alerts (story_id, watch_id, match_id, watch, created_at)
    SELECT story_id, watch_id, matches.id, '{"id":"watch","query":"x","tags":[]}', now() - random() * interval '20 days'
    FROM matches JOIN articles ON articles.id = article_id`.execute(db);
  await sql`
    INSERT INTO deliveries (id, receiver_id, payload, attempts, state, created_at)
    SELECT id, 'inbox', '{"kind":"notice","title":"Title","lines":[],"createdAt":"2026-11-20"}', 1, CASE WHEN n % 100 = 0 THEN 'dead' WHEN n % 10 = 0 THEN 'retry' ELSE 'sent' END, created_at
    FROM (SELECT id, created_at, row_number() OVER () AS n FROM alerts) AS numbered`.execute(db);
  await sql`
    INSERT INTO delivery_alerts (delivery_id, alert_id, receiver_id, recipient, told_at, articles)
    SELECT id, id, receiver_id, recipient, created_at, 1 FROM deliveries`.execute(db);
  await sql`
    INSERT INTO threads (story_id, receiver_id, recipient, delivery_id, route, interval_ms, outlets, languages)
    SELECT story_id, 'slack', '', deliveries.id, '', 300000, '{}', '{en}' FROM deliveries JOIN alerts USING (id)
    ORDER BY deliveries.created_at DESC LIMIT ${THREADS}`.execute(db);
  await sql`INSERT INTO endpoints (key, label, places, gap_ms) VALUES ('inbox', 'the built-in inbox', 4, 0)`.execute(
    db,
  );
  await sql`
    INSERT INTO delivery_work (id, endpoint, visible_at) SELECT id, 'inbox', now() + random() * interval '1 h' FROM deliveries
    WHERE state = 'retry'`.execute(db);
  await sql`
    INSERT INTO attempts (delivery_id, number, finished_at, outcome, possible_duplicate)
    SELECT id, 1, created_at, state, false FROM deliveries`.execute(db);
  await sql`VACUUM ANALYZE`.execute(db);
}
