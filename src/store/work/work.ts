import { type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import type { Database } from '../database.ts';
import type { DeliveriesTable, FeedItemsTable, FeedsTable } from '../schema.ts';

/**
 * How work is shared out. Three tables hold work: feeds to poll, feed items to read, deliveries to send.
 *
 * The sweeper *claims* due rows for a queue, a worker *leases* the row its job names. Both marks run out by themselves,
 * so a wiped queue and a killed worker only delay; a job that comes too late or twice finds nothing to lease. All times
 * are the database's, so that machines need not agree on the clock.
 */
interface WorkRows {
  feeds: Selectable<FeedsTable>;
  feed_items: Selectable<FeedItemsTable>;
  deliveries: Selectable<DeliveriesTable>;
}

/** A table of work, by its name in the database. */
export type WorkTable = keyof WorkRows;

/** `onLease`, `onReturn`: what else is written down when a row is taken, and when it is given back as it was. */
interface Due {
  when: RawBuilder<SqlBool>;
  order: RawBuilder<unknown>;
  onLease?: RawBuilder<unknown>;
  onReturn?: RawBuilder<unknown>;
}

const DUE: Record<WorkTable, Due> = {
  feeds: {
    when: sql`active AND gone_at IS NULL AND paused_at IS NULL AND next_poll_at <= now()`,
    order: sql`next_poll_at`,
    onLease: sql`, last_lag_ms = least(extract(epoch FROM now() - next_poll_at) * 1000, 2000000000)`,
  },
  feed_items: {
    when: sql`state = 'pending' AND due_at <= now()`,
    order: sql`due_at`,
    onLease: sql`, leases = leases + 1`,
    onReturn: sql`, leases = leases - 1`,
  },
  deliveries: {
    when: sql`state IN ('pending', 'sending', 'retry', 'unknown') AND due_at <= now()`,
    order: sql`due_at`,
  },
};

/** Nobody has the row. */
export const FREE = sql`(lease_until IS NULL OR lease_until <= now())`;

/**
 * Claims up to `limit` due rows that nobody works on, the longest due first, and leaves them alone for `holdMs`:
 * the time a job may wait in its queue before the row is thought forgotten and is claimed again.
 */
export async function claimDue<T extends WorkTable>(
  db: Database,
  table: T,
  limit: number,
  holdMs: number,
): Promise<WorkRows[T]['id'][]> {
  const { when, order } = DUE[table];
  const { rows } = await sql<Pick<WorkRows[T], 'id'>>`
    UPDATE ${sql.table(table)} SET enqueued_until = now() + ${interval(holdMs)}
    WHERE id IN (
      SELECT id FROM ${sql.table(table)}
      WHERE ${when} AND ${FREE} AND (enqueued_until IS NULL OR enqueued_until <= now())
      ORDER BY ${order} LIMIT ${limit} FOR UPDATE SKIP LOCKED
    )
    RETURNING id`.execute(db);
  return rows.map((row) => row.id);
}

/** Takes the row for `leaseMs`. Undefined when it is not due, gone, or another worker has it: then there is nothing to do. */
export async function lease<T extends WorkTable>(
  db: Database,
  table: T,
  id: WorkRows[T]['id'],
  leaseMs: number,
): Promise<WorkRows[T] | undefined> {
  return (await leaseAll(db, table, [id], leaseMs))[0];
}

/** Takes those of the rows that are due and free, see {@link lease}; in no particular order. */
export async function leaseAll<T extends WorkTable>(
  db: Database,
  table: T,
  ids: WorkRows[T]['id'][],
  leaseMs: number,
): Promise<WorkRows[T][]> {
  const { when, onLease = sql`` } = DUE[table];
  const { rows } = await sql<WorkRows[T]>`
    UPDATE ${sql.table(table)} SET lease_until = now() + ${interval(leaseMs)}, fence = fence + 1 ${onLease}
    WHERE id = ANY(${ids}) AND ${when} AND ${FREE}
    RETURNING *`.execute(db);
  return rows;
}

/** Keeps a leased row for another `leaseMs` from now. Does nothing when the lease was lost. */
export async function renew<T extends WorkTable>(
  db: Database,
  table: T,
  { id, fence }: Pick<WorkRows[T], 'id' | 'fence'>,
  leaseMs: number,
): Promise<void> {
  await sql`UPDATE ${sql.table(table)} SET lease_until = now() + ${interval(leaseMs)}
    WHERE id = ${id} AND fence = ${fence} AND lease_until > now()`.execute(db);
}

/** Gives a leased row back as it was, for another worker to take at once. Does nothing when the lease was lost. */
export async function giveBack<T extends WorkTable>(
  db: Database,
  table: T,
  { id, fence }: Pick<WorkRows[T], 'id' | 'fence'>,
): Promise<void> {
  const { onReturn = sql`` } = DUE[table];
  await sql`UPDATE ${sql.table(table)} SET lease_until = NULL, enqueued_until = NULL ${onReturn}
    WHERE id = ${id} AND fence = ${fence}`.execute(db);
}

/**
 * Gives a leased row back that could not be worked on, and leaves it alone for `inMs`. As if it had never been leased:
 * the lease does not count. Does nothing when the lease was lost.
 */
export async function postpone<T extends WorkTable>(
  db: Database,
  table: T,
  { id, fence }: Pick<WorkRows[T], 'id' | 'fence'>,
  inMs: number,
): Promise<void> {
  const { onReturn = sql`` } = DUE[table];
  await sql`UPDATE ${sql.table(table)} SET lease_until = NULL, enqueued_until = now() + ${interval(inMs)} ${onReturn}
    WHERE id = ${id} AND fence = ${fence}`.execute(db);
}

/** What a finished piece of work sets besides its result. */
export const RELEASED = { leaseUntil: null, enqueuedUntil: null } as const;

/** A span of time for SQL arithmetic. */
export function interval(ms: number): RawBuilder<Date> {
  return sql<Date>`make_interval(secs => ${ms / 1000})`;
}

/** The database's clock, `ms` from now. */
export function fromNow(ms: number): RawBuilder<Date> {
  return sql<Date>`now() + ${interval(ms)}`;
}

/**
 * Frees everything that is claimed or leased, ends all turns at hosts, and forgets all workers. Only for a start that has
 * the database to itself: then whoever held it is gone, and waiting for the marks to run out would only delay. A delivery stays in `sending`: its outcome is not known.
 */
export async function freeAllWork(db: Database): Promise<void> {
  for (const table of ['feeds', 'feed_items', 'deliveries'] as const) {
    await sql`UPDATE ${sql.table(table)} SET enqueued_until = NULL, lease_until = NULL
      WHERE enqueued_until IS NOT NULL OR lease_until IS NOT NULL`.execute(db);
  }
  await sql`UPDATE hosts SET turns = '{}' WHERE turns <> '{}'`.execute(db);
  await db.deleteFrom('workers').execute();
}
