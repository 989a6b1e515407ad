import { type Kysely, sql } from 'kysely';

/** Links in messages that act: what they are signed with, and what was done by them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE link_keys (
      is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
      key bytea NOT NULL
    )`.execute(db);
  await sql`
    CREATE TABLE link_acts (
      delivery_id uuid NOT NULL REFERENCES deliveries ON DELETE CASCADE,
      action text NOT NULL CHECK (action IN ('mute_story', 'mute_source', 'not_relevant', 'unsubscribe')),
      silence_id bigint REFERENCES silences ON DELETE SET NULL,
      acted_at timestamptz NOT NULL DEFAULT now(),
      undone_at timestamptz,
      PRIMARY KEY (delivery_id, action)
    )`.execute(db);
  await sql`CREATE INDEX link_acts_silence ON link_acts (silence_id) WHERE silence_id IS NOT NULL`.execute(db);
}
