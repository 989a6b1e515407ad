import { type Kysely, sql } from 'kysely';

/** What is known of a story as a whole, what a person decided about it, and how much of it receivers were told. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Changes with each article that joins: none of it is indexed, and each page has room.
  await sql`
    ALTER TABLE stories
      ADD COLUMN articles integer NOT NULL DEFAULT 0,
      ADD COLUMN first_at timestamptz,
      ADD COLUMN last_at timestamptz,
      ADD COLUMN continues bigint REFERENCES stories ON DELETE SET NULL,
      ADD COLUMN merged_into bigint REFERENCES stories ON DELETE SET NULL`.execute(db);
  await sql`ALTER TABLE stories SET (fillfactor = 70)`.execute(db);
  await sql`
    UPDATE stories SET articles = told.articles, first_at = told.first_at, last_at = told.last_at
    FROM (
      SELECT story_id, count(*) AS articles, min(told_at) AS first_at, max(told_at) AS last_at
      FROM (SELECT story_id, least(coalesce(published_at, read_at), read_at) AS told_at FROM articles) AS each
      GROUP BY story_id
    ) AS told WHERE id = story_id`.execute(db);

  // The story it was of before a person said that both are one: by that it is still found, and compared.
  await sql`ALTER TABLE articles ADD COLUMN strand bigint REFERENCES stories ON DELETE SET NULL`.execute(db);
  await sql`DROP INDEX articles_story`.execute(db);
  await sql`CREATE INDEX articles_story ON articles (story_id, strand) INCLUDE (published_at)`.execute(db);

  // Both ways.
  await sql`
    CREATE TABLE story_splits (
      story_id bigint NOT NULL REFERENCES stories ON DELETE CASCADE,
      other_id bigint NOT NULL REFERENCES stories ON DELETE CASCADE,
      created_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (story_id, other_id)
    )`.execute(db);

  // Turn 0 is that there is a story; each further one is a development of it.
  await sql`
    ALTER TABLE alerts
      ADD COLUMN turn smallint NOT NULL DEFAULT 0,
      ADD COLUMN development jsonb,
      DROP CONSTRAINT alerts_story_id_watch_id_key,
      ADD UNIQUE (story_id, watch_id, turn)`.execute(db);
  await sql`
    ALTER TABLE delivery_alerts
      ADD COLUMN told_at timestamptz NOT NULL DEFAULT now(),
      ADD COLUMN articles integer`.execute(db);
  await sql`
    UPDATE delivery_alerts SET told_at = created_at FROM deliveries WHERE deliveries.id = delivery_id`.execute(db);
  await sql`
    CREATE INDEX delivery_alerts_told ON delivery_alerts (receiver_id, recipient, told_at DESC)
    WHERE articles IS NOT NULL`.execute(db);

  await sql`DROP FUNCTION meet_stories(text[], text, text)`.execute(db);
  await sql`
    CREATE FUNCTION meet_stories(keys text[], feed text, headline text)
    RETURNS TABLE (story_id bigint, met_by text[], has_other_headline boolean, alerted text[], apart bigint[])
    LANGUAGE plpgsql VOLATILE AS $$
    BEGIN
      PERFORM pg_advisory_xact_lock(hashtextextended(key, 0)) FROM (SELECT key FROM unnest(keys) AS key ORDER BY key) AS sorted;
      RETURN QUERY
        SELECT met.story_id, met.met_by,
          EXISTS (SELECT FROM articles JOIN feed_items ON feed_items.article_id = articles.id
            WHERE articles.story_id = met.story_id AND feed_id = feed AND articles.title <> headline),
          ARRAY(SELECT DISTINCT watch_id FROM alerts WHERE alerts.story_id = met.story_id),
          ARRAY(SELECT other_id FROM story_splits WHERE story_splits.story_id = met.story_id)
        FROM (SELECT story_keys.story_id, array_agg(key) AS met_by FROM story_keys WHERE key = ANY(keys) GROUP BY 1) AS met
        ORDER BY 1;
    END $$`.execute(db);
}
