import { type SqlBool, sql } from 'kysely';
import type { Database } from '../database.ts';
import { interval } from './work.ts';

/** ms by which a heartbeat may lie ahead; more than that, and the clock was set back since. */
const AHEAD_MS = 5_000;

/** The heartbeat is none yet: it lies ahead. */
export const AHEAD = sql<SqlBool>`(heartbeats.at > now() + ${interval(AHEAD_MS)})`;

/** Notes that `name` has just done its regular work. */
export async function beat(db: Database, name: string): Promise<void> {
  await db
    .insertInto('heartbeats')
    .values({ name, at: sql`now()` })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ at: sql`now()` }))
    .execute();
}

/** ms since `name` last did its work, by the database's clock, or null when it never did, or not since that clock was set back. */
export async function msSinceBeat(db: Database, name: string): Promise<number | null> {
  const row = await db
    .selectFrom('heartbeats')
    .select(sql<number>`(extract(epoch FROM now() - at) * 1000)::float8`.as('ms'))
    .where('name', '=', name)
    .where(sql<SqlBool>`NOT ${AHEAD}`)
    .executeTakeFirst();
  return row?.ms ?? null;
}

/** True when nobody has said so within the last `everyMs`: then it is said now, and the caller is to do the work. */
export async function takeBeat(db: Database, name: string, everyMs: number): Promise<boolean> {
  const { rows } = await sql`
    INSERT INTO heartbeats (name, at) VALUES (${name}, now())
    ON CONFLICT (name) DO UPDATE SET at = excluded.at WHERE heartbeats.at <= now() - ${interval(everyMs)} OR ${AHEAD}
    RETURNING name`.execute(db);
  return rows.length > 0;
}
