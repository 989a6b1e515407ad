import { type Selectable, sql } from 'kysely';
import type { Database } from '../database.ts';
import type { AlertsTable, ArticlesTable, DeliveriesTable } from '../schema.ts';

/** An alert with the article that raised it. */
export type AlertSummary = Pick<Selectable<AlertsTable>, 'id' | 'watchId' | 'watch' | 'createdAt'> &
  Pick<Selectable<ArticlesTable>, 'title' | 'url' | 'outlet' | 'language' | 'publishedAt' | 'flags'>;

/** The newest alerts first. */
export function listAlerts(db: Database, limit: number): Promise<AlertSummary[]> {
  return db
    .selectFrom('alerts')
    .innerJoin('matches', 'matches.id', 'alerts.matchId')
    .innerJoin('articles', 'articles.id', 'matches.articleId')
    .select(['alerts.id', 'alerts.watchId', 'alerts.watch', 'alerts.createdAt'])
    .select([
      'articles.title',
      'articles.url',
      'articles.outlet',
      'articles.language',
      'articles.publishedAt',
      'articles.flags',
    ])
    .orderBy('alerts.createdAt', 'desc')
    .limit(limit)
    .execute();
}

/** A delivery with what it delivers. */
export type DeliverySummary = Pick<
  Selectable<DeliveriesTable>,
  'id' | 'alertId' | 'receiverId' | 'state' | 'attempts' | 'reason' | 'dueAt' | 'createdAt' | 'sentAt'
> & { watchId: string; title: string };

/** The newest deliveries; dead and waiting ones before those that were sent. */
export function listDeliveries(db: Database, limit: number): Promise<DeliverySummary[]> {
  return db
    .selectFrom('deliveries')
    .innerJoin('alerts', 'alerts.id', 'deliveries.alertId')
    .innerJoin('matches', 'matches.id', 'alerts.matchId')
    .innerJoin('articles', 'articles.id', 'matches.articleId')
    .select([
      'deliveries.id',
      'deliveries.alertId',
      'deliveries.receiverId',
      'deliveries.state',
      'deliveries.attempts',
      'deliveries.reason',
    ])
    .select(['deliveries.dueAt', 'deliveries.createdAt', 'deliveries.sentAt', 'alerts.watchId', 'articles.title'])
    .orderBy(sql`deliveries.state = 'sent'`)
    .orderBy('deliveries.createdAt', 'desc')
    .limit(limit)
    .execute();
}

/** How much there is of everything. */
export interface Totals {
  feeds: number;
  failingFeeds: number;
  feedItems: number;
  pendingItems: number;
  articles: number;
  alerts: number;
  sent: number;
  waiting: number;
  dead: number;
}

/** Counts everything; for the first page. */
export async function countAll(db: Database): Promise<Totals> {
  const { rows } = await sql<Totals>`
    SELECT
      (SELECT count(*) FROM feeds WHERE active) AS feeds,
      (SELECT count(*) FROM feeds WHERE active AND (failures > 0 OR gone_at IS NOT NULL)) AS failing_feeds,
      (SELECT count(*) FROM feed_items) AS feed_items,
      (SELECT count(*) FROM feed_items WHERE state = 'pending') AS pending_items,
      (SELECT count(*) FROM articles) AS articles,
      (SELECT count(*) FROM alerts) AS alerts,
      (SELECT count(*) FROM deliveries WHERE state = 'sent') AS sent,
      (SELECT count(*) FROM deliveries WHERE state IN ('pending', 'sending', 'retry', 'unknown')) AS waiting,
      (SELECT count(*) FROM deliveries WHERE state = 'dead') AS dead`.execute(db);
  return rows[0]!;
}
