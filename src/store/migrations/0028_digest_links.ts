import { type Kysely, sql } from 'kysely';

/** Links of the stories of a digest: what was done by them, for each story. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    ALTER TABLE link_acts
      ADD COLUMN place smallint NOT NULL DEFAULT -1,
      DROP CONSTRAINT link_acts_pkey,
      ADD PRIMARY KEY (delivery_id, action, place)`.execute(db);
}
