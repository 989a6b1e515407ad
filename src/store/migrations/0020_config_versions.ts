import { type Kysely, sql } from 'kysely';

/**
 * The configuration as numbered versions, which of them found a match, raised an alert and made an attempt, and what each
 * process says of itself. Workers do not tell their feeds any more: the active version has them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE config_versions (
      number integer PRIMARY KEY,
      digest text NOT NULL,
      disk_digest text,
      author text NOT NULL,
      source text NOT NULL,
      message text,
      restores integer REFERENCES config_versions,
      created_at timestamptz NOT NULL DEFAULT now()
    )`.execute(db);
  await sql`CREATE INDEX config_versions_digest ON config_versions (digest)`.execute(db);
  // Most files of a version are those of the one before.
  await sql`CREATE TABLE config_texts (digest text PRIMARY KEY, text text NOT NULL)`.execute(db);
  await sql`
    CREATE TABLE config_files (
      number integer NOT NULL REFERENCES config_versions ON DELETE CASCADE,
      path text NOT NULL,
      digest text NOT NULL REFERENCES config_texts,
      PRIMARY KEY (number, path)
    )`.execute(db);
  for (const table of ['matches', 'alerts', 'attempts'])
    await sql`ALTER TABLE ${sql.table(table)} ADD COLUMN config_version integer`.execute(db);
  await sql`ALTER TABLE processes ADD COLUMN report jsonb`.execute(db);
  await sql`DROP TABLE workers`.execute(db);
  // A feed whose id is changed keeps its history.
  for (const [table, column] of FEED_IDS) {
    const constraint = sql.id(`${table}_${column}_fkey`);
    await sql`
      ALTER TABLE ${sql.table(table)} DROP CONSTRAINT ${constraint},
        ADD CONSTRAINT ${constraint} FOREIGN KEY (${sql.id(column)}) REFERENCES feeds ON DELETE CASCADE ON UPDATE CASCADE`.execute(
      db,
    );
  }
}

const FEED_IDS = [
  ['feed_work', 'id'],
  ['feed_items', 'feed_id'],
  ['subscriptions', 'feed_id'],
] as const;
