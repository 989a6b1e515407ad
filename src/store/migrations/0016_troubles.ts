import { type Kysely, sql } from 'kysely';

/** What operators are told of has to know since when: an endpoint that wants to be left alone, or refuses one message
 * after the other, and a message that was given up. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    ALTER TABLE endpoints
      ADD COLUMN throttled_since timestamptz,
      ADD COLUMN refusals integer NOT NULL DEFAULT 0`.execute(db);
  await sql`ALTER TABLE deliveries ADD COLUMN died_at timestamptz`.execute(db);
  await sql`ALTER TABLE notices ADD COLUMN waiting integer`.execute(db);
}
