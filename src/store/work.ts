import { type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import type { Database } from './database.ts';
import type { DeliveriesTable, FeedItemsTable, FeedsTable } from './schema.ts';

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

export type WorkTable = keyof WorkRows;

const DUE: Record<WorkTable, { when: RawBuilder<SqlBool>; order: RawBuilder<unknown> }> = {
  feeds: { when: sql`active AND gone_at IS NULL AND next_poll_at <= now()`, order: sql`next_poll_at` },
  feed_items: { when: sql`state = 'pending' AND due_at <= now()`, order: sql`due_at` },
  deliveries: {
    when: sql`state IN ('pending', 'sending', 'retry', 'unknown') AND due_at <= now()`,
    order: sql`due_at`,
  },
};

const FREE = sql`(lease_until IS NULL OR lease_until <= now())`;

/** A due row, taken for a queue. `enqueues` differs each time the same row is claimed. */
export interface Claim<Id> {
  id: Id;
  enqueues: number;
}

/**
 * Claims up to `limit` due rows that nobody works on, the longest due first, and leaves them alone for `holdMs`:
 * the time a job may wait in its queue before the row is thought forgotten and is claimed again.
 */
export async function claimDue<T extends WorkTable>(
  db: Database,
  table: T,
  limit: number,
  holdMs: number,
): Promise<Claim<WorkRows[T]['id']>[]> {
  const { when, order } = DUE[table];
  const { rows } = await sql<Claim<WorkRows[T]['id']>>`
    UPDATE ${sql.table(table)} SET enqueued_until = now() + ${interval(holdMs)}, enqueues = enqueues + 1
    WHERE id IN (
      SELECT id FROM ${sql.table(table)}
      WHERE ${when} AND ${FREE} AND (enqueued_until IS NULL OR enqueued_until <= now())
      ORDER BY ${order} LIMIT ${limit} FOR UPDATE SKIP LOCKED
    )
    RETURNING id, enqueues`.execute(db);
  return rows;
}

/** Takes the row for `leaseMs`. Undefined when it is not due, gone, or another worker has it: then there is nothing to do. */
export async function lease<T extends WorkTable>(
  db: Database,
  table: T,
  id: WorkRows[T]['id'],
  leaseMs: number,
): Promise<WorkRows[T] | undefined> {
  const { rows } = await sql<WorkRows[T]>`
    UPDATE ${sql.table(table)} SET lease_until = now() + ${interval(leaseMs)}, fence = fence + 1
    WHERE id = ${id} AND ${DUE[table].when} AND ${FREE}
    RETURNING *`.execute(db);
  return rows[0];
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
