import { type Kysely, sql } from 'kysely';

/** By what articles are known to tell one story though their words differ: their signatures, and keys to find them by. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE article_signatures (
      article_id bigint PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
      version smallint NOT NULL,
      signature jsonb NOT NULL,
      published_at timestamptz,
      added_at timestamptz NOT NULL DEFAULT now()
    )`.execute(db);
  await sql`CREATE INDEX article_signatures_added ON article_signatures (added_at)`.execute(db);
  // The primary key has the latest article of a key last: a flood from one template is read from its end.
  await sql`
    CREATE TABLE article_keys (
      kind smallint NOT NULL,
      key integer NOT NULL,
      article_id bigint NOT NULL REFERENCES article_signatures ON DELETE CASCADE,
      PRIMARY KEY (kind, key, article_id)
    )`.execute(db);
  await sql`CREATE INDEX article_keys_article ON article_keys (article_id)`.execute(db);
  await sql`CREATE TABLE feature_counts (key bigint PRIMARY KEY, count integer NOT NULL) WITH (fillfactor = 70)`.execute(
    db,
  );
  // Why an article joined its story.
  await sql`ALTER TABLE articles ADD COLUMN joined jsonb`.execute(db);
}
