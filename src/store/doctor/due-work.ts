import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';

const DUE = z.object({
  polls: z.number(),
  reads: z.number(),
  /** Not those whose endpoint rests. */
  deliveries: z.number(),
  /** ms since the oldest of each became due; null: none is. */
  pollsMs: z.number().nullable(),
  readsMs: z.number().nullable(),
  deliveriesMs: z.number().nullable(),
});

/** Work that is due and that nobody has taken. */
export type DueWork = z.infer<typeof DUE>;

/** How much is due of each kind, and for how long. */
export async function dueWork(db: Database): Promise<DueWork> {
  const [due] = await readRows(
    db,
    DUE,
    sql`
    SELECT polls, polls_ms, reads, reads_ms, deliveries, deliveries_ms FROM
      (SELECT count(*) AS polls, ${sinceMs('due_at')} AS polls_ms FROM feed_work
        WHERE due_at <= now() AND holder IS DISTINCT FROM 'worker') AS feed,
      (SELECT count(*) AS reads, ${sinceMs('visible_at')} AS reads_ms FROM item_work
        WHERE visible_at <= now() AND holder IS DISTINCT FROM 'worker') AS item,
      (SELECT count(*) AS deliveries, ${sinceMs('greatest(made_at, next_at, quiet_until)')} AS deliveries_ms
        FROM delivery_work JOIN endpoints ON key = endpoint
        WHERE visible_at <= now() AND greatest(next_at, quiet_until) <= now() AND holder IS DISTINCT FROM 'worker') AS delivery`,
  );
  return due!;
}

function sinceMs(time: string) {
  return sql`(extract(epoch FROM now() - min(${sql.raw(time)})) * 1000)::float8`;
}

const DELIVERIES = z.object({
  /** That are still to be sent. */
  waiting: z.number(),
  /** ms since the oldest of them was made; null: none waits. */
  oldestMs: z.number().nullable(),
  /** Given up in the last day, tests not counted. */
  dead: z.number(),
  /** Why the last of these was given up. */
  lastReason: z.string().nullable(),
});

/** How deliveries fare. */
export type DeliveryFacts = z.infer<typeof DELIVERIES>;

/** What waits to be sent, and what was given up. */
export async function deliveryFacts(db: Database): Promise<DeliveryFacts> {
  const [facts] = await readRows(
    db,
    DELIVERIES,
    sql`
    SELECT waiting, oldest_ms, dead, last_reason FROM
      (SELECT count(*) AS waiting, ${sinceMs('made_at')} AS oldest_ms FROM delivery_work) AS work,
      (SELECT count(*) AS dead, (array_agg(reason ORDER BY died_at DESC))[1] AS last_reason FROM deliveries
        WHERE state = 'dead' AND died_at > now() - interval '1 day' AND payload -> 'isTest' IS NULL) AS given_up`,
  );
  return facts!;
}

const HELD = z.object({ label: z.string(), reason: z.string().nullable(), waiting: z.number(), sinceMs: z.number() });

/** An endpoint that waits for the operator. */
export type HeldEndpoint = z.infer<typeof HELD>;

/** Endpoints that have to be mended, those with most messages waiting first. */
export function heldEndpoints(db: Database): Promise<HeldEndpoint[]> {
  return readRows(
    db,
    HELD,
    sql`
    SELECT label, reason, (SELECT count(*) FROM delivery_work WHERE endpoint = key) AS waiting,
      (extract(epoch FROM now() - held_since) * 1000)::float8 AS since_ms
    FROM endpoints WHERE held_since IS NOT NULL ORDER BY waiting DESC, key`,
  );
}

const FAILING = z.object({
  label: z.string(),
  reason: z.string().nullable(),
  waiting: z.number(),
  failures: z.number(),
});

/** An endpoint whose last attempts failed, and that is tried again by itself. */
export type FailingEndpoint = z.infer<typeof FAILING>;

/** Endpoints whose last attempts failed while something waits for them, those with most messages waiting first. */
export function failingEndpoints(db: Database): Promise<FailingEndpoint[]> {
  return readRows(
    db,
    FAILING,
    sql`
    SELECT label, reason, failures, waiting FROM endpoints,
      LATERAL (SELECT count(*)::integer AS waiting FROM delivery_work WHERE endpoint = key) AS counted
    WHERE held_since IS NULL AND failures > 0 AND waiting > 0 ORDER BY waiting DESC, key`,
  );
}
