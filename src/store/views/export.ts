import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { CANARY_ID, canaryUrl } from '../../model/canary.ts';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';
import { interval } from '../work/work.ts';

/** Rows fetched at once: an article may be long, and only so many are in memory. */
const BATCH = 50;

/** What is exported; what is left out matters not. */
export interface ExportQuery {
  /** Of the last so many ms. */
  sinceMs?: number | undefined;
}

const ALERT = z.object({
  id: z.string(),
  createdAt: z.date(),
  watch: z.string(),
  watchName: z.string().nullable(),
  severity: z.string().nullable(),
  storyId: z.number(),
  /** 0: the story was new; else which development of it. */
  turn: z.number(),
  articleId: z.number(),
  title: z.string(),
  url: z.string().nullable(),
  outlet: z.string().nullable(),
  authors: z.array(z.string()),
  language: z.string().nullable(),
  publishedAt: z.date().nullable(),
  /** Receivers that have it. */
  sentTo: z.array(z.string()),
});

const STORY = z.object({
  id: z.number(),
  createdAt: z.date(),
  firstAt: z.date().nullable(),
  lastAt: z.date().nullable(),
  /** Of the article that was published first. */
  title: z.string().nullable(),
  url: z.string().nullable(),
  articles: z.number(),
  outlets: z.array(z.string()),
  languages: z.array(z.string()),
  /** Watches that it alerted. */
  watches: z.array(z.string()),
  continues: z.number().nullable(),
  mergedInto: z.number().nullable(),
});

const ARTICLE = z.object({
  id: z.number(),
  storyId: z.number(),
  title: z.string(),
  url: z.string().nullable(),
  canonicalUrl: z.string().nullable(),
  outlet: z.string().nullable(),
  authors: z.array(z.string()),
  language: z.string().nullable(),
  country: z.string().nullable(),
  tags: z.array(z.string()),
  publishedAt: z.date().nullable(),
  readAt: z.date(),
  source: z.string(),
  flags: z.array(z.string()),
  /** Watches that it met. */
  watches: z.array(z.string()),
  text: z.string(),
});

/** What a kind of export has in a row, in the order of its columns. */
interface Kind<Row extends z.ZodObject> {
  row: Row;
  /** The time that `sinceMs` is about. */
  /** False for what only the canary brought. */
  isNews: RawBuilder<unknown>;
  at: RawBuilder<unknown>;
  /** Rows beyond `after` (null: from the beginning), in the order of `key`, which travels as text. */
  select(after: string | null, since: RawBuilder<unknown>): RawBuilder<unknown>;
}

const beyond = (column: RawBuilder<unknown>, after: string | null) =>
  after === null ? sql`` : sql`AND ${column} > ${after}::bigint`;

/** Addresses of the canary's articles, which are nobody's news. */
const CANARY_URLS = `${canaryUrl(0).slice(0, -1)}%`;

const ALERTS: Kind<typeof ALERT> = {
  row: ALERT,
  at: sql`created_at`,
  isNews: sql`watch_id <> ${CANARY_ID}`,
  select(after, since) {
    const [at, id] = after?.split('|') ?? [];
    return sql`
      SELECT alerts.created_at::text || '|' || alerts.id AS key, alerts.id, alerts.created_at, watch_id AS watch,
        alerts.watch ->> 'name' AS watch_name, alerts.watch ->> 'severity' AS severity,
        alerts.story_id, turn, article_id, title, url, outlet, authors, language, published_at,
        ARRAY(SELECT DISTINCT delivery_alerts.receiver_id FROM delivery_alerts JOIN deliveries ON deliveries.id = delivery_id
          WHERE alert_id = alerts.id AND state = 'sent' ORDER BY 1) AS sent_to
      FROM (
        SELECT id, created_at, watch_id, watch, story_id, turn, match_id FROM alerts
        WHERE created_at >= ${since} AND ${ALERTS.isNews} ${at ? sql`AND (created_at, id) > (${at}::timestamptz, ${id}::uuid)` : sql``}
        ORDER BY created_at, id LIMIT ${BATCH}
      ) AS alerts
      JOIN (SELECT id, article_id FROM matches) AS matches ON matches.id = match_id
      JOIN (SELECT id, title, url, outlet, authors, language, published_at FROM articles) AS articles ON articles.id = article_id
      ORDER BY alerts.created_at, alerts.id`;
  },
};

