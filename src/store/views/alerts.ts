import { sql } from 'kysely';
import { z } from 'zod';
import type { Alert } from '../../model/delivery.ts';
import type { Evidence } from '../../model/watch.ts';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';
import { interval } from '../work/work.ts';

const ENTRY = z.object({
  id: z.string(),
  /** As it was when it matched. */
  watch: z.custom<Alert['watch']>(),
  createdAt: z.date(),
  storyId: z.number(),
  /** What was new in a story that had alerted the watch before; null: the story was. */
  development: z.custom<Alert['development']>(),
  title: z.string(),
  url: z.string().nullable(),
  outlet: z.string().nullable(),
  language: z.string().nullable(),
  publishedAt: z.date().nullable(),
});

/** An alert with the article that raised it, as that reads now. */
export type AlertEntry = z.infer<typeof ENTRY>;

/** Which alerts are meant; what is left out matters not. */
export interface AlertQuery {
  watchId?: string | undefined;
  /** Raised in the last so many ms. */
  sinceMs?: number | undefined;
  limit: number;
}

const COLUMNS = sql`
  alerts.id, alerts.watch, alerts.created_at, alerts.story_id, alerts.development, articles.title, articles.url, articles.outlet, articles.language,
  articles.published_at`;

const FROM = sql`
  FROM alerts JOIN matches ON matches.id = alerts.match_id JOIN articles ON articles.id = matches.article_id`;

/** The alerts that are meant, the newest first. */
export function findAlerts(db: Database, { watchId, sinceMs, limit }: AlertQuery): Promise<AlertEntry[]> {
  return readRows(
    db,
    ENTRY,
    sql`
    SELECT ${COLUMNS} ${FROM}
    WHERE true
      ${watchId === undefined ? sql`` : sql`AND alerts.watch_id = ${watchId}`}
      ${sinceMs === undefined ? sql`` : sql`AND alerts.created_at >= now() - ${interval(sinceMs)}`}
    ORDER BY alerts.created_at DESC LIMIT ${limit}`,
  );
}

/** One alert with what the article was found by, or null. `id` must be a UUID. */
export async function readAlert(db: Database, id: string): Promise<(AlertEntry & { evidence: Evidence }) | null> {
  const [found] = await readRows(
    db,
    ENTRY.extend({ evidence: z.custom<Evidence>() }),
    sql`SELECT ${COLUMNS}, matches.evidence ${FROM} WHERE alerts.id = ${id}`,
  );
  return found ?? null;
}
