import { type Kysely, sql } from 'kysely';

/** Whether a receiver is still configured is told by the worker that started last, not by each for itself. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE TABLE receivers (id text PRIMARY KEY, removed_at timestamptz)`.execute(db);
}
