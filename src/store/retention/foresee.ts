import { sql } from 'kysely';
import { z } from 'zod';
import { readTables } from '../backup/catalogue.ts';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';
import { interval } from '../work/work.ts';
import { rowBytes } from './size.ts';
import { type Age, IS_TOLD_ALONE, mayGo } from './stories.ts';

const FORESEEN = z.object({
  stories: z.number(),
  articles: z.number(),
  /** About what the articles alone take, without indexes. */
  bytes: z.number(),
  /** Matches that alerted nobody. */
  matches: z.number(),
  /** Of which only that they were there stays. */
  feedItems: z.number(),
  /** When the latest of the articles was read; null: there is none. */
  until: z.date().nullable(),
});

/** What would be forgotten. */
export type Foreseen = z.infer<typeof FORESEEN>;

/** Looks at every story, and changes nothing. @param maxBytes The oldest, until their articles are so many bytes; null: all that may go. */
export async function foresee(db: Database, age: Age, maxBytes: number | null): Promise<Foreseen> {
  const columns = (await readTables(db)).find(({ name }) => name === 'articles')!.columns;
  const [foreseen] = await readRows(
    db,
    FORESEEN,
    sql`
    WITH old AS (SELECT id FROM stories WHERE ${mayGo(age)}),
    each AS (
      SELECT articles.id, story_id, read_at, ${rowBytes(columns, 'articles')} AS bytes
      FROM articles JOIN old ON old.id = story_id
    ),
    counted AS (SELECT *, sum(bytes) OVER (ORDER BY story_id RANGE UNBOUNDED PRECEDING) - bytes AS before FROM each),
    gone AS (SELECT * FROM counted WHERE ${maxBytes}::float8 IS NULL OR before < ${maxBytes})
    SELECT count(DISTINCT story_id) AS stories, count(*) AS articles, coalesce(sum(bytes), 0)::float8 AS bytes,
      (SELECT count(*) FROM matches JOIN gone ON gone.id = article_id) AS matches,
      (SELECT count(*) FROM feed_items JOIN gone ON gone.id = article_id) +
        (SELECT count(*) FROM feed_items WHERE ${maxBytes}::float8 IS NULL AND ${IS_TOLD_ALONE}
          AND seen_at < now() - ${interval(age.olderThanMs)}) AS feed_items,
      max(read_at) AS until
    FROM gone`,
  );
  return foreseen!;
}
