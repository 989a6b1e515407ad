import { type Kysely, sql } from 'kysely';

/** What is special about an article, and where each of its fields was found. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    ALTER TABLE articles ADD COLUMN flags text[] NOT NULL DEFAULT '{}', ADD COLUMN places jsonb NOT NULL DEFAULT '{}'`.execute(
    db,
  );
  // Until then an article of a feed item was told by its summary, or so was said.
  await sql`UPDATE articles SET flags = '{summary_only}' WHERE source = 'feed_item'`.execute(db);
}
