import { type Kysely, sql } from 'kysely';

/** What articles are searched by: their words as Wirewatch folds them, which words there are, and what is yet to be indexed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // No tokens: an article too long for an index entry, which every search looks at.
  await sql`
    CREATE TABLE archive (
      article_id bigint PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
      version smallint NOT NULL,
      tokens tsvector
    )`.execute(db);
  await sql`CREATE INDEX archive_tokens ON archive USING gin (tokens)`.execute(db);
  await sql`CREATE INDEX archive_version ON archive (version, article_id)`.execute(db);
  await sql`CREATE INDEX archive_without_tokens ON archive (article_id) WHERE tokens IS NULL`.execute(db);

  await sql`
    CREATE TABLE archive_words (
      version smallint NOT NULL,
      language text NOT NULL,
      word text NOT NULL,
      keys tsvector NOT NULL,
      PRIMARY KEY (version, language, word)
    )`.execute(db);
  await sql`CREATE INDEX archive_words_keys ON archive_words USING gin (keys)`.execute(db);

  // A row for each change, so that writing an article never waits for whoever indexes another reading of it.
  await sql`
    CREATE TABLE archive_work (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      article_id bigint NOT NULL REFERENCES articles ON DELETE CASCADE
    )`.execute(db);
  await sql`CREATE INDEX archive_work_article ON archive_work (article_id)`.execute(db);
  await sql`
    CREATE FUNCTION note_archive_work() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO archive_work (article_id) VALUES (NEW.id);
      RETURN NULL;
    END $$`.execute(db);
  await sql`
    CREATE TRIGGER articles_archive
    AFTER INSERT OR UPDATE OF title, headlines, text, language, outlet, authors, country, tags, url ON articles
    FOR EACH ROW EXECUTE FUNCTION note_archive_work()`.execute(db);
  await sql`INSERT INTO archive_work (article_id) SELECT id FROM articles ORDER BY id`.execute(db);
}
