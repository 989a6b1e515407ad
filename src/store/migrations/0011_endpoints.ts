import { type Kysely, sql } from 'kysely';

/**
 * A delivery tells one receiver, at one of his addresses, of an article and all watches it met, in words that are frozen
 * when it is made. What goes to an endpoint goes by turns that stand here, whichever process sends it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE endpoints (
      key text PRIMARY KEY,
      label text NOT NULL,
      places integer NOT NULL,
      gap_ms integer NOT NULL,
      next_at timestamptz NOT NULL DEFAULT now(),
      quiet_until timestamptz NOT NULL DEFAULT now(),
      failures integer NOT NULL DEFAULT 0,
      held_since timestamptz,
      reason text
    ) WITH (fillfactor = 50)`.execute(db);

  await sql`
    ALTER TABLE deliveries
      ADD COLUMN recipient text NOT NULL DEFAULT '',
      ADD COLUMN payload jsonb`.execute(db);
  await sql`
    UPDATE deliveries SET payload = jsonb_build_object(
      'kind', 'news',
      'createdAt', alerts.created_at,
      'article', jsonb_build_object('url', articles.url, 'title', articles.title, 'language', articles.language,
        'outlet', articles.outlet, 'authors', articles.authors, 'publishedAt', articles.published_at,
        'source', articles.source, 'flags', articles.flags, 'lead', left(articles.text, 300)),
      'coverage', '[]'::jsonb,
      'alerts', jsonb_build_array(jsonb_build_object('id', alerts.id, 'watch', alerts.watch, 'evidence', matches.evidence)))
    FROM alerts JOIN matches ON matches.id = match_id JOIN articles ON articles.id = article_id
    WHERE alerts.id = alert_id`.execute(db);
  await sql`ALTER TABLE deliveries ALTER COLUMN payload SET NOT NULL`.execute(db);

  // That an alert is told once at an address is kept here.
  await sql`
    CREATE TABLE delivery_alerts (
      delivery_id uuid NOT NULL REFERENCES deliveries ON DELETE CASCADE,
      alert_id uuid NOT NULL REFERENCES alerts ON DELETE CASCADE,
      receiver_id text NOT NULL,
      recipient text NOT NULL,
      PRIMARY KEY (alert_id, receiver_id, recipient)
    )`.execute(db);
  await sql`CREATE INDEX delivery_alerts_delivery ON delivery_alerts (delivery_id)`.execute(db);
  await sql`INSERT INTO delivery_alerts SELECT id, alert_id, receiver_id, '' FROM deliveries`.execute(db);
  await sql`ALTER TABLE deliveries DROP COLUMN alert_id`.execute(db);

  // Which endpoint it is, a worker tells when it starts.
  await sql`
    INSERT INTO endpoints (key, label, places, gap_ms)
    SELECT DISTINCT 'receiver:' || receiver_id, receiver_id, 1, 1000 FROM deliveries JOIN delivery_work USING (id)`.execute(
    db,
  );
  await sql`
    ALTER TABLE delivery_work
      ADD COLUMN endpoint text REFERENCES endpoints,
      ADD COLUMN rank smallint NOT NULL DEFAULT 2,
      ADD COLUMN made_at timestamptz NOT NULL DEFAULT now()`.execute(db);
  await sql`
    UPDATE delivery_work SET endpoint = 'receiver:' || receiver_id, made_at = created_at
    FROM deliveries WHERE deliveries.id = delivery_work.id`.execute(db);
  await sql`ALTER TABLE delivery_work ALTER COLUMN endpoint SET NOT NULL`.execute(db);
  await sql`DROP INDEX delivery_work_visible`.execute(db);
  // The line before each endpoint, and those who are at it.
  await sql`CREATE INDEX delivery_work_line ON delivery_work (endpoint, rank, made_at)`.execute(db);
  await sql`CREATE INDEX delivery_work_held ON delivery_work (endpoint) WHERE holder IS NOT NULL`.execute(db);

  // Who writes down how an attempt ended has to have begun it: numbers come up again.
  await sql`ALTER TABLE attempts ADD COLUMN fence bigint NOT NULL DEFAULT 0`.execute(db);
}
