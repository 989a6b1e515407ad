import { type RawBuilder, sql, type UpdateObject } from 'kysely';
import type { AttemptOutcome, Delivery, NextStep } from '../../model/delivery.ts';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';
import { dueIn, interval } from '../work/work.ts';

/** Which attempt ended, and where. */
export interface Begun {
  fence: number;
  endpoint: string;
  delivery: Pick<Delivery, 'id' | 'attempt'>;
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
