import { type Kysely, sql } from 'kysely';

/** Operators are told of more than feeds, once when it begins and once when it ends. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE notices DROP CONSTRAINT notices_feed_id_fkey`.execute(db);
  await sql`ALTER TABLE notices RENAME COLUMN feed_id TO subject`.execute(db);
  await sql`
    ALTER TABLE notices
      ADD COLUMN about text NOT NULL DEFAULT 'feed',
      ADD COLUMN told_at timestamptz,
      ADD COLUMN end_told_at timestamptz`.execute(db);
  await sql`DROP INDEX notices_open`.execute(db);
  await sql`CREATE UNIQUE INDEX notices_open ON notices (about, subject, kind) WHERE cleared_at IS NULL`.execute(db);
  await sql`CREATE INDEX notices_end_untold ON notices (id) WHERE cleared_at IS NOT NULL AND told_at IS NOT NULL AND end_told_at IS NULL`.execute(
    db,
  );
  // What was given up is looked for every minute, among very many that were not.
  await sql`CREATE INDEX feed_items_failed ON feed_items (id) WHERE state = 'failed'`.execute(db);
}
