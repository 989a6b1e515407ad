import { type Kysely, sql } from 'kysely';

/** What the scopes `country:` and `tag:` of a query look at. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE feeds ADD COLUMN country text`.execute(db);
  await sql`ALTER TABLE articles ADD COLUMN country text, ADD COLUMN tags text[] NOT NULL DEFAULT '{}'`.execute(db);
}
