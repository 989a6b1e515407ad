import { type RawBuilder, sql, type UpdateObject } from 'kysely';
import { z } from 'zod';
import type { AttemptOutcome, Delivery, NextStep } from '../../model/delivery.ts';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';
import type { Schema } from '../schema.ts';
import { dueIn, interval, LEASABLE, THIS_PROCESS } from '../work/work.ts';
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

/** Which attempt ended, and where. */
export interface Begun extends Pick<BegunAttempt, 'fence' | 'endpoint'> {
  delivery: Pick<Delivery, 'id' | 'attempt'>;
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
});

const ITS_ADDRESS = sql`addresses WHERE addresses.receiver_id = found.receiver_id AND addresses.recipient = found.recipient`;

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
      (SELECT addresses.endpoint FROM ${ITS_ADDRESS}) AS declared_endpoint, ${ITS_THREAD} AS thread
    FROM found JOIN earlier USING (id) JOIN begun ON delivery_id = found.id`,
  );
  if (!row) return null;
  const { id, receiverId, recipient, payload: stored, number, possibleDuplicate, thread, ...begun } = row;
  const payload = readPayload(stored);
  const delivery = { id, receiverId, recipient, thread, attempt: number, possibleDuplicate };
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

/**
 * Writes down how an attempt ended, in one statement, and what that means for its endpoint. The attempt keeps its outcome in
 * any case; the delivery changes as long as nobody else has begun another, though the lease may have run out or been freed. One
 * that was postponed was no attempt: it leaves no trace. Writing the same again changes nothing. Returns whether the delivery
 * was the caller's to change.
 */
export async function finishAttempt(
  db: Database,
  { delivery, fence, endpoint }: Begun,
  outcome: AttemptOutcome,
  result: NextStep,
): Promise<boolean> {
  const { id, attempt } = delivery;
  const rests = restOf(result);
  // Freed or not: as long as nobody else began an attempt, what came of this one counts.
  const isOurs = sql<boolean>`(delivery_work.id = ${id} AND fence = ${fence})`;
  const { numUpdatedRows } = await db
    .with('attempted', (query) =>
      result.kind === 'postponed'
        ? query
            .deleteFrom('attempts')
            .where('deliveryId', '=', id)
            .where('number', '=', attempt)
            .where('fence', '=', fence)
            .returning('number')
        : query
            .updateTable('attempts')
            .set({ finishedAt: sql`now()`, outcome: outcome.kind, reason: 'reason' in outcome ? outcome.reason : null })
            .where('deliveryId', '=', id)
            .where('number', '=', attempt)
            .where('fence', '=', fence)
            .returning('number'),
    )
    .with('released', (query) =>
      rests === null
        ? query.deleteFrom('deliveryWork').where(isOurs).returning('id')
        : query
            .updateTable('deliveryWork')
            .set({ ...dueIn(rests), ...(result.kind === 'held' && { visibleAt: behindOthers(result) }) })
            .where(isOurs)
            .returning('id'),
    )
    // What failed with it waits for its own time no longer, up to an hour: the endpoint works.
    .with('woken', (query) =>
      query
        .updateTable('deliveryWork')
        .set({ visibleAt: sql`now()` })
        .where(sql<boolean>`id IN (
          SELECT id FROM delivery_work
          WHERE ${result.kind === 'sent'}
            AND EXISTS (SELECT FROM endpoints WHERE key = ${endpoint} AND (failures > 0 OR held_since IS NOT NULL))
            AND endpoint = ${endpoint} AND id <> ${id} AND holder IS NULL AND visible_at > now() FOR UPDATE SKIP LOCKED
        )`),
    )
    .with('met', (query) =>
      query
        .updateTable('endpoints')
        .set(endpointChanges(outcome, result))
        .where('key', '=', endpoint)
        .where(sql<boolean>`EXISTS (SELECT FROM released)`)
        // Most messages arrive where all others did: then there is nothing to write down.
        .where((where) =>
          outcome.kind === 'sent'
            ? where.or([
                where('failures', '>', 0),
                where('refusals', '>', 0),
                where('heldSince', 'is not', null),
                where('throttledSince', 'is not', null),
              ])
            : where.lit(outcome.kind === 'dead' ? outcome.ofEndpoint === true : outcome.kind !== 'postponed'),
        ),
    )
    .updateTable('deliveries')
    .from('released')
    .set({
      ...changes(result),
      ...(outcome.kind === 'sent' && outcome.receipt && { receipt: JSON.stringify(outcome.receipt) }),
    })
    .whereRef('deliveries.id', '=', 'released.id')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** How long an endpoint that is held waits: as long again as it has stood, up to the longest. */
function heldFor({ firstMs, longestMs }: { firstMs: number; longestMs: number }, heldSince: RawBuilder<unknown>) {
  return sql<Date>`least(greatest(now() - coalesce(${heldSince}, now()), ${interval(firstMs)}), ${interval(longestMs)})`;
}

/** The next try is for another message, should it be this one that the endpoint does not take. */
function behindOthers(result: { firstMs: number; longestMs: number }) {
  const heldSince = sql`(SELECT held_since FROM endpoints WHERE key = endpoint)`;
  return sql<Date>`now() + ${heldFor(result, heldSince)} + interval '1 second'`;
}

/** ms until the next attempt is due, or null: there is none. */
function restOf(result: NextStep): number | null {
  switch (result.kind) {
    case 'sent':
    case 'dead':
      return null;
    case 'retry':
    case 'unknown':
      return result.retryInMs;
    case 'throttled':
    case 'held':
      // The endpoint waits, and whoever is in line before it.
      return 0;
    case 'postponed':
      return result.inMs;
  }
}

/** What an attempt tells of its endpoint. */
function endpointChanges(outcome: AttemptOutcome, result: NextStep): UpdateObject<Schema, 'endpoints'> {
  if (outcome.kind === 'sent') {
    // It works again: what it was given to rest is over, too, but for what it asked for itself.
    const quietUntil = sql<Date>`CASE WHEN held_since IS NULL THEN quiet_until ELSE now() END`;
    return { failures: 0, refusals: 0, heldSince: null, reason: null, throttledSince: null, quietUntil };
  }
  if (outcome.kind === 'throttled') {
    // One that goes on asking for a second is asked less and less often, once a minute at the least.
    const grown = sql`now() + least(now() - coalesce(throttled_since, now()), interval '1 minute')`;
    return {
      quietUntil: sql`greatest(quiet_until, now() + ${interval(outcome.inMs)}, ${grown})`,
      throttledSince: sql`coalesce(throttled_since, now())`,
    };
  }
  if (result.kind === 'held') {
    return {
      failures: sql`failures + 1`,
      heldSince: sql`coalesce(held_since, now())`,
      reason: result.reason,
      // Soon at first, and not a thousand times in a night.
      quietUntil: sql`greatest(quiet_until, now() + ${heldFor(result, sql`held_since`)})`,
    };
  }
  const reason = 'reason' in outcome && outcome.reason !== undefined ? outcome.reason : null;
  // It answers, and takes others; should it take none, operators hear of it.
  if (outcome.kind === 'retry' && outcome.ofMessage) return { refusals: sql`refusals + 1`, reason };
  // Each message is as dead as this one, and told of: there is nothing to rest for.
  if (outcome.kind === 'dead') return { failures: sql`failures + 1`, reason };
  return {
    failures: sql`failures + 1`,
    reason,
    // One failure may be the message's own; after several the endpoint rests, up to half a minute, and attempts are saved.
    quietUntil: sql`greatest(quiet_until, now() + make_interval(secs => CASE WHEN failures < 1 THEN 0 ELSE least(30, 2 ^ least(failures, 9)) END))`,
  };
}

function changes(result: NextStep): UpdateObject<Schema, 'deliveries'> {
  switch (result.kind) {
    case 'sent':
      return { state: 'sent', reason: null, sentAt: sql`now()` };
    case 'dead':
      return { state: 'dead', reason: result.reason, diedAt: sql`now()` };
    case 'retry':
    case 'unknown':
      return { state: result.kind, reason: result.reason };
    case 'throttled':
    case 'held':
      return { state: 'retry', reason: result.reason };
    case 'postponed':
      return {
        state: sql`CASE WHEN attempts > 1 THEN 'retry' ELSE 'pending' END`,
        attempts: sql`attempts - 1`,
        ...(result.reason !== undefined && { reason: result.reason }),
      };
  }
}
