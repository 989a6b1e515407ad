import { sql } from 'kysely';
import { z } from 'zod';
import type { Delivery } from '../../model/delivery.ts';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';
import { interval, LEASABLE, THIS_PROCESS } from '../work/work.ts';
import { finishAttempt } from './finish-attempt.ts';
import { readPayload } from './payload.ts';

/** An attempt that has been written down and may now be made. */
export interface BegunAttempt {
  delivery: Delivery;
  fence: number;
  /** Where it goes. */
  endpoint: string;
  /** ms until it is its turn there. */
  waitMs: number;
  /** When it was asked for, ms of performance.now(): what was said of it held then. */
  askedAt: number;
  /** Attempts before it that failed, and those of them that may have arrived; since an operator last had it sent again. */
  failed: number;
  unknown: number;
  /** ms since it was made, or since an operator last had it sent again although it had been given up. */
  ageMs: number;
  /** ms since its address was taken out of the configuration; null: it is there, as the active configuration has it. */
  removedMs: number | null;
  /** Some worker had it. */
  wasDeclared: boolean;
  /** The endpoint it is at, as the active configuration has it; null: it has no such address. */
  declaredEndpoint: string | null;
}

/** Which delivery is to be attempted: a certain one, or the first in line at an endpoint. */
export type Wanted = { id: string } | { endpoint: string };

/** ms a worker waits for its turn at an endpoint; the turns of those behind it come after. */
const PATIENCE_MS = 2_000;

/** ms that a message which this version cannot read waits for one that can, and between two looks at it. */
const UNREADABLE_FOR_MS = 24 * 3_600_000;
const UNREADABLE_AGAIN_MS = 60_000;

const BEGUN = z.object({
  id: z.string(),
  endpoint: z.string(),
  fence: z.number(),
  waitMs: z.number(),
  receiverId: z.string(),
  recipient: z.string(),
  payload: z.unknown(),
  number: z.number(),
  possibleDuplicate: z.boolean(),
  failed: z.number(),
  unknown: z.number(),
  ageMs: z.number(),
  removedMs: z.number().nullable(),
  wasDeclared: z.boolean(),
  declaredEndpoint: z.string().nullable(),
  thread: z.record(z.string(), z.string()).nullable(),
  root: z
    .object({ id: z.string(), payload: z.unknown(), receipt: z.record(z.string(), z.string()).nullable() })
    .nullable(),
});

const ITS_ADDRESS = sql`addresses WHERE addresses.receiver_id = found.receiver_id AND addresses.recipient = found.recipient`;

/** The message that the thread of a follow-up begins with; null: it is none. */
const ITS_ROOT = sql`(
  SELECT jsonb_build_object('id', root.id, 'payload', root.payload, 'receipt', root.receipt) FROM deliveries AS root
  WHERE root.id = (found.payload ->> 'rootId')::uuid AND found.payload ->> 'kind' = 'followUp'
)`;

/** What was said of the first message of its story at the same address. */
const ITS_THREAD = sql`(
  SELECT first.receipt FROM (
    SELECT story_id FROM delivery_alerts JOIN alerts ON alerts.id = alert_id
    WHERE delivery_id = found.id AND payload ->> 'kind' = 'news' LIMIT 1
  ) AS story, LATERAL (
    SELECT receipt FROM alerts JOIN delivery_alerts ON alert_id = alerts.id JOIN deliveries ON deliveries.id = delivery_id
    WHERE alerts.story_id = story.story_id AND delivery_alerts.receiver_id = found.receiver_id
      AND delivery_alerts.recipient = found.recipient AND deliveries.id <> found.id AND receipt IS NOT NULL
    ORDER BY sent_at LIMIT 1
  ) AS first
)`;

/**
 * Leases a due delivery, takes its turn at its endpoint, and writes the attempt down *before* it is made, in one statement,
 * so that a process that dies over it leaves a trace. A delivery found in `sending` is one whose attempt nobody finished in
 * time: it may have arrived, and is closed as such. So may one whose worker slept through its lease and wrote `sent` after
 * another attempt was begun. Null when it is not due, already sent, or with another worker, when it is nobody's turn, and when
 * what was stored cannot be read: that waits for a process of another version, a day at the most.
 *
 * @param configVersion Number of the configuration by which it is made; null: of none.
 */
