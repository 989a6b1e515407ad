import { type Kysely, sql } from 'kysely';

/** Whether a receiver is still told at an address is said by the worker that started last, not by each for itself. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE addresses (
      receiver_id text,
      recipient text,
      endpoint text,
      removed_at timestamptz,
      PRIMARY KEY (receiver_id, recipient)
    )`.execute(db);
}
