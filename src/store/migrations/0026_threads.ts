import { type Kysely, sql } from 'kysely';

/** Threads in which receivers hear of the coverage that a story gets after they were told of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE threads (
      story_id bigint NOT NULL REFERENCES stories ON DELETE CASCADE,
      receiver_id text NOT NULL,
      recipient text NOT NULL,
      delivery_id uuid NOT NULL REFERENCES deliveries ON DELETE CASCADE,
      route text NOT NULL,
      interval_ms bigint NOT NULL,
      outlets text[] NOT NULL,
      languages text[] NOT NULL,
      covered_at timestamptz NOT NULL DEFAULT now(),
      spoken_at timestamptz NOT NULL DEFAULT now(),
      due_at timestamptz,
      PRIMARY KEY (story_id, receiver_id, recipient)
    )`.execute(db);
  await sql`CREATE INDEX threads_due ON threads (due_at) WHERE due_at IS NOT NULL`.execute(db);
  await sql`CREATE INDEX threads_covered ON threads (covered_at)`.execute(db);
  await sql`CREATE INDEX threads_delivery ON threads (delivery_id)`.execute(db);
}
