import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';
import { interval, WORK_TABLES } from './work.ts';

/** ms without a sign of life after which a process counts as dead. Those who judge it have to have been heard of all the time. */
export const DEAD_MS = 6_000;

/** How much of each kind was freed. */
export type Freed = Record<'feeds' | 'items' | 'deliveries' | 'turns', number>;

/** A sign of life. */
export interface Beat {
  /** The process, as its leases name it: the one whose connections `db` has. */
  id: string;
  /** The database's clock, ms since 1970. */
  at: number;
}

/** Says that the process still runs. */
export async function beatProcess(db: Database): Promise<Beat> {
  const [row] = await readRows(
    db,
    z.object({ id: z.string(), at: z.number() }),
    sql`
      INSERT INTO processes (id, seen_at) VALUES (current_setting('wirewatch.process')::uuid, now())
      ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at
      RETURNING id, (extract(epoch FROM seen_at) * 1000)::float8 AS at`,
  );
  return row!;
}

/**
 * Frees what processes hold that were not heard of for {@link DEAD_MS}, for others to take at once, and forgets them.
 * Only for one that was heard of itself all this time, so that the database was there for the others, too, and for its
 * clock not to have been set meanwhile. A process that was merely slow loses its leases as if they had run out: their
 * fences keep it from overwriting. A delivery stays in `sending`: its outcome is not known.
 */
export async function freeWorkOfTheDead(db: Database): Promise<Freed> {
  const freed: Freed = { feeds: 0, items: 0, deliveries: 0, turns: 0 };
  // One whose sign of life lies ahead gave it before the clock was set back.
  const dead = await readRows(
    db,
    z.object({ id: z.string() }),
    sql`SELECT id FROM processes
      WHERE seen_at NOT BETWEEN now() - ${interval(DEAD_MS)} AND now() + ${interval(DEAD_MS)}`,
  );
  if (dead.length === 0) return freed;
  const ids = sql`${dead.map(({ id }) => id)}::uuid[]`;
  const counts = WORK_TABLES.map((table) => freeWork(db, table, ids));
  [freed.feeds, freed.items, freed.deliveries] = (await Promise.all(counts)) as [number, number, number];
  freed.turns = await freeTurns(db, ids);
  // What somebody had locked was left out, and is freed the next time.
  await sql`
    DELETE FROM processes WHERE id = ANY(${ids}) AND NOT EXISTS (${sql.join(
      WORK_TABLES.map(
        (table) => sql`SELECT FROM ${sql.table(table)} WHERE process = processes.id AND holder = 'worker'`,
      ),
      sql` UNION ALL `,
    )})`.execute(db);
  return freed;
}

async function freeWork(db: Database, table: (typeof WORK_TABLES)[number], ids: RawBuilder<unknown>): Promise<number> {
  const { numAffectedRows } = await sql`
    UPDATE ${sql.table(table)} SET visible_at = now(), holder = NULL WHERE id IN (
      SELECT id FROM ${sql.table(table)} WHERE process = ANY(${ids}) AND holder = 'worker' FOR UPDATE SKIP LOCKED
    )`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** The number of hosts at which it had any. */
async function freeTurns(db: Database, ids: RawBuilder<unknown>): Promise<number> {
  const others = (what: string) =>
    sql`ARRAY(SELECT ${sql.ref(what)} FROM unnest(turns, takers) AS given(turn, taker) WHERE taker IS NULL OR taker <> ALL (${ids}))`;
  const { numAffectedRows } = await sql`
    UPDATE hosts SET turns = ${others('turn')}, takers = ${others('taker')} WHERE host IN (
      SELECT host FROM hosts WHERE takers && ${ids} FOR UPDATE SKIP LOCKED
    )`.execute(db);
  return Number(numAffectedRows ?? 0);
}
