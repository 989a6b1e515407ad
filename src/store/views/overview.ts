import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import { PAYLOAD_TITLE, PAYLOAD_WATCHES } from '../alerts/payload.ts';
import type { AlertsTable, DeliveriesTable } from '../alerts/tables.ts';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';
import { reachOf } from '../stories/coverage.ts';

const ALERT = z.object({
  id: z.string(),
  watchId: z.string(),
  watch: z.custom<Selectable<AlertsTable>['watch']>(),
  createdAt: z.date(),
  /** It tells of a turn that the story took. */
  isDevelopment: z.boolean(),
  title: z.string(),
  url: z.string().nullable(),
  outlet: z.string().nullable(),
  language: z.string().nullable(),
  flags: z.array(z.string()),
  /** How far its story has come by now. */
  articles: z.number(),
  sources: z.number(),
  languages: z.number(),
});

/** An alert with the article that raised it. */
export type AlertSummary = z.infer<typeof ALERT>;

/** The newest alerts first. */
export function listAlerts(db: Database, limit: number): Promise<AlertSummary[]> {
  return readRows(
    db,
    ALERT,
    sql`
    SELECT newest.id, newest.watch_id, watch, newest.created_at, development IS NOT NULL AS is_development,
      title, url, outlet, language, flags, reach.articles, reach.sources, reach.languages
    FROM (SELECT * FROM alerts ORDER BY created_at DESC LIMIT ${limit}) AS newest
      JOIN matches ON matches.id = match_id JOIN articles ON articles.id = article_id,
      LATERAL (${reachOf(sql`newest.story_id`)}) AS reach
    ORDER BY newest.created_at DESC`,
  );
}

/** A delivery with what it delivers. */
export type DeliverySummary = Pick<
  Selectable<DeliveriesTable>,
  'id' | 'receiverId' | 'recipient' | 'state' | 'attempts' | 'reason' | 'createdAt' | 'sentAt'
> & {
  /** Of the most severe watch it tells of; null: a notice. */
  watchId: string | null;
  title: string;
  /** When the next attempt is due; null when there is none. */
  dueAt: Date | null;
};

/** The newest deliveries; dead and waiting ones before those that were sent. */
export function listDeliveries(db: Database, limit: number): Promise<DeliverySummary[]> {
  // The few that are shown are chosen before anything is joined to them, each half by its index.
  const newest = (operator: '=' | '<>') =>
    db
      .selectFrom('deliveries')
      .select(['id', 'createdAt'])
      .where('state', operator, sql.lit('sent'))
      .orderBy('createdAt', 'desc')
      .limit(limit);
  return db
    .with('shown', () =>
      db
        .selectFrom(newest('<>').as('open'))
        .selectAll()
        .unionAll(db.selectFrom(newest('=').as('sent')).selectAll())
        .limit(limit),
    )
    .selectFrom('shown')
    .innerJoin('deliveries', 'deliveries.id', 'shown.id')
    .leftJoin('deliveryWork', 'deliveryWork.id', 'deliveries.id')
    .select([
      'deliveries.id',
      'deliveries.receiverId',
      'deliveries.recipient',
      'deliveries.state',
      'deliveries.attempts',
      'deliveries.reason',
      'deliveries.createdAt',
      'deliveries.sentAt',
    ])
    .select([
      sql<string | null>`(${PAYLOAD_WATCHES})[1]`.as('watchId'),
      PAYLOAD_TITLE.as('title'),
      'deliveryWork.visibleAt as dueAt',
    ])
    .orderBy(sql`deliveries.state = 'sent'`)
    .orderBy('deliveries.createdAt', 'desc')
    .execute();
}

/** Up to so many are counted one by one; beyond that the database's own estimate does. */
const COUNTED = 1_000;

/** How many there are. `isExact` is false for an estimate, which is never below what was counted. */
const COUNT = z.object({ count: z.number(), isExact: z.boolean() });

/** How many there are of something. */
export type Count = z.infer<typeof COUNT>;

const TOTALS = z.object({
  feeds: z.number(),
  failingFeeds: z.number(),
  pendingItems: z.number(),
  waiting: z.number(),
  dead: z.number(),
});

/** How much there is of everything. */
export type Totals = z.infer<typeof TOTALS> & Record<'feedItems' | 'articles' | 'alerts' | 'sent', Count>;

/** Counts everything; for the first page. */
export async function countAll(db: Database): Promise<Totals> {
  const [[totals], feedItems, articles, alerts, deliveries] = await Promise.all([
    readRows(
      db,
      TOTALS,
      sql`
        SELECT
          (SELECT count(*) FROM feeds WHERE active) AS feeds,
          (SELECT count(*) FROM feed_work WHERE failing)
            + (SELECT count(*) FROM feeds WHERE active AND gone_at IS NOT NULL) AS failing_feeds,
          (SELECT count(*) FROM item_work) AS pending_items,
          (SELECT count(*) FROM delivery_work) AS waiting,
          (SELECT count(*) FROM deliveries WHERE state = 'dead') AS dead`,
    ),
    countRows(db, 'feed_items'),
    countRows(db, 'articles'),
    countRows(db, 'alerts'),
    countRows(db, 'deliveries'),
  ]);
  const { waiting, dead } = totals!;
  const sent = { ...deliveries, count: Math.max(0, deliveries.count - waiting - dead) };
  return { ...totals!, feedItems, articles, alerts, sent };
}

async function countRows(db: Database, table: 'feed_items' | 'articles' | 'alerts' | 'deliveries'): Promise<Count> {
  const [count] = await readRows(
    db,
    COUNT,
    sql`
      SELECT CASE WHEN counted > ${COUNTED} THEN greatest(counted, estimate) ELSE counted END AS count,
        counted <= ${COUNTED} AS is_exact
      FROM (SELECT count(*) AS counted FROM (SELECT FROM ${sql.table(table)} LIMIT ${COUNTED + 1}) AS first_rows) AS counting,
        (SELECT reltuples::bigint AS estimate FROM pg_class WHERE oid = ${table}::regclass) AS estimating`,
  );
  return count!;
}
