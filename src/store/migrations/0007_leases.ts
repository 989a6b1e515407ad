import { type Kysely, sql } from 'kysely';

/** How often a feed item was taken for reading: until now its fence told, which then could not only grow. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE feed_items ADD COLUMN leases integer NOT NULL DEFAULT 0`.execute(db);
  await sql`UPDATE feed_items SET leases = fence WHERE state = 'pending'`.execute(db);
}
