import { type Selectable, sql, type UpdateObject } from 'kysely';
import type { AttemptOutcome, Delivery, NextStep } from '../../model.ts';
import type { Database } from '../database.ts';
import type { DeliveriesTable, Schema } from '../schema.ts';
import { fromNow, lease, RELEASED } from '../work/work.ts';

/** A delivery row. */
export type DeliveryRow = Selectable<DeliveriesTable>;

/** An attempt that has been written down and may now be made. */
export interface BegunAttempt {
  delivery: Delivery;
  fence: number;
}

/**
 * Leases a due delivery and writes the attempt down *before* it is made, so that a process that dies over it leaves a
 * trace. A delivery found in `sending` is one whose attempt nobody finished: it may have arrived.
 * Null when it is not due, already sent, or with another worker.
 */
export async function beginAttempt(db: Database, deliveryId: string, leaseMs: number): Promise<BegunAttempt | null> {
  return db.transaction().execute(async (trx) => {
    const row = await lease(trx, 'deliveries', deliveryId, leaseMs);
    if (!row) return null;
    if (row.state === 'sending') await closeLostAttempt(trx, row);
    const number = row.attempts + 1;
    const possibleDuplicate = await mayHaveArrived(trx, deliveryId);
    await trx.insertInto('attempts').values({ deliveryId, number, possibleDuplicate }).execute();
    await trx
      .updateTable('deliveries')
      .set({ state: 'sending', attempts: number })
      .where('id', '=', deliveryId)
      .execute();
    return { fence: row.fence, delivery: { ...(await loadAlert(trx, row)), attempt: number, possibleDuplicate } };
  });
}

async function closeLostAttempt(db: Database, row: DeliveryRow): Promise<void> {
  await db
    .updateTable('attempts')
    .set({ outcome: 'unknown', reason: 'the process that made this attempt ended before its outcome was known' })
    .where('deliveryId', '=', row.id)
    .where('number', '=', row.attempts)
    .where('finishedAt', 'is', null)
    .execute();
}

/** A worker that slept through its lease may have written `sent` for its attempt after another was begun. */
async function mayHaveArrived(db: Database, deliveryId: string): Promise<boolean> {
  const arrived = await db
    .selectFrom('attempts')
    .select('number')
    .where('deliveryId', '=', deliveryId)
    .where('outcome', 'in', ['unknown', 'sent'])
    .limit(1)
    .executeTakeFirst();
  return arrived !== undefined;
}

async function loadAlert(db: Database, row: DeliveryRow): Promise<Pick<Delivery, 'id' | 'receiverId' | 'alert'>> {
  const found = await db
    .selectFrom('alerts')
    .innerJoin('matches', 'matches.id', 'alerts.matchId')
    .innerJoin('articles', 'articles.id', 'matches.articleId')
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
    .where('alerts.id', '=', row.alertId)
    .executeTakeFirstOrThrow();
  const { id, watch, createdAt, evidence, ...article } = found;
  return { id: row.id, receiverId: row.receiverId, alert: { id, watch, article, evidence, createdAt } };
}

/**
 * Writes down how an attempt ended. The attempt keeps its outcome in any case; the delivery changes only while the
 * caller still holds its lease. One that was postponed was no attempt: it leaves no trace. Returns whether the delivery
 * was the caller's to change.
 */
export async function finishAttempt(
  db: Database,
  { delivery, fence }: BegunAttempt,
  outcome: AttemptOutcome,
  result: NextStep,
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    if (result.kind === 'postponed') await removeAttempt(trx, delivery);
    else await closeAttempt(trx, delivery, outcome);
    const updated = await trx
      .updateTable('deliveries')
      .set({ ...RELEASED, ...changes(result) })
      .where('id', '=', delivery.id)
      .where('fence', '=', fence)
      // What is finished stays so, should the caller not have heard that it is.
      .where('state', '=', 'sending')
      .executeTakeFirst();
    return updated.numUpdatedRows > 0n;
  });
}

function changes(result: NextStep): UpdateObject<Schema, 'deliveries'> {
  switch (result.kind) {
    case 'sent':
      return { state: 'sent', reason: null, sentAt: sql`now()` };
    case 'dead':
      return { state: 'dead', reason: result.reason };
    case 'retry':
    case 'unknown':
      return { state: result.kind, reason: result.reason, dueAt: fromNow(result.retryInMs) };
    case 'postponed':
      return {
        state: sql`CASE WHEN attempts > 1 THEN 'retry' ELSE 'pending' END`,
        attempts: sql`attempts - 1`,
        dueAt: fromNow(result.inMs),
        ...(result.reason !== undefined && { reason: result.reason }),
      };
  }
}

type Attempt = Pick<Delivery, 'id' | 'attempt'>;

async function closeAttempt(db: Database, { id, attempt }: Attempt, outcome: AttemptOutcome): Promise<void> {
  await db
    .updateTable('attempts')
    .set({ finishedAt: sql`now()`, outcome: outcome.kind, reason: 'reason' in outcome ? outcome.reason : null })
    .where('deliveryId', '=', id)
    .where('number', '=', attempt)
    .execute();
}

async function removeAttempt(db: Database, { id, attempt }: Attempt): Promise<void> {
  await db.deleteFrom('attempts').where('deliveryId', '=', id).where('number', '=', attempt).execute();
}
