import { type Kysely, sql } from 'kysely';

/**
 * The work on feeds, items and deliveries in narrow rows of their own, which are there as long as there is something to do:
 * what changes several times for each piece of work is not written together with what hardly ever does.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE SEQUENCE fences AS bigint`.execute(db);
  // Whoever still works by the rows of before brings a number that must not come up again.
  await sql`SELECT setval('fences', 1 + greatest((SELECT max(fence) FROM feeds), (SELECT max(fence) FROM feed_items),
    (SELECT max(fence) FROM deliveries), 1))`.execute(db);

  // No index on what changes, and room on each page: then an update costs no index entry and the page tidies itself (HOT).
  // All rows together are some pages, which a claim reads in a millisecond.
  await sql`
    CREATE TABLE feed_work (
      id text PRIMARY KEY REFERENCES feeds ON DELETE CASCADE,
      host text NOT NULL,
      due_at timestamptz NOT NULL DEFAULT now(),
      visible_at timestamptz NOT NULL DEFAULT now(),
      holder text CHECK (holder IN ('queue', 'worker')),
      fence bigint NOT NULL DEFAULT nextval('fences'),
      failing boolean NOT NULL DEFAULT false
    ) WITH (fillfactor = 50)`.execute(db);
  await sql`
    INSERT INTO feed_work (id, host, due_at, visible_at, failing)
    SELECT id, host, next_poll_at, greatest(next_poll_at, lease_until, enqueued_until), failures > 0
    FROM feeds WHERE active AND gone_at IS NULL AND paused_at IS NULL`.execute(db);

  // These may be many when Wirewatch comes back after a while: found by an index, whatever stands behind the first.
  await sql`
    CREATE TABLE item_work (
      id bigint PRIMARY KEY REFERENCES feed_items ON DELETE CASCADE,
      visible_at timestamptz NOT NULL DEFAULT now(),
      holder text CHECK (holder IN ('queue', 'worker')),
      fence bigint NOT NULL DEFAULT nextval('fences'),
      leases integer NOT NULL DEFAULT 0
    )`.execute(db);
  await sql`
    INSERT INTO item_work (id, visible_at, leases)
    SELECT id, greatest(due_at, lease_until, enqueued_until), leases FROM feed_items WHERE state = 'pending'`.execute(
    db,
  );
  await sql`CREATE INDEX item_work_visible ON item_work (visible_at)`.execute(db);

  await sql`
    CREATE TABLE delivery_work (
      id uuid PRIMARY KEY REFERENCES deliveries ON DELETE CASCADE,
      visible_at timestamptz NOT NULL DEFAULT now(),
      holder text CHECK (holder IN ('queue', 'worker')),
      fence bigint NOT NULL DEFAULT nextval('fences')
    )`.execute(db);
  await sql`
    INSERT INTO delivery_work (id, visible_at)
    SELECT id, greatest(due_at, lease_until, enqueued_until) FROM deliveries
    WHERE state IN ('pending', 'sending', 'retry', 'unknown')`.execute(db);
  await sql`CREATE INDEX delivery_work_visible ON delivery_work (visible_at)`.execute(db);

  await sql`
    ALTER TABLE feeds
      DROP COLUMN next_poll_at, DROP COLUMN enqueued_until, DROP COLUMN lease_until, DROP COLUMN fence,
      ADD COLUMN items bigint NOT NULL DEFAULT 0`.execute(db);
  await sql`ALTER TABLE feeds SET (fillfactor = 70)`.execute(db);
  await sql`
    UPDATE feeds SET items = found.items
    FROM (SELECT feed_id, count(*) AS items FROM feed_items GROUP BY feed_id) AS found WHERE feed_id = id`.execute(db);
  await sql`
    ALTER TABLE feed_items
      DROP COLUMN due_at, DROP COLUMN leases, DROP COLUMN enqueued_until, DROP COLUMN lease_until, DROP COLUMN fence`.execute(
    db,
  );
  await sql`
    ALTER TABLE deliveries
      DROP COLUMN due_at, DROP COLUMN enqueued_until, DROP COLUMN lease_until, DROP COLUMN fence`.execute(db);

  // To count without reading the wide rows; none of it changes with a poll.
  await sql`CREATE INDEX feeds_active ON feeds (id) WHERE active`.execute(db);
  await sql`CREATE INDEX feeds_gone ON feeds (id) WHERE active AND gone_at IS NOT NULL`.execute(db);

  // For the habit of a feed, from the index alone.
  await sql`CREATE INDEX feed_items_seen ON feed_items (feed_id, seen_at) INCLUDE (published_at)`.execute(db);
  // The first page: what is not sent first, each the newest first.
  await sql`CREATE INDEX deliveries_created ON deliveries (created_at DESC)`.execute(db);
  await sql`CREATE INDEX deliveries_not_sent ON deliveries (created_at DESC) WHERE state <> 'sent'`.execute(db);
  await sql`CREATE INDEX deliveries_dead ON deliveries (id) WHERE state = 'dead'`.execute(db);

  // Two workers with copies of one story wait for each other here: sorted, so that they cannot wait in a circle. Whoever
  // waited has to see what the other has stored meanwhile: each statement of the function looks anew, one of a query would not.
  await sql`
    CREATE FUNCTION meet_stories(keys text[], feed text, headline text)
    RETURNS TABLE (story_id bigint, met_by text[], has_other_headline boolean, alerted text[])
    LANGUAGE plpgsql VOLATILE AS $$
    BEGIN
      PERFORM pg_advisory_xact_lock(hashtextextended(key, 0)) FROM (SELECT key FROM unnest(keys) AS key ORDER BY key) AS sorted;
      RETURN QUERY
        SELECT met.story_id, met.met_by,
          EXISTS (SELECT FROM articles JOIN feed_items ON feed_items.article_id = articles.id
            WHERE articles.story_id = met.story_id AND feed_id = feed AND articles.title <> headline),
          ARRAY(SELECT watch_id FROM alerts WHERE alerts.story_id = met.story_id)
        FROM (SELECT story_keys.story_id, array_agg(key) AS met_by FROM story_keys WHERE key = ANY(keys) GROUP BY 1) AS met
        ORDER BY 1;
    END $$`.execute(db);
}
