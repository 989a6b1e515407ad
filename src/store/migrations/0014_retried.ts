import { type Kysely, sql } from 'kysely';

/** An operator can have a delivery sent again that was given up; its tries count anew from then on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    ALTER TABLE deliveries
      ADD COLUMN retried_at timestamptz,
      ADD COLUMN retried_after integer NOT NULL DEFAULT 0`.execute(db);
}
