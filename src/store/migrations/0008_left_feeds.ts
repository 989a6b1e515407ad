import { type Kysely, sql } from 'kysely';

/** When a feed left the configuration: one that comes back soon goes on where it was. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE feeds ADD COLUMN left_at timestamptz`.execute(db);
}