const TOLD_AT = sql`coalesce(published_at, read_at)`;

const STORIES: Kind<typeof STORY> = {
  row: STORY,
  at: sql`coalesce(last_at, created_at)`,
  isNews: sql`NOT EXISTS (SELECT FROM articles WHERE story_id = stories.id AND url LIKE ${CANARY_URLS})`,
  select: (after, since) => sql`
    SELECT stories.id::text AS key, stories.*, title, url,
      ARRAY(SELECT outlet FROM articles WHERE story_id = stories.id AND outlet IS NOT NULL GROUP BY outlet
        ORDER BY min(${TOLD_AT}), outlet) AS outlets,
      ARRAY(SELECT DISTINCT language FROM articles WHERE story_id = stories.id AND language IS NOT NULL ORDER BY 1) AS languages,
      ARRAY(SELECT DISTINCT watch_id FROM alerts WHERE story_id = stories.id ORDER BY 1) AS watches
    FROM (
      SELECT * FROM stories WHERE coalesce(last_at, created_at) >= ${since} AND ${STORIES.isNews} ${beyond(sql`id`, after)} ORDER BY id LIMIT ${BATCH}
    ) AS stories
    LEFT JOIN LATERAL (
      SELECT title, url FROM articles WHERE story_id = stories.id ORDER BY ${TOLD_AT}, id LIMIT 1
    ) AS first ON true
    ORDER BY stories.id`,
};

const ARTICLES: Kind<typeof ARTICLE> = {
  row: ARTICLE,
  at: sql`read_at`,
  isNews: sql`url IS NULL OR url NOT LIKE ${CANARY_URLS}`,
  select: (after, since) => sql`
    SELECT id::text AS key, id, story_id, title, url, canonical_url, outlet, authors, language, country, tags, published_at,
      read_at, source, flags,
      ARRAY(SELECT watch_id FROM matches WHERE article_id = articles.id ORDER BY 1) AS watches, text
    FROM articles WHERE read_at >= ${since} AND (${ARTICLES.isNews}) ${beyond(sql`id`, after)} ORDER BY id LIMIT ${BATCH}`,
};

/** What can be exported, by name. */
const KINDS = { alerts: ALERTS, stories: STORIES, articles: ARTICLES };

/** The name of what can be exported. */
export type ExportKind = keyof typeof KINDS;

/** Names of all that can be exported. */
export const EXPORT_KINDS = Object.keys(KINDS) as ExportKind[];

/** The fields of a row, in their order. */
export function exportFields(kind: ExportKind): string[] {
  return Object.keys(KINDS[kind].row.shape);
}

function sinceOf({ sinceMs }: ExportQuery): RawBuilder<unknown> {
  return sinceMs === undefined ? sql`'-infinity'::timestamptz` : sql`now() - ${interval(sinceMs)}`;
}

/** How many rows {@link exportRows} has, if none comes meanwhile. */
export async function countExport(db: Database, kind: ExportKind, query: ExportQuery): Promise<number> {
  const { at, isNews } = KINDS[kind];
  const [row] = await readRows(
    db,
    z.object({ count: z.number() }),
    sql`SELECT count(*) AS count FROM ${sql.table(kind)} WHERE ${at} >= ${sinceOf(query)} AND (${isNews})`,
  );
  return row!.count;
}

/** All rows, the oldest first, a few at a time: little is in memory, and no statement takes long. */
export async function* exportRows(
  db: Database,
  kind: ExportKind,
  { sinceMs }: ExportQuery,
): AsyncGenerator<Record<string, unknown>> {
  const { row, select } = KINDS[kind] as Kind<z.ZodObject>;
  const since = sinceOf({ sinceMs });
  let after: string | null = null;
  for (;;) {
    const batch: Record<string, unknown>[] = await readRows(db, row.extend({ key: z.string() }), select(after, since));
    for (const { key: _, ...fields } of batch) yield fields;
    if (batch.length < BATCH) return;
    after = String(batch.at(-1)!.key);
  }
}
