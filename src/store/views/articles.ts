import { sql } from 'kysely';
import { z } from 'zod';
import type { Evidence } from '../../model/watch.ts';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';
import { interval } from '../work/work.ts';

const ENTRY = z.object({
  id: z.number(),
  title: z.string(),
  url: z.string().nullable(),
  outlet: z.string().nullable(),
  language: z.string().nullable(),
  publishedAt: z.date().nullable(),
  readAt: z.date(),
  storyId: z.number(),
  /** Ids of the watches that it met. */
  watches: z.array(z.string()),
});

/** An article as a list has it. */
export type ArticleEntry = z.infer<typeof ENTRY>;

/** Which articles are meant; what is left out matters not. */
export interface ArticleQuery {
  /** That a feed with this id has shown. */
  feedId?: string | undefined;
  /** That met this watch. */
  watchId?: string | undefined;
  /** Read in the last so many ms. */
  sinceMs?: number | undefined;
  limit: number;
}

const COLUMNS = sql`
  articles.id, title, url, outlet, language, published_at, read_at, story_id,
  ARRAY(SELECT watch_id FROM matches WHERE article_id = articles.id ORDER BY watch_id) AS watches`;

/** The articles that are meant, the one stored last first. */
export function findArticles(db: Database, query: ArticleQuery): Promise<ArticleEntry[]> {
  const { feedId, watchId, sinceMs, limit } = query;
  const conditions = [
    ...(sinceMs === undefined ? [] : [sql`read_at >= now() - ${interval(sinceMs)}`]),
    ...(feedId === undefined
      ? []
      : [sql`EXISTS (SELECT FROM feed_items WHERE article_id = articles.id AND feed_id = ${feedId})`]),
    ...(watchId === undefined
      ? []
      : [sql`EXISTS (SELECT FROM matches WHERE article_id = articles.id AND watch_id = ${watchId})`]),
  ];
  return readRows(
    db,
    ENTRY,
    sql`SELECT ${COLUMNS} FROM articles WHERE ${sql.join([sql`true`, ...conditions], sql` AND `)}
      ORDER BY articles.id DESC LIMIT ${limit}`,
  );
}

/** Ids of the articles that have one of these addresses, or were found at one, `limit` of them at most. */
export async function articlesAt(db: Database, urls: readonly string[], limit: number): Promise<number[]> {
  const found = await readRows(
    db,
    z.object({ id: z.number() }),
    sql`
    SELECT id FROM articles WHERE canonical_url = ANY (${urls}::text[])
    UNION SELECT id FROM articles WHERE url = ANY (${urls}::text[])
    ORDER BY id LIMIT ${limit}`,
  );
  return found.map(({ id }) => id);
}

const DETAIL = ENTRY.omit({ watches: true }).extend({
  canonicalUrl: z.string().nullable(),
  text: z.string(),
  authors: z.array(z.string()),
  country: z.string().nullable(),
  tags: z.array(z.string()),
  /** Where its text is from. */
  source: z.string(),
  flags: z.array(z.string()),
});

const MATCH = z.object({
  watchId: z.string(),
  at: z.date(),
  evidence: z.custom<Evidence>(),
  /** Of the alert that it raised; null: its story had alerted the watch before. */
  alertId: z.string().nullable(),
});

const SIGHTING = z.object({ feedId: z.string(), link: z.string().nullable(), seenAt: z.date() });

/** Everything there is of an article. */
export interface ArticleView extends z.infer<typeof DETAIL> {
  matches: z.infer<typeof MATCH>[];
  /** Where feeds showed it, the first one first; a bounded number. */
  sightings: z.infer<typeof SIGHTING>[];
}

const SIGHTINGS = 50;

/** One article, or null. */
export async function readArticle(db: Database, id: number): Promise<ArticleView | null> {
  const [found] = await readRows(
    db,
    DETAIL,
    sql`SELECT id, title, url, outlet, language, published_at, read_at, story_id, canonical_url, text, authors, country, tags,
        source, flags FROM articles WHERE id = ${id}`,
  );
  if (!found) return null;
  const [matches, sightings] = await Promise.all([
    readRows(
      db,
      MATCH,
      sql`SELECT matches.watch_id, matches.created_at AS at, matches.evidence, alerts.id AS alert_id
        FROM matches LEFT JOIN alerts ON alerts.match_id = matches.id
        WHERE article_id = ${id} ORDER BY matches.watch_id, alerts.created_at`,
    ),
    readRows(
      db,
      SIGHTING,
      sql`SELECT feed_id, link, seen_at FROM feed_items WHERE article_id = ${id} ORDER BY seen_at, id LIMIT ${SIGHTINGS}`,
    ),
  ]);
  return { ...found, matches, sightings };
}
