import { sql } from 'kysely';
import { z } from 'zod';
import type { ArticleFlag, ArticleSource, OtherHeadline } from '../../model/article.ts';
import type { Evidence } from '../../model/watch.ts';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';

const PLACE = z.object({ id: z.number(), url: z.string().nullable(), canonicalUrl: z.string().nullable() });

/** An article and where it is. */
export type ArticlePlace = z.infer<typeof PLACE>;

/** Articles that share an address, or a story with one that has it, looked at. */
const MAX_PLACES = 200;

/**
 * Articles at one of these addresses, and those of stories that are known by one of these keys, which tell another address of
 * the story most often.
 *
 * @param urls As `normalizeUrl` has them, and as they were written.
 * @param keys See `storyKeys`.
 */
export function articlesAt(db: Database, urls: string[], keys: string[]): Promise<ArticlePlace[]> {
  return readRows(
    db,
    PLACE,
    sql`
    SELECT id, url, canonical_url FROM articles WHERE canonical_url = ANY(${urls}::text[]) OR url = ANY(${urls}::text[])
    UNION SELECT articles.id, url, canonical_url FROM story_keys JOIN articles USING (story_id) WHERE key = ANY(${keys}::text[])
    ORDER BY id LIMIT ${MAX_PLACES}`,
  );
}

const ARTICLE = z.object({
  id: z.number(),
  storyId: z.number(),
  url: z.string().nullable(),
  title: z.string(),
  headlines: z.custom<OtherHeadline[]>(),
  text: z.string(),
  language: z.string().nullable(),
  outlet: z.string().nullable(),
  authors: z.array(z.string()),
  country: z.string().nullable(),
  tags: z.array(z.string()),
  publishedAt: z.date().nullable(),
  source: z.custom<ArticleSource>(),
  flags: z.array(z.custom<ArticleFlag>()),
  readAt: z.date(),
});

/** An article as it was last read. */
export type WhyArticle = z.infer<typeof ARTICLE>;

/** The article with this id, or null. */
export async function readWhyArticle(db: Database, id: number): Promise<WhyArticle | null> {
  const [found] = await readRows(
    db,
    ARTICLE,
    sql`
    SELECT id, story_id, url, title, headlines, text, language, outlet, authors, country, tags, published_at, source, flags,
      read_at
    FROM articles WHERE id = ${id}`,
  );
  return found ?? null;
}

const MATCH = z.object({
  id: z.number(),
  watchId: z.string(),
  evidence: z.custom<Evidence>(),
  createdAt: z.date(),
  /** Of the configuration under which it was found; null: nobody noted it. */
  configVersion: z.number().nullable(),
});

/** That an article satisfied a watch. */
export type WhyMatch = z.infer<typeof MATCH>;

/** The watches that an article satisfied, the first one first. */
export function matchesOf(db: Database, articleId: number): Promise<WhyMatch[]> {
  return readRows(
    db,
    MATCH,
    sql`
    SELECT id, watch_id, evidence, created_at, config_version
    FROM matches WHERE article_id = ${articleId} ORDER BY id`,
  );
}
