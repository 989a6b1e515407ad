import { sql } from 'kysely';
import type { Database } from '../database.ts';
import { interval } from './work.ts';

/** Notes that `name` has just done its regular work. */
export async function beat(db: Database, name: string): Promise<void> {
  await db
    .insertInto('heartbeats')
    .values({ name, at: sql`now()` })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ at: sql`now()` }))
    .execute();
}

/** ms since `name` last did its work, by the database's clock, or null when it never did. */
export async function msSinceBeat(db: Database, name: string): Promise<number | null> {
  const row = await db
    .selectFrom('heartbeats')
    .select(sql<number>`(extract(epoch FROM now() - at) * 1000)::float8`.as('ms'))
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.ms ?? null;
}

/** True when nobody has said so within the last `everyMs`: then it is said now, and the caller is to do the work. */
export async function takeBeat(db: Database, name: string, everyMs: number): Promise<boolean> {
  const { rows } = await sql`
    INSERT INTO heartbeats (name, at) VALUES (${name}, now())
    ON CONFLICT (name) DO UPDATE SET at = excluded.at WHERE heartbeats.at <= now() - ${interval(everyMs)}
    RETURNING name`.execute(db);
  return rows.length > 0;
}
