import { type Kysely, sql } from 'kysely';

/** What is needed to forget old articles in small steps: for each row that goes, Postgres looks for those that point to it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE INDEX alerts_match ON alerts (match_id)`.execute(db);
  await sql`CREATE INDEX articles_strand ON articles (strand) WHERE strand IS NOT NULL`.execute(db);
  await sql`CREATE INDEX stories_continues ON stories (continues) WHERE continues IS NOT NULL`.execute(db);
  await sql`CREATE INDEX stories_merged ON stories (merged_into) WHERE merged_into IS NOT NULL`.execute(db);
  await sql`CREATE INDEX story_splits_other ON story_splits (other_id)`.execute(db);
  // What a feed said of items that have no article, until it is forgotten: those of the baseline, and what was given up.
  await sql`
    CREATE INDEX feed_items_told ON feed_items (id)
    WHERE article_id IS NULL AND state IN ('baseline', 'done', 'failed') AND (summary IS NOT NULL OR content IS NOT NULL)`.execute(
    db,
  );
  // A fifth of a large table would wait for the vacuum: what is forgotten today has to make room for what comes tomorrow.
  for (const table of ['articles', 'feed_items'])
    await sql`
      ALTER TABLE ${sql.table(table)} SET (autovacuum_vacuum_scale_factor = 0.02,
        toast.autovacuum_vacuum_scale_factor = 0.02)`.execute(db);
}
