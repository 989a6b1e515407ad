import { type Kysely, sql } from 'kysely';

/** What a service of embeddings made of articles, for as long as they are compared with others. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE article_embeddings (
      model text NOT NULL,
      article_id bigint NOT NULL REFERENCES article_signatures ON DELETE CASCADE,
      vector bytea NOT NULL,
      PRIMARY KEY (model, article_id)
    )`.execute(db);
  await sql`CREATE INDEX article_embeddings_article ON article_embeddings (article_id)`.execute(db);
  // Numbers at random: it is in vain to compress them.
  await sql`ALTER TABLE article_embeddings ALTER COLUMN vector SET STORAGE EXTERNAL`.execute(db);
}
