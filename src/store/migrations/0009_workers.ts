import { type Kysely, sql } from 'kysely';

/** Which feeds the configuration of each running worker has, so that one with older files takes none from the others. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE TABLE workers (
    id uuid PRIMARY KEY,
    feed_ids text[] NOT NULL,
    seen_at timestamptz NOT NULL
  )`.execute(db);
}
