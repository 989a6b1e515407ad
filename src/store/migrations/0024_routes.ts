import { type Kysely, sql } from 'kysely';

/** Alerts that wait for others, or for their time; silences; what services say of messages that they took. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE silences (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      receiver_id text,
      recipient text,
      matchers jsonb NOT NULL,
      reason text NOT NULL,
      author text NOT NULL,
      tells_end boolean NOT NULL,
      starts_at timestamptz NOT NULL DEFAULT now(),
      ends_at timestamptz NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now()
    )`.execute(db);
  await sql`CREATE INDEX silences_of_receiver ON silences (receiver_id, ends_at)`.execute(db);

  await sql`
    CREATE TABLE alert_groups (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      receiver_id text NOT NULL,
      route text NOT NULL,
      key text NOT NULL,
      because text NOT NULL,
      flush_at timestamptz,
      flushed_at timestamptz,
      opened_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE (receiver_id, route, key)
    )`.execute(db);
  await sql`CREATE INDEX alert_groups_due ON alert_groups (flush_at) WHERE flush_at IS NOT NULL`.execute(db);
  await sql`
    CREATE INDEX alert_groups_past ON alert_groups (coalesce(flushed_at, opened_at)) WHERE flush_at IS NULL`.execute(
    db,
  );
  await sql`
    CREATE TABLE group_alerts (
      group_id bigint NOT NULL REFERENCES alert_groups ON DELETE CASCADE,
      alert_id uuid NOT NULL REFERENCES alerts ON DELETE CASCADE,
      rank smallint NOT NULL,
      added_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (group_id, alert_id)
    )`.execute(db);
  await sql`CREATE INDEX group_alerts_alert ON group_alerts (alert_id)`.execute(db);

  await sql`
    ALTER TABLE deliveries
      ADD COLUMN receipt jsonb,
      ADD COLUMN silence_id bigint REFERENCES silences,
      ADD COLUMN counted_at timestamptz,
      DROP CONSTRAINT deliveries_state_check,
      ADD CONSTRAINT deliveries_state_check
        CHECK (state IN ('pending', 'sending', 'sent', 'retry', 'unknown', 'dead', 'suppressed')) NOT VALID`.execute(
    db,
  );
  await sql`CREATE INDEX deliveries_of_receiver ON deliveries (receiver_id, created_at DESC)`.execute(db);
  await sql`
    CREATE INDEX deliveries_uncounted ON deliveries (silence_id) WHERE state = 'suppressed' AND counted_at IS NULL`.execute(
    db,
  );
  await sql`CREATE INDEX deliveries_silenced ON deliveries (silence_id) WHERE silence_id IS NOT NULL`.execute(db);
}
