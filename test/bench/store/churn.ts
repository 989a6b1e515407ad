import { sql } from 'kysely';
import type { Database } from '../../../src/store/database.ts';
import { leaseFeeds, recordPoll } from '../../../src/store/feeds/polls.ts';
import { claimDueFeeds } from '../../../src/store/work/due-feeds.ts';

/** What polls without news do to the rows of feeds. */
export interface Churn {
  layout: string;
  pollsPerSecond: number;
  updates: number;
  /** Share of the updates that touch no index and tidy up after themselves (heap-only tuples). */
  hotShare: number;
  /** Of write-ahead log, for each poll. */
  walBytes: number;
}

/** Feeds a claim, and feeds that are leased together, as the scheduler has them. */
const CLAIM = 400;
const TOGETHER = 8;
const POLLS = 10_000;

/**
 * Polls all feeds of a filled database once, by the work rows of production; and the same with one wide row a feed, with
 * its due time indexed, which is claimed, leased and recorded in place.
 */
export async function measureChurn(db: Database): Promise<Churn[]> {
  await sql`CREATE TABLE wide_feeds AS SELECT feeds.*, due_at, NULL::timestamptz AS enqueued_until,
    NULL::timestamptz AS lease_until, 0 AS fence FROM feeds JOIN feed_work USING (id)`.execute(db);
  await sql`ALTER TABLE wide_feeds ADD PRIMARY KEY (id)`.execute(db);
  await sql`CREATE INDEX wide_feeds_due ON wide_feeds (due_at) WHERE active AND gone_at IS NULL AND paused_at IS NULL`.execute(
    db,
  );
  await sql`CREATE INDEX wide_feeds_host ON wide_feeds (host) WHERE enqueued_until IS NOT NULL OR lease_until IS NOT NULL`.execute(
    db,
  );
  await sql`VACUUM ANALYZE wide_feeds`.execute(db);
  await sql`UPDATE feed_work SET due_at = now(), visible_at = now(), holder = NULL`.execute(db);
  await sql`UPDATE wide_feeds SET due_at = now()`.execute(db);
  await sql`VACUUM feed_work, wide_feeds`.execute(db);
  return [
    await measure(db, 'a narrow row of work beside the wide one', ['feeds', 'feed_work'], pollByWorkRows),
    await measure(db, 'one wide row', ['wide_feeds'], pollInPlace),
  ];
}

async function pollByWorkRows(db: Database): Promise<number> {
  const due = await claimDueFeeds(db, { limit: CLAIM, holdMs: 60_000, perHost: CLAIM });
  for (const some of inGroups(due.map(({ id }) => id))) {
    for (const feed of await leaseFeeds(db, some, 60_000)) {
      await recordPoll(db, feed, {
        outcome: 'notModified',
        status: 304,
        reason: 'HTTP 304: nothing new',
        next: { inMs: 3_600_000, fromDue: false, failures: 0, stop: false },
        answer: { etag: '"1"', lastModified: null, freshMs: null, moving: null, tookMs: 20, whole: false },
      });
    }
  }
  return due.length;
}

async function pollInPlace(db: Database): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    UPDATE wide_feeds SET enqueued_until = now() + interval '1 min' WHERE id IN (
      SELECT id FROM wide_feeds WHERE active AND gone_at IS NULL AND paused_at IS NULL AND due_at <= now()
        AND (lease_until IS NULL OR lease_until <= now()) AND (enqueued_until IS NULL OR enqueued_until <= now())
      ORDER BY due_at LIMIT ${CLAIM} FOR UPDATE SKIP LOCKED) RETURNING id`.execute(db);
  for (const some of inGroups(rows.map(({ id }) => id))) {
    const leased = await sql<{ id: string; fence: number }>`
      UPDATE wide_feeds SET lease_until = now() + interval '1 min', fence = fence + 1 WHERE id = ANY(${some}) RETURNING *`.execute(
      db,
    );
    for (const { id, fence } of leased.rows) {
      await sql`
        UPDATE wide_feeds SET lease_until = NULL, enqueued_until = NULL, etag = '"1"', failures = 0, last_polled_at = now(),
          last_outcome = 'notModified', last_status = 304, last_reason = 'HTTP 304: nothing new', took_ms = 20,
          due_at = now() + interval '1 h'
        WHERE id = ${id} AND fence = ${fence}`.execute(db);
    }
  }
  return rows.length;
}

function inGroups(ids: string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / TOGETHER) }, (_, index) =>
    ids.slice(index * TOGETHER, (index + 1) * TOGETHER),
  );
}

async function measure(
  db: Database,
  layout: string,
  tables: string[],
  poll: (db: Database) => Promise<number>,
): Promise<Churn> {
  const before = await countersOf(db, tables);
  const from = performance.now();
  let polls = 0;
  while (polls < POLLS) {
    const polled = await poll(db);
    if (polled === 0) throw new Error(`only ${polls} of ${POLLS} feeds were due`);
    polls += polled;
  }
  const seconds = (performance.now() - from) / 1_000;
  const after = await countersOf(db, tables);
  const updates = after.updates - before.updates;
  return {
    layout,
    pollsPerSecond: polls / seconds,
    updates,
    hotShare: (after.hot - before.hot) / updates,
    walBytes: (after.wal - before.wal) / polls,
  };
}

interface Counters {
  updates: number;
  hot: number;
  wal: number;
}

async function countersOf(db: Database, tables: string[]): Promise<Counters> {
  // The server counts what this connection did only when it is told to, or idle for a while.
  await sql`SELECT pg_stat_force_next_flush()`.execute(db);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const { rows } = await sql<Counters>`
    SELECT sum(n_tup_upd)::float8 AS updates, sum(n_tup_hot_upd)::float8 AS hot,
      (SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0'))::float8 AS wal
    FROM pg_stat_user_tables WHERE relname = ANY(${tables})`.execute(db);
  return rows[0]!;
}
