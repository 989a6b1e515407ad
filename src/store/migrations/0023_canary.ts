import { type Kysely, sql } from 'kysely';

/** The articles by which Wirewatch tries whether it works, and how each of them fared. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE canary_runs (
      number integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      published_at timestamptz NOT NULL DEFAULT now(),
      arrived_at timestamptz,
      lost_at timestamptz
    )`.execute(db);
}
