import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { ArticleFlag, ArticleSource } from '../../model/article.ts';
import type { Alert, FeedSubject } from '../../model/delivery.ts';
import type { Evidence } from '../../model/watch.ts';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';

/** Deliveries of a receiver in which the newest alerts are looked for: one with many addresses has one at each. */
const MAX_DELIVERIES = 2_000;

/** Characters of a text that are looked at for its beginning. */
const BEGINNING = 2_000;

const ROW = z.object({
  articleId: z.number(),
  url: z.string().nullable(),
  title: z.string(),
  beginning: z.string(),
  language: z.string().nullable(),
  outlet: z.string().nullable(),
  authors: z.array(z.string()),
  publishedAt: z.date().nullable(),
  source: z.custom<ArticleSource>(),
  flags: z.array(z.custom<ArticleFlag>()),
  toldAt: z.date(),
  alertId: z.string(),
  watch: z.custom<Alert['watch']>(),
  evidence: z.custom<Evidence>(),
  development: z.custom<Alert['development']>(),
});

/** An article as it reads now, and what was told of it. */
export interface FeedNews
  extends Omit<z.infer<typeof ROW>, 'articleId' | 'toldAt' | 'alertId' | 'watch' | 'evidence' | 'development'> {
  /** The one that was told first, first; one at least. */
  alerts: Alert[];
  /** When its first alert was raised; of a receiver, when he was told of it. */
  toldAt: Date;
}

/** What a feed has: the articles told of last, the newest first. A silence, or a wait that is not over, keeps them back. */
export async function readFeedNews(db: Database, subject: FeedSubject, limit: number): Promise<FeedNews[]> {
  const rows = await readRows(
    db,
    ROW,
    sql`
    WITH ${toldOf(subject, limit)},
    newest AS (
      SELECT article_id, min(told_at) AS first_at
      FROM told JOIN alerts ON alerts.id = told.alert_id JOIN matches ON matches.id = match_id
      GROUP BY article_id ORDER BY first_at DESC, article_id DESC LIMIT ${limit}
    )
    SELECT articles.id AS article_id, url, title, left(text, ${BEGINNING}) AS beginning, language, outlet, authors,
      published_at, source, flags, first_at AS told_at, alerts.id AS alert_id, watch, evidence, development
    FROM newest JOIN articles ON articles.id = newest.article_id JOIN matches ON matches.article_id = articles.id
      JOIN alerts ON match_id = matches.id JOIN told ON told.alert_id = alerts.id
    ORDER BY first_at DESC, articles.id DESC, told.told_at, alerts.id`,
  );
  return [...Map.groupBy(rows, ({ articleId }) => articleId).values()].map((group) => {
    const { articleId, alertId, watch, evidence, development, ...article } = group[0]!;
    return {
      ...article,
      alerts: group.map(({ alertId: id, ...one }) => ({
        ...{ id, watch: one.watch, evidence: one.evidence, development: one.development },
      })),
    };
  });
}

/** Common tables of which the last is `told` (alert_id, told_at). */
function toldOf({ kind, id }: FeedSubject, limit: number): RawBuilder<unknown> {
  if (kind === 'watch')
    return sql`told AS (
      SELECT id AS alert_id, created_at AS told_at FROM alerts WHERE watch_id = ${id} ORDER BY created_at DESC LIMIT ${limit}
    )`;
  return sql`
    recent AS (
      SELECT id, created_at FROM deliveries WHERE receiver_id = ${id} AND state <> 'suppressed'
      ORDER BY created_at DESC LIMIT ${MAX_DELIVERIES}
    ),
    told AS (
      SELECT alert_id, min(created_at) AS told_at FROM recent JOIN delivery_alerts ON delivery_id = recent.id GROUP BY alert_id
    )`;
}
