import { type Kysely, sql } from 'kysely';

/** What polling as a good guest has to remember: of feeds, of hosts, of hubs, and of what operators must know. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    ALTER TABLE feeds
      ADD COLUMN host text NOT NULL DEFAULT '',
      ADD COLUMN paused_at timestamptz,
      ADD COLUMN moved_url text,
      ADD COLUMN moving_to text,
      ADD COLUMN moving_seen integer NOT NULL DEFAULT 0,
      ADD COLUMN moving_since timestamptz,
      ADD COLUMN body_hash text,
      ADD COLUMN whole_at timestamptz,
      ADD COLUMN fresh_ms bigint,
      ADD COLUMN asked_every_ms bigint,
      ADD COLUMN skip_hours smallint[] NOT NULL DEFAULT '{}',
      ADD COLUMN skip_days smallint[] NOT NULL DEFAULT '{}',
      ADD COLUMN item_times timestamptz[] NOT NULL DEFAULT '{}',
      ADD COLUMN last_lag_ms integer,
      ADD COLUMN took_ms integer,
      ADD COLUMN last_warnings text[] NOT NULL DEFAULT '{}',
      ADD COLUMN failing_since timestamptz,
      ADD COLUMN last_item_at timestamptz,
      ADD COLUMN habit jsonb,
      ADD COLUMN habit_at timestamptz,
      ADD COLUMN hubs text[] NOT NULL DEFAULT '{}',
      ADD COLUMN topic text`.execute(db);
  await sql`UPDATE feeds SET host = coalesce(substring(url FROM '^https?://(\\[[^]]*\\]|[^/:?#]*)'), '')`.execute(db);
  await sql`
    UPDATE feeds SET
      item_times = ARRAY(
        SELECT least(coalesce(published_at, seen_at), seen_at) AS at FROM feed_items
        WHERE feed_id = feeds.id ORDER BY at DESC LIMIT 30),
      last_item_at = (SELECT max(seen_at) FROM feed_items WHERE feed_id = feeds.id)`.execute(db);
  await sql`DROP INDEX feeds_due`.execute(db);
  await sql`CREATE INDEX feeds_due ON feeds (next_poll_at) WHERE active AND gone_at IS NULL AND paused_at IS NULL`.execute(
    db,
  );
  await sql`CREATE INDEX feeds_under_way ON feeds (host) WHERE enqueued_until IS NOT NULL OR lease_until IS NOT NULL`.execute(
    db,
  );
  await sql`ALTER TABLE feed_items ADD COLUMN language text, ADD COLUMN enclosures jsonb NOT NULL DEFAULT '[]'`.execute(
    db,
  );

  await sql`
    CREATE TABLE hosts (
      host text PRIMARY KEY,
      next_at timestamptz NOT NULL,
      quiet_until timestamptz NOT NULL DEFAULT '-infinity',
      turns timestamptz[] NOT NULL
    )`.execute(db);

  await sql`
    CREATE TABLE notices (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      feed_id text NOT NULL REFERENCES feeds ON DELETE CASCADE,
      kind text NOT NULL,
      reason text NOT NULL,
      raised_at timestamptz NOT NULL DEFAULT now(),
      cleared_at timestamptz
    )`.execute(db);
  await sql`CREATE UNIQUE INDEX notices_open ON notices (feed_id, kind) WHERE cleared_at IS NULL`.execute(db);

  await sql`
    CREATE TABLE subscriptions (
      feed_id text PRIMARY KEY REFERENCES feeds ON DELETE CASCADE,
      id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
      hub text NOT NULL,
      topic text NOT NULL,
      secret text NOT NULL,
      state text NOT NULL CHECK (state IN ('asked', 'verified', 'denied', 'failed')),
      reason text,
      asked_at timestamptz NOT NULL DEFAULT now(),
      verified_at timestamptz,
      expires_at timestamptz,
      due_at timestamptz NOT NULL DEFAULT now(),
      failures integer NOT NULL DEFAULT 0,
      last_push_at timestamptz
    )`.execute(db);
  await sql`CREATE INDEX subscriptions_due ON subscriptions (due_at)`.execute(db);
}
