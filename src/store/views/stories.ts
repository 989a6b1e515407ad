import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';
import { interval } from '../work/work.ts';

const ENTRY = z.object({
  id: z.number(),
  /** Of the article that was published first. */
  title: z.string(),
  articles: z.number(),
  /** Names of those that told it, the first one first. */
  outlets: z.array(z.string()),
  /** BCP 47 tags. */
  languages: z.array(z.string()),
  /** When its first and its latest article were published, or read where nobody knows. */
  firstAt: z.date(),
  lastAt: z.date(),
  /** Ids of the watches that it has alerted. */
  watches: z.array(z.string()),
});

/** A story as a list has it. */
export type StoryEntry = z.infer<typeof ENTRY>;

/** Which stories are meant; what is left out matters not. */
export interface StoryQuery {
  /** Told again in the last so many ms. */
  sinceMs?: number | undefined;
  /** That this watch was alerted of. */
  watchId?: string | undefined;
  limit: number;
}

const TOLD_AT = sql`coalesce(published_at, read_at)`;

const TELLING = sql`
  (array_agg(title ORDER BY ${TOLD_AT}, articles.id))[1] AS title, count(*) AS articles,
  min(${TOLD_AT}) AS first_at, max(${TOLD_AT}) AS last_at,
  array_remove(array_agg(DISTINCT language), NULL) AS languages,
  ARRAY(SELECT outlet FROM articles AS told WHERE told.story_id = articles.story_id AND outlet IS NOT NULL
    GROUP BY outlet ORDER BY min(coalesce(told.published_at, told.read_at))) AS outlets,
  ARRAY(SELECT watch_id FROM alerts WHERE alerts.story_id = articles.story_id ORDER BY created_at) AS watches`;

/** The stories that alerted somebody, the one that alerted last first. */
export function findStories(db: Database, { sinceMs, watchId, limit }: StoryQuery): Promise<StoryEntry[]> {
  return readRows(
    db,
    ENTRY,
    sql`
    WITH alerting AS (
      SELECT story_id, max(created_at) AS alerted_at FROM alerts
      WHERE true ${watchId === undefined ? sql`` : sql`AND watch_id = ${watchId}`}
        ${sinceMs === undefined ? sql`` : sql`AND created_at >= now() - ${interval(sinceMs)}`}
      GROUP BY story_id ORDER BY alerted_at DESC LIMIT ${limit}
    )
    SELECT articles.story_id AS id, ${TELLING} FROM alerting JOIN articles USING (story_id)
    GROUP BY articles.story_id, alerted_at ORDER BY alerted_at DESC`,
  );
}

const ARTICLE = z.object({
  id: z.number(),
  title: z.string(),
  url: z.string().nullable(),
  outlet: z.string().nullable(),
  language: z.string().nullable(),
  toldAt: z.date(),
  /** Why it joined; null: it began the story, or has its address or its text. */
  joined: z.unknown(),
});

/** An article of a story. */
export type StoryArticle = z.infer<typeof ARTICLE>;

/** A story with its articles, the first one first; null: there is none with this id. */
export async function readStory(
  db: Database,
  id: number,
): Promise<{ entry: StoryEntry; articles: StoryArticle[] } | null> {
  const [entry] = await readRows(
    db,
    ENTRY,
    sql`SELECT story_id AS id, ${TELLING} FROM articles WHERE story_id = ${id} GROUP BY story_id`,
  );
  if (!entry) return null;
  const articles = await readRows(
    db,
    ARTICLE,
    sql`SELECT id, title, url, outlet, language, ${TOLD_AT} AS told_at, joined FROM articles
      WHERE story_id = ${id} ORDER BY told_at, id`,
  );
  return { entry, articles };
}
