import { sql, type UpdateObject } from 'kysely';
import type { Alert, AttemptOutcome, Delivery, NextStep } from '../../model.ts';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';
import { dueIn, held, isHeld, LEASABLE } from '../work/work.ts';

/** An attempt that has been written down and may now be made. */
export interface BegunAttempt {
  delivery: Delivery;
  fence: number;
}

/**
 * Leases a due delivery and writes the attempt down *before* it is made, in one statement, so that a process that dies over
 * it leaves a trace. A delivery found in `sending` is one whose attempt nobody finished in time: it may have arrived, and is
 * closed as such. So may one whose worker slept through its lease and wrote `sent` after another attempt was begun.
 * Null when it is not due, already sent, or with another worker.
 */
export async function beginAttempt(db: Database, deliveryId: string, leaseMs: number): Promise<BegunAttempt | null> {
  const row = await db
    .with('taken', (query) =>
      query
        .updateTable('deliveryWork')
        .set(held(leaseMs))
        .where('id', '=', deliveryId)
        .where(LEASABLE)
        .returning(['id', 'fence']),
    )
    .with('found', (query) =>
      query
        .selectFrom('deliveries')
        .innerJoin('taken', 'taken.id', 'deliveries.id')
        .select([
          'deliveries.id',
          'deliveries.alertId',
          'deliveries.receiverId',
          'deliveries.state',
          'attempts',
          'fence',
        ])
        .forNoKeyUpdate('deliveries'),
    )
    .with('lost', (query) =>
      query
        .updateTable('attempts')
        .from('found')
        .set({ outcome: 'unknown', reason: 'the process that made this attempt ended before its outcome was known' })
        .whereRef('deliveryId', '=', 'found.id')
        .whereRef('number', '=', 'found.attempts')
        .where('found.state', '=', 'sending')
        .where('finishedAt', 'is', null),
    )
    .with('begun', (query) =>
      query
        .insertInto('attempts')
        .columns(['deliveryId', 'number', 'possibleDuplicate'])
        .expression(({ selectFrom }) =>
          selectFrom('found').select((found) => [
            'found.id',
            sql<number>`attempts + 1`.as('number'),
            found
              .or([
                found('found.state', '=', 'sending'),
                // As a value: for an `exists`, Postgres may choose to read all attempts there ever were.
                found(
                  found
                    .selectFrom('attempts as earlier')
                    .select('earlier.number')
                    .whereRef('earlier.deliveryId', '=', 'found.id')
                    .where('earlier.outcome', 'in', ['unknown', 'sent'])
                    .limit(1),
                  'is not',
                  null,
                ),
              ])
              .as('possibleDuplicate'),
          ]),
        )
        .returning(['deliveryId', 'number', 'possibleDuplicate']),
    )
    .with('sending', (query) =>
      query
        .updateTable('deliveries')
        .from('begun')
        .set({ state: 'sending', attempts: sql`begun.number` })
        .whereRef('deliveries.id', '=', 'begun.deliveryId'),
    )
    .selectFrom('found')
    .innerJoin('begun', 'begun.deliveryId', 'found.id')
    .innerJoin('alerts', 'alerts.id', 'found.alertId')
    .innerJoin('matches', 'matches.id', 'alerts.matchId')
    .innerJoin('articles', 'articles.id', 'matches.articleId')
    .select(['found.fence', 'found.receiverId', 'begun.number', 'begun.possibleDuplicate'])
    .select(['alerts.id', 'alerts.watch', 'alerts.createdAt', 'matches.evidence'])
    .select([
      'articles.url',
      'articles.title',
      'articles.language',
      'articles.outlet',
      'articles.publishedAt',
      'articles.source',
      'articles.flags',
    ])
    .executeTakeFirst();
  if (!row) return null;
  const { fence, receiverId, number, possibleDuplicate, id, watch, createdAt, evidence, ...article } = row;
  const alert: Alert = { id, watch, article, evidence, createdAt };
  return { fence, delivery: { id: deliveryId, receiverId, alert, attempt: number, possibleDuplicate } };
}

/**
 * Writes down how an attempt ended, in one statement. The attempt keeps its outcome in any case; the delivery changes only
 * while the caller still holds its lease. One that was postponed was no attempt: it leaves no trace. Returns whether the
 * delivery was the caller's to change.
 */
export async function finishAttempt(
  db: Database,
  { delivery, fence }: BegunAttempt,
  outcome: AttemptOutcome,
  result: NextStep,
): Promise<boolean> {
  const { id, attempt } = delivery;
  const rests = restOf(result);
  const { numUpdatedRows } = await db
    .with('attempted', (query) =>
      result.kind === 'postponed'
        ? query.deleteFrom('attempts').where('deliveryId', '=', id).where('number', '=', attempt).returning('number')
        : query
            .updateTable('attempts')
            .set({ finishedAt: sql`now()`, outcome: outcome.kind, reason: 'reason' in outcome ? outcome.reason : null })
            .where('deliveryId', '=', id)
            .where('number', '=', attempt)
            .returning('number'),
    )
    .with('released', (query) =>
      rests === null
        ? query.deleteFrom('deliveryWork').where(isHeld({ id, fence })).returning('id')
        : query.updateTable('deliveryWork').set(dueIn(rests)).where(isHeld({ id, fence })).returning('id'),
    )
    .updateTable('deliveries')
    .from('released')
    .set(changes(result))
    .whereRef('deliveries.id', '=', 'released.id')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
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
    case 'postponed':
      return result.inMs;
  }
}

function changes(result: NextStep): UpdateObject<Schema, 'deliveries'> {
  switch (result.kind) {
    case 'sent':
      return { state: 'sent', reason: null, sentAt: sql`now()` };
    case 'dead':
      return { state: 'dead', reason: result.reason };
    case 'retry':
    case 'unknown':
      return { state: result.kind, reason: result.reason };
    case 'postponed':
      return {
        state: sql`CASE WHEN attempts > 1 THEN 'retry' ELSE 'pending' END`,
        attempts: sql`attempts - 1`,
        ...(result.reason !== undefined && { reason: result.reason }),
      };
  }
}
