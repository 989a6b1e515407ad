import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';

/**
 * How work is shared out. Three tables hold work: feeds to poll, feed items to read, deliveries to send, each a narrow row
 * beside a wide one, and only as long as there is something to do.
 *
 * The sweeper *claims* due rows for a queue, a worker *leases* the row its job names. Either hides the row from all others
 * until `visible_at`, so a wiped queue and a killed worker only delay; what a worker left that is not heard of any more is
 * freed before. A job that comes too late or twice finds nothing to lease. All times are the database's, so that machines need not agree on the clock.
 */
export type WorkTable = (typeof WORK_TABLES)[number];

/** All of them. */
export const WORK_TABLES = ['feed_work', 'item_work', 'delivery_work'] as const;

/** Ids as the tables have them. */
interface Ids {
  feed_work: string;
  item_work: number;
  delivery_work: string;
}

/** The id of a row of work. */
export type WorkId<T extends WorkTable> = Ids[T];

/** A row that is leased: what a write must bring. */
export interface Held<T extends WorkTable> {
  id: WorkId<T>;
  fence: number;
}

/** A job for it waits in a queue, or nobody has it and it is due. */
export const LEASABLE = sql<SqlBool>`(holder = 'queue' OR visible_at <= now())`;

/** The process that asks; null on a connection that `openDatabase` did not make. */
export const THIS_PROCESS = sql<string | null>`nullif(current_setting('wirewatch.process', true), '')::uuid`;

/** What a lease of `ms` sets. */
export function held(ms: number) {
  const fence = sql<number>`nextval('fences')`;
  return { visibleAt: fromNow(ms), holder: 'worker' as const, process: THIS_PROCESS, fence };
}

/** What is set for nobody to have the row until it is due again in `ms`. */
export function dueIn(ms: number) {
  return { visibleAt: fromNow(ms), holder: null };
}

/** Nobody else may write: the lease is not given back, and no worker has taken the row since, though it may have run out. */
export function isHeld({ id, fence }: Held<WorkTable>): RawBuilder<SqlBool> {
  return sql<SqlBool>`(id = ${id} AND fence = ${fence} AND holder IS NOT NULL)`;
}

/**
 * Claims up to `limit` feed items that are due and nobody works on, the longest due first, and leaves them alone for
 * `holdMs`: the time a job may wait in its queue before the row is thought forgotten and is claimed again.
 */
export async function claimDueItems(db: Database, limit: number, holdMs: number): Promise<number[]> {
  const claimed = await readRows(
    db,
    z.object({ id: z.number() }),
    sql`
    UPDATE item_work SET visible_at = now() + ${interval(holdMs)}, holder = 'queue'
    WHERE id IN (
      SELECT id FROM item_work WHERE visible_at <= now() ORDER BY visible_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
    )
    RETURNING id`,
  );
  return claimed.map(({ id }) => id);
}

/** Keeps a leased row for another `leaseMs` from now. Does nothing when the lease was lost. */
export async function renew<T extends WorkTable>(db: Database, table: T, row: Held<T>, leaseMs: number): Promise<void> {
  await sql`UPDATE ${sql.table(table)} SET visible_at = now() + ${interval(leaseMs)}
    WHERE ${isHeld(row)} AND holder = 'worker' AND visible_at > now()`.execute(db);
}

/** Gives a leased row back as it was, for another worker to take at once. Does nothing when the lease was lost. */
export function giveBack<T extends WorkTable>(db: Database, table: T, row: Held<T>): Promise<void> {
  return postpone(db, table, row, 0);
}

/**
 * Gives a leased row back that could not be worked on, and leaves it alone for `inMs`. As if it had never been leased:
 * the lease does not count. Does nothing when the lease was lost.
 */
export async function postpone<T extends WorkTable>(db: Database, table: T, row: Held<T>, inMs: number): Promise<void> {
  const uncounted = table === 'item_work' ? sql`, leases = leases - 1` : sql``;
  await sql`UPDATE ${sql.table(table)} SET visible_at = now() + ${interval(inMs)}, holder = NULL ${uncounted}
    WHERE ${isHeld(row)}`.execute(db);
}

/** A span of time for SQL arithmetic. */
export function interval(ms: number): RawBuilder<Date> {
  return sql<Date>`make_interval(secs => ${ms / 1000})`;
}

/** The database's clock, `ms` from now. */
export function fromNow(ms: number): RawBuilder<Date> {
  return sql<Date>`now() + ${interval(ms)}`;
}

/**
 * Frees everything that is claimed or leased, ends all turns at hosts, and forgets all processes. Only for a start that has
 * the database to itself: then whoever held it is gone, and waiting for the marks to run out would only delay. A delivery stays in `sending`: its outcome is not known.
 */
export async function freeAllWork(db: Database): Promise<void> {
  for (const table of WORK_TABLES) {
    await sql`UPDATE ${sql.table(table)} SET visible_at = now(), holder = NULL WHERE holder IS NOT NULL`.execute(db);
  }
  await sql`UPDATE hosts SET turns = '{}', takers = '{}' WHERE turns <> '{}'`.execute(db);
  await db.deleteFrom('processes').execute();
}
