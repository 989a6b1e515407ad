import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';

const STORED = z.object({
  id: z.number(),
  storyId: z.number(),
  canonicalUrl: z.string().nullable(),
  url: z.string().nullable(),
  title: z.string(),
  headlines: z.array(z.object({ text: z.string(), place: z.string() })),
  text: z.string(),
  language: z.string().nullable(),
  outlet: z.string().nullable(),
  authors: z.array(z.string()),
  country: z.string().nullable(),
  tags: z.array(z.string()),
  publishedAt: z.date().nullable(),
  readAt: z.date(),
  flags: z.array(z.string()),
});

/** An article of the archive, as it was last read: all that a query can ask of it. */
export type ArchivedArticle = z.infer<typeof STORED>;

/** The articles of these ids that are still there, in no order. */
export function articlesOf(db: Database, ids: readonly number[]): Promise<ArchivedArticle[]> {
  return readRows(
    db,
    STORED,
    sql`
    SELECT id, story_id, canonical_url, url, title, headlines, text, language, outlet, authors, country, tags,
      published_at, read_at, flags
    FROM articles WHERE id = ANY(${ids}::bigint[])`,
  );
}
