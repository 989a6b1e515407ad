import { type Kysely, sql } from 'kysely';

/** The columns by which the sweeper and the workers share work; see `Claimable` in schema.ts. */
const claimable = sql.raw(`
  enqueued_until timestamptz,
  lease_until timestamptz,
  fence integer NOT NULL DEFAULT 0
`);

/** Feeds, feed items, articles, stories, matches, alerts and their deliveries. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE feeds (
      id text PRIMARY KEY,
      url text NOT NULL,
      name text,
      tags text[] NOT NULL,
      every_ms bigint,
      backfill boolean NOT NULL,
      active boolean NOT NULL,
      gone_at timestamptz,
      title text,
      language text,
      etag text,
      last_modified text,
      added_at timestamptz NOT NULL DEFAULT now(),
      baseline_at timestamptz,
      next_poll_at timestamptz NOT NULL DEFAULT now(),
      last_polled_at timestamptz,
      last_outcome text,
      last_status integer,
      last_reason text,
      failures integer NOT NULL DEFAULT 0,
      ${claimable}
    )`.execute(db);
  await sql`CREATE INDEX feeds_due ON feeds (next_poll_at) WHERE active AND gone_at IS NULL`.execute(db);

  await sql`CREATE TABLE stories (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, created_at timestamptz NOT NULL DEFAULT now())`.execute(
    db,
  );
  await sql`CREATE TABLE story_keys (key text PRIMARY KEY, story_id bigint NOT NULL REFERENCES stories ON DELETE CASCADE)`.execute(
    db,
  );
  await sql`CREATE INDEX story_keys_story ON story_keys (story_id)`.execute(db);

  await sql`
    CREATE TABLE articles (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      story_id bigint NOT NULL REFERENCES stories,
      canonical_url text UNIQUE,
      url text,
      title text NOT NULL,
      text text NOT NULL,
      language text,
      outlet text,
      authors text[] NOT NULL,
      published_at timestamptz,
      source text NOT NULL CHECK (source IN ('page', 'feed_item')),
      read_at timestamptz NOT NULL DEFAULT now()
    )`.execute(db);
  // By hash: an entry of a B-tree holds no long URL.
  await sql`CREATE INDEX articles_url ON articles USING hash (url)`.execute(db);
  await sql`CREATE INDEX articles_story ON articles (story_id)`.execute(db);

  await sql`
    CREATE TABLE feed_items (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      feed_id text NOT NULL REFERENCES feeds ON DELETE CASCADE,
      guid text NOT NULL,
      link text,
      title text NOT NULL,
      summary text,
      content text,
      published_at timestamptz,
      updated_at timestamptz,
      authors text[] NOT NULL,
      categories text[] NOT NULL,
      seen_at timestamptz NOT NULL DEFAULT now(),
      state text NOT NULL CHECK (state IN ('baseline', 'pending', 'done', 'failed')),
      due_at timestamptz NOT NULL DEFAULT now(),
      attempts integer NOT NULL DEFAULT 0,
      reason text,
      article_id bigint REFERENCES articles,
      ${claimable},
      UNIQUE (feed_id, guid)
    )`.execute(db);
  await sql`CREATE INDEX feed_items_due ON feed_items (due_at) WHERE state = 'pending'`.execute(db);
  await sql`CREATE INDEX feed_items_article ON feed_items (article_id)`.execute(db);

  await sql`
    CREATE TABLE matches (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      article_id bigint NOT NULL REFERENCES articles,
      watch_id text NOT NULL,
      evidence jsonb NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE (article_id, watch_id)
    )`.execute(db);

  await sql`
    CREATE TABLE alerts (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      story_id bigint NOT NULL REFERENCES stories,
      watch_id text NOT NULL,
      match_id bigint NOT NULL REFERENCES matches,
      watch jsonb NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE (story_id, watch_id)
    )`.execute(db);
  await sql`CREATE INDEX alerts_created ON alerts (created_at DESC)`.execute(db);

  await sql`
    CREATE TABLE deliveries (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      alert_id uuid NOT NULL REFERENCES alerts,
      receiver_id text NOT NULL,
      state text NOT NULL DEFAULT 'pending'
        CHECK (state IN ('pending', 'sending', 'sent', 'retry', 'unknown', 'dead')),
      due_at timestamptz NOT NULL DEFAULT now(),
      attempts integer NOT NULL DEFAULT 0,
      reason text,
      created_at timestamptz NOT NULL DEFAULT now(),
      sent_at timestamptz,
      ${claimable},
      UNIQUE (alert_id, receiver_id)
    )`.execute(db);
  await sql`CREATE INDEX deliveries_due ON deliveries (due_at) WHERE state IN ('pending', 'sending', 'retry', 'unknown')`.execute(
    db,
  );

  await sql`
    CREATE TABLE attempts (
      delivery_id uuid NOT NULL REFERENCES deliveries ON DELETE CASCADE,
      number integer NOT NULL,
      started_at timestamptz NOT NULL DEFAULT now(),
      finished_at timestamptz,
      outcome text,
      reason text,
      possible_duplicate boolean NOT NULL,
      PRIMARY KEY (delivery_id, number)
    )`.execute(db);

  await sql`
    CREATE TABLE inbox_messages (
      delivery_id uuid PRIMARY KEY REFERENCES deliveries ON DELETE CASCADE,
      receiver_id text NOT NULL,
      subject text NOT NULL,
      text text NOT NULL,
      html text NOT NULL,
      received_at timestamptz NOT NULL DEFAULT now()
    )`.execute(db);
  await sql`CREATE INDEX inbox_messages_received ON inbox_messages (received_at DESC)`.execute(db);

  await sql`CREATE TABLE heartbeats (name text PRIMARY KEY, at timestamptz NOT NULL)`.execute(db);
  await sql`CREATE TABLE credentials (name text PRIMARY KEY, password_hash text NOT NULL)`.execute(db);
}
