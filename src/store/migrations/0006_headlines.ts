import { type Kysely, sql } from 'kysely';

/** What else an article is called by its page and its feed item. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE articles ADD COLUMN headlines jsonb NOT NULL DEFAULT '[]'`.execute(db);
}
