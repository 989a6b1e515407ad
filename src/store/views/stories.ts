import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';
import { IS_WHOLE, LANGUAGE } from '../stories/coverage.ts';
import { interval } from '../work/work.ts';

const ENTRY = z.object({
  id: z.number(),
  /** Of the article that was published first. */
  title: z.string(),
  articles: z.number(),
  /** Names of those that told it, the first one first. */
  outlets: z.array(z.string()),
  /** ISO 639 codes. */
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
  array_remove(array_agg(DISTINCT ${LANGUAGE}), NULL) AS languages,
  ARRAY(SELECT outlet FROM articles AS told WHERE told.story_id = articles.story_id AND outlet IS NOT NULL
    GROUP BY outlet ORDER BY min(coalesce(told.published_at, told.read_at))) AS outlets,
  ARRAY(SELECT watch_id FROM alerts WHERE alerts.story_id = articles.story_id GROUP BY watch_id ORDER BY min(created_at)) AS watches`;

/** Alerts that are looked through for each story that is listed. */
const ALERTS_A_STORY = 20;

/** The stories that alerted somebody, the one that alerted last first. */
export function findStories(db: Database, { sinceMs, watchId, limit }: StoryQuery): Promise<StoryEntry[]> {
  return readRows(
    db,
    ENTRY,
    sql`
    WITH latest AS (
      SELECT story_id, created_at FROM alerts
      WHERE true ${watchId === undefined ? sql`` : sql`AND watch_id = ${watchId}`}
        ${sinceMs === undefined ? sql`` : sql`AND created_at >= now() - ${interval(sinceMs)}`}
      ORDER BY created_at DESC LIMIT ${limit * ALERTS_A_STORY}
    ),
    alerting AS (
      SELECT story_id, max(created_at) AS alerted_at FROM latest
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
  publishedAt: z.date().nullable(),
  /** Why it joined; null: it began the story, or has its address or its text. */
  joined: z.unknown(),
  /** How it begins. */
  text: z.string(),
  isWhole: z.boolean(),
});

/** An article of a story. */
export type StoryArticle = z.infer<typeof ARTICLE>;

const TIES = z.object({
  id: z.number(),
  continues: z.number().nullable(),
  /** Stories that a person told apart from it. */
  apart: z.array(z.number()),
});

/** A story with its articles, and how it stands to others. */
export interface StoryView extends z.infer<typeof TIES> {
  entry: StoryEntry;
  /** The first one first; a bounded number. */
  articles: StoryArticle[];
}

/** Articles of a story that are shown, and characters of each in which others are named as the source. */
const SHOWN = 200;
const MAX_TEXT = 3_000;

/** A story, or that of which it has become a part; null: there is none with this id. */
export async function readStory(db: Database, id: number): Promise<StoryView | null> {
  const [ties] = await readRows(
    db,
    TIES,
    sql`
    SELECT stories.id, stories.continues,
      ARRAY(SELECT other_id FROM story_splits WHERE story_id = stories.id ORDER BY other_id) AS apart
    FROM stories AS asked JOIN stories ON stories.id = coalesce(asked.merged_into, asked.id) WHERE asked.id = ${id}`,
  );
  if (!ties) return null;
  const [entry] = await readRows(
    db,
    ENTRY,
    sql`SELECT story_id AS id, ${TELLING} FROM articles WHERE story_id = ${ties.id} GROUP BY story_id`,
  );
  if (!entry) return null;
  const articles = await readRows(
    db,
    ARTICLE,
    sql`SELECT id, title, url, outlet, language, ${TOLD_AT} AS told_at, published_at, joined, left(text, ${MAX_TEXT}) AS text,
        ${IS_WHOLE} AS is_whole
      FROM articles WHERE story_id = ${ties.id} ORDER BY told_at, id LIMIT ${SHOWN}`,
  );
  return { ...ties, entry, articles };
}