export async function beginAttempt(
  db: Database,
  wanted: Wanted,
  leaseMs: number,
  configVersion: number | null = null,
): Promise<BegunAttempt | null> {
  const chosen =
    'id' in wanted
      ? sql`id = ${wanted.id} AND ${LEASABLE}`
      : sql`endpoint = ${wanted.endpoint} AND visible_at <= now() ORDER BY rank, made_at LIMIT 1`;
  const askedAt = performance.now();
  const [row] = await readRows(
    db,
    BEGUN,
    sql`
    WITH chosen AS (SELECT id, endpoint FROM delivery_work WHERE ${chosen} FOR UPDATE SKIP LOCKED),
    turn AS (
      UPDATE endpoints SET next_at = greatest(next_at, now()) + make_interval(secs => gap_ms / 1000.0)
      FROM chosen WHERE key = endpoint AND quiet_until <= now() AND next_at <= now() + ${interval(PATIENCE_MS)}
      RETURNING id, (extract(epoch FROM next_at - now()) * 1000 - gap_ms)::float8 AS wait_ms
    ),
    taken AS (
      UPDATE delivery_work SET visible_at = now() + ${interval(leaseMs)}, holder = 'worker', process = ${THIS_PROCESS},
        fence = nextval('fences')
      FROM turn WHERE delivery_work.id = turn.id
      RETURNING delivery_work.id, endpoint, fence, wait_ms
    ),
    found AS (
      SELECT taken.*, receiver_id, recipient, payload, state, attempts, retried_after,
        (extract(epoch FROM now() - coalesce(retried_at, created_at)) * 1000)::float8 AS age_ms
      FROM deliveries JOIN taken ON taken.id = deliveries.id FOR NO KEY UPDATE OF deliveries
    ),
    lost AS (
      UPDATE attempts SET outcome = 'unknown', reason = 'the process that made this attempt ended before its outcome was known'
      FROM found WHERE delivery_id = found.id AND number = found.attempts AND state = 'sending' AND finished_at IS NULL
    ),
    -- As values of a row that is asked for once: Postgres may choose to read all attempts there ever were for an EXISTS.
    earlier AS (
      SELECT found.id, (counted.failed + is_lost)::integer AS failed, (counted.unknown + is_lost)::integer AS unknown,
        is_lost = 1 OR counted.arrived > 0 AS possible_duplicate
      FROM found, LATERAL (
        SELECT count(*)::integer AS is_lost FROM attempts
        WHERE state = 'sending' AND delivery_id = found.id AND number = found.attempts AND outcome IS NULL
      ) AS losing, LATERAL (
        SELECT count(*) FILTER (WHERE outcome IN ('retry', 'unknown') AND is_counted) AS failed,
          count(*) FILTER (WHERE outcome = 'unknown' AND is_counted) AS unknown,
          count(*) FILTER (WHERE outcome IN ('unknown', 'sent')) AS arrived
        -- What an operator has sent again gets all its tries anew; what may have arrived before may still have arrived.
        FROM attempts, LATERAL (SELECT number > found.retried_after AS is_counted) AS counting
        WHERE delivery_id = found.id
      ) AS counted
    ),
    begun AS (
      INSERT INTO attempts (delivery_id, number, possible_duplicate, fence, config_version)
      SELECT id, attempts + 1, possible_duplicate, fence, ${configVersion}::integer FROM found JOIN earlier USING (id)
      RETURNING delivery_id, number
    ),
    sending AS (
      UPDATE deliveries SET state = 'sending', attempts = number FROM begun WHERE deliveries.id = delivery_id
    )
    SELECT found.id, endpoint, fence, greatest(wait_ms, 0) AS wait_ms, receiver_id, recipient, payload, number,
      possible_duplicate, failed, unknown, age_ms,
      (SELECT (extract(epoch FROM now() - removed_at) * 1000)::float8 FROM ${ITS_ADDRESS}) AS removed_ms,
      EXISTS (SELECT FROM ${ITS_ADDRESS}) AS was_declared,
      (SELECT addresses.endpoint FROM ${ITS_ADDRESS}) AS declared_endpoint, ${ITS_THREAD} AS thread,
      ${ITS_ROOT} AS root
    FROM found JOIN earlier USING (id) JOIN begun ON delivery_id = found.id`,
  );
  if (!row) return null;
  const { id, receiverId, recipient, payload: stored, number, possibleDuplicate, root, thread: its, ...begun } = row;
  const payload = readPayload(stored);
  const thread = root ? root.receipt : its;
  const told = root && readPayload(root.payload);
  const delivery = {
    ...{ id, receiverId, recipient, thread, attempt: number, possibleDuplicate },
    ...(root && told?.kind === 'news' && { root: { id: root.id, payload: told } }),
  };
  if (payload) return { ...begun, askedAt, delivery: { ...delivery, payload } };
  const reason = 'what was stored of it is no message that this version of Wirewatch knows';
  const outcome =
    row.ageMs > UNREADABLE_FOR_MS
      ? ({ kind: 'dead', reason } as const)
      : ({ kind: 'postponed', reason, inMs: UNREADABLE_AGAIN_MS } as const);
  await finishAttempt(db, { delivery, fence: row.fence, endpoint: row.endpoint }, outcome, outcome);
  return null;
}

/**
 * Puts a delivery back whose turn at its endpoint it is not yet; a job for it came too early. Does nothing to one that a
 * worker has.
 */
export async function putBack(db: Database, deliveryId: string): Promise<void> {
  await sql`
    UPDATE delivery_work SET holder = NULL, visible_at = greatest(next_at, quiet_until, now()) FROM endpoints
    WHERE id = ${deliveryId} AND key = endpoint AND holder = 'queue'`.execute(db);
}
