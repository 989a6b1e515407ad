import { type Kysely, sql } from 'kysely';

/** Feeds of what was found, for feed readers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE outgoing_feeds (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      kind text NOT NULL CHECK (kind IN ('watch', 'receiver')),
      subject_id text NOT NULL,
      generation integer NOT NULL DEFAULT 0,
      token_hash bytea UNIQUE,
      created_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE (kind, subject_id)
    )`.execute(db);
  await sql`CREATE INDEX alerts_of_watch ON alerts (watch_id, created_at DESC)`.execute(db);
}
