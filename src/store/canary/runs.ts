import { sql } from 'kysely';
import { z } from 'zod';
import { CANARY_ID, type CanaryRun, canaryUrl } from '../../model/canary.ts';
import type { Database, StoreTransaction } from '../database.ts';
import { readRows } from '../rows.ts';
import { interval } from '../work/work.ts';
import { forgetCanaryArticle } from './forget.ts';

/** Runs that are kept. */
const KEPT = 1_000;

const RUN = z.object({
  number: z.number(),
  publishedAt: z.date(),
  arrivedAt: z.date().nullable(),
  lostAt: z.date().nullable(),
  /** ms since it was published, by the database's clock. */
  ageMs: z.number(),
});

/** A run of the canary, and how it fared so far. */
export type RunOfCanary = z.infer<typeof RUN>;

/** The run that was published last; null: there was none. */
export async function latestCanaryRun(db: Database): Promise<RunOfCanary | null> {
  const [run] = await readRows(
    db,
    RUN,
    sql`SELECT number, published_at, arrived_at, lost_at, (extract(epoch FROM now() - published_at) * 1000)::float8 AS age_ms
      FROM canary_runs ORDER BY number DESC LIMIT 1`,
  );
  return run ?? null;
}

/** The run that arrived last, and how many ms it took; null: none did. */
export async function latestArrival(db: Database): Promise<{ arrivedAt: Date; tookMs: number } | null> {
  const [run] = await readRows(
    db,
    z.object({ arrivedAt: z.date(), tookMs: z.number() }),
    sql`SELECT arrived_at, (extract(epoch FROM arrived_at - published_at) * 1000)::float8 AS took_ms
      FROM canary_runs WHERE arrived_at IS NOT NULL ORDER BY number DESC LIMIT 1`,
  );
  return run ?? null;
}

/** How far the article of a run has come. */
const PROGRESS = z.object({
  polled: z.boolean(),
  item: z.string().nullable(),
  read: z.boolean(),
  matched: z.boolean(),
  alerted: z.boolean(),
  /** Of its deliveries: all there are, those made, and what one that was not made waits for. */
  deliveries: z.number(),
  sent: z.number(),
  reason: z.string().nullable(),
  sentAt: z.date().nullable(),
});

/** See {@link progressOfRun}. */
export type CanaryProgress = z.infer<typeof PROGRESS>;

/** How far the article of a run has come. */
export async function progressOfRun(db: Database, { number, publishedAt }: CanaryRun): Promise<CanaryProgress> {
  const [progress] = await readRows(
    db,
    PROGRESS,
    sql`
    WITH item AS (SELECT state, article_id FROM feed_items WHERE feed_id = ${CANARY_ID} AND link = ${canaryUrl(number)}),
      matched AS (SELECT matches.id FROM matches JOIN item USING (article_id) WHERE watch_id = ${CANARY_ID}),
      alerted AS (SELECT id FROM alerts WHERE match_id IN (SELECT id FROM matched)),
      told AS (SELECT DISTINCT deliveries.id, state, sent_at, reason FROM deliveries
        JOIN delivery_alerts ON delivery_id = deliveries.id WHERE alert_id IN (SELECT id FROM alerted))
    SELECT EXISTS (SELECT FROM feeds WHERE id = ${CANARY_ID} AND last_polled_at >= ${publishedAt}) AS polled,
      (SELECT state FROM item) AS item,
      EXISTS (SELECT FROM item WHERE article_id IS NOT NULL) AS read,
      EXISTS (SELECT FROM matched) AS matched,
      EXISTS (SELECT FROM alerted) AS alerted,
      (SELECT count(*)::integer FROM told) AS deliveries,
      (SELECT count(*)::integer FROM told WHERE state = 'sent') AS sent,
      (SELECT min(reason) FROM told WHERE state <> 'sent') AS reason,
      (SELECT max(sent_at) FROM told WHERE state = 'sent') AS sent_at`,
  );
  return progress!;
}

/** Notes that a run has arrived, and forgets its article. */
export function endRun(db: Database, number: number, arrivedAt: Date): Promise<void> {
  return db.transaction().execute(async (trx) => {
    await trx.updateTable('canaryRuns').set({ arrivedAt }).where('number', '=', number).execute();
    await forgetCanaryArticle(trx, number);
  });
}

/**
 * Publishes the next article: its feed is due now. The one before is given up where it has not arrived, and forgotten. Null
 * when another process has just done so, or the feed is not polled (yet).
 *
 * @param everyMs Since the one before.
 */
export function publishRun(db: Database, everyMs: number): Promise<{ number: number; lost: number | null } | null> {
  return db.transaction().execute(async (trx) => {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended('canary', 0))`.execute(trx);
    // Whoever is at the feed now may have asked for it already, and would not come again for long.
    const due = await sql`SELECT FROM feed_work WHERE id = ${CANARY_ID} AND holder IS NULL
      AND NOT EXISTS (SELECT FROM canary_runs WHERE published_at > now() - ${interval(everyMs)}) FOR UPDATE`.execute(
      trx,
    );
    if (due.rows.length === 0) return null;
    const lost = await giveUp(trx);
    const { number } = await trx.insertInto('canaryRuns').defaultValues().returning('number').executeTakeFirstOrThrow();
    await trx
      .deleteFrom('canaryRuns')
      .where('number', '<=', number - KEPT)
      .execute();
    await sql`UPDATE feed_work SET due_at = now(), visible_at = now() WHERE id = ${CANARY_ID}`.execute(trx);
    return { number, lost };
  });
}

async function giveUp(trx: StoreTransaction): Promise<number | null> {
  const lost = await trx
    .updateTable('canaryRuns')
    .set({ lostAt: sql`now()` })
    .where('arrivedAt', 'is', null)
    .where('lostAt', 'is', null)
    .returning('number')
    .executeTakeFirst();
  if (!lost) return null;
  await forgetCanaryArticle(trx, lost.number);
  return lost.number;
}
