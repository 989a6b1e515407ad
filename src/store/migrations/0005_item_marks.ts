import { type Kysely, sql } from 'kysely';

/** By what an item is known beside its id; null for those of before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE feed_items ADD COLUMN mark text`.execute(db);
  await sql`CREATE INDEX feed_items_mark ON feed_items (feed_id, mark) WHERE mark IS NOT NULL`.execute(db);
}
