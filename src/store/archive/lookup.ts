import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';

const WORD = z.object({ language: z.string(), word: z.string() });

/** A word of the archive's vocabulary, and the language of the articles it stands in. */
export type ArchivedWord = z.infer<typeof WORD>;

/** The languages of the articles, each once. */
export async function archivedLanguages(db: Database, version: number): Promise<string[]> {
  // Skips from one language to the next: reading every word for it would take a second.
  const rows = await readRows(
    db,
    z.object({ language: z.string() }),
    sql`
    WITH RECURSIVE languages AS (
      (SELECT language FROM archive_words WHERE version = ${version} ORDER BY language LIMIT 1)
      UNION ALL
      SELECT next.language FROM languages, LATERAL (
        SELECT language FROM archive_words WHERE version = ${version} AND language > languages.language
        ORDER BY language LIMIT 1) AS next
    )
    SELECT language FROM languages`,
  );
  return rows.map(({ language }) => language);
}

/** The words that are filed under what `keys`, a tsquery, asks for. */
export function wordsWith(db: Database, version: number, keys: string): Promise<ArchivedWord[]> {
  return readRows(
    db,
    WORD,
    sql`SELECT language, word FROM archive_words WHERE version = ${version} AND keys @@ ${keys}::tsquery`,
  );
}

/** Every word, page by page. */
export async function* allWords(db: Database, version: number, pageSize: number): AsyncGenerator<ArchivedWord[]> {
  let last: ArchivedWord = { language: '', word: '' };
  for (;;) {
    const page = await readRows(
      db,
      WORD,
      sql`
      SELECT language, word FROM archive_words
      WHERE version = ${version} AND (language, word) > (${last.language}, ${last.word})
      ORDER BY language, word LIMIT ${pageSize}`,
    );
    if (page.length > 0) yield page;
    if (page.length < pageSize) return;
    last = page.at(-1)!;
  }
}

/** Which articles are asked for. */
export interface CandidateLookup {
  version: number;
  /** A tsquery of tokens; null: the index cannot tell, and every article may satisfy the query. */
  tokens: string | null;
  /** Articles read before are passed over; null: none are. */
  since: Date | null;
}

/**
 * The ids of the articles that may satisfy a query, the latest first: those with its tokens, and all whose tokens are not
 * known or those of an earlier reading. No article that was committed before is missing.
 */
export async function candidatesFor(db: Database, { version, tokens, since }: CandidateLookup): Promise<number[]> {
  const rows = await readRows(
    db,
    z.object({ ids: z.array(z.number()) }),
    tokens === null
      ? sql`
        SELECT coalesce(array_agg(id ORDER BY id DESC), '{}') AS ids FROM articles
        WHERE ${since}::timestamptz IS NULL OR read_at >= ${since}`
      : sql`
        WITH found AS (
          SELECT article_id FROM archive WHERE tokens @@ ${tokens}::tsquery
          UNION SELECT article_id FROM archive WHERE tokens IS NULL
          UNION SELECT article_id FROM archive WHERE version < ${version}
          UNION SELECT article_id FROM archive WHERE version > ${version}
          UNION SELECT article_id FROM archive_work
        )
        SELECT coalesce(array_agg(article_id ORDER BY article_id DESC), '{}') AS ids FROM found
        WHERE ${since}::timestamptz IS NULL
          OR (SELECT read_at FROM articles WHERE id = article_id) >= ${since}`,
  );
  return rows[0]!.ids;
}

/** How much there is to search. */
export interface ArchiveState {
  articles: number;
  /** When the first of them was read; null: there is none. */
  firstReadAt: Date | null;
  /** Articles that are yet to be indexed, and that every search looks at. */
  unindexed: number;
}

/** Counts the articles read since then; null: all. */
export async function archiveState(db: Database, version: number, since: Date | null): Promise<ArchiveState> {
  const [state] = await readRows(
    db,
    z.object({ articles: z.number(), firstReadAt: z.date().nullable(), unindexed: z.number() }),
    sql`
    SELECT count(*) AS articles, min(read_at) AS first_read_at,
      (SELECT count(*) FROM (
        SELECT article_id FROM archive_work
        UNION SELECT article_id FROM archive WHERE version <> ${version}
      ) AS due) AS unindexed
    FROM articles WHERE ${since}::timestamptz IS NULL OR read_at >= ${since}`,
  );
  return state!;
}
