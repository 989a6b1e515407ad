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

/**
 * The words that are filed under something with one of `letters` in it, and maybe some others; null: every word. Page by
 * page, in the order of languages and words. No index helps: each word is looked at.
 */
export async function* wordsHolding(
  db: Database,
  version: number,
  letters: readonly string[] | null,
  pageSize: number,
): AsyncGenerator<ArchivedWord[]> {
  const patterns = letters?.map(asPattern) ?? null;
  let last: ArchivedWord = { language: '', word: '' };
  for (;;) {
    const page = await readRows(
      db,
      WORD,
      sql`
      SELECT language, word FROM archive_words
      WHERE version = ${version} AND (language, word) > (${last.language}, ${last.word})
        ${patterns === null ? sql`` : sql`AND keys::text LIKE ANY(${patterns}::text[])`}
      ORDER BY language, word LIMIT ${pageSize}`,
    );
    if (page.length > 0) yield page;
    if (page.length < pageSize) return;
    last = page.at(-1)!;
  }
}

/** For LIKE. What is written otherwise there, or is a sign to it, may be anything. */
function asPattern(letters: string): string {
  return `%${letters.replace(/['"\\%_]+/g, '%')}%`;
}

/** Which articles are asked for. */
export interface CandidateLookup {
  version: number;
  /** A tsquery of tokens; null: the index cannot tell, and every article may satisfy the query. */
  tokens: string | null;
  /** Articles read before are passed over; null: none are. */
  since: Date | null;
}

/** A page of candidates. */
export interface CandidatePage extends CandidateLookup {
  /** Articles from this id on are passed over; null: none are. */
  before: number | null;
  /** Articles at most. */
  limit: number;
}

/**
 * The ids of the articles that may satisfy a query, the latest first: those with its tokens, and all whose tokens are not
 * known or those of an earlier reading. No article that was committed before is missing.
 */
export async function candidatesFor(db: Database, { before, limit, ...lookup }: CandidatePage): Promise<number[]> {
  const rows = await readRows(
    db,
    z.object({ ids: z.array(z.number()) }),
    sql`
    SELECT coalesce(array_agg(id ORDER BY id DESC), '{}') AS ids FROM (
      SELECT id FROM (${candidates(lookup)}) AS found
      WHERE ${before}::bigint IS NULL OR id < ${before} ORDER BY id DESC LIMIT ${limit}
    ) AS page`,
  );
  return rows[0]!.ids;
}

/** How many {@link candidatesFor} names, page by page. */
export async function countCandidates(db: Database, lookup: CandidateLookup): Promise<number> {
  const rows = await readRows(
    db,
    z.object({ count: z.number() }),
    sql`SELECT count(*) AS count FROM (${candidates(lookup)}) AS found`,
  );
  return rows[0]!.count;
}

function candidates({ version, tokens, since }: CandidateLookup) {
  const inTime = since === null ? sql`` : sql`WHERE read_at >= ${since}`;
  if (tokens === null) return sql`SELECT id FROM articles ${inTime}`;
  const found = sql`
    SELECT article_id AS id FROM archive WHERE tokens @@ ${tokens}::tsquery
    UNION SELECT article_id FROM archive WHERE tokens IS NULL
    UNION SELECT article_id FROM archive WHERE version < ${version}
    UNION SELECT article_id FROM archive WHERE version > ${version}
    UNION SELECT article_id FROM archive_work`;
  return since === null ? found : sql`SELECT id FROM (${found}) AS filed JOIN articles USING (id) ${inTime}`;
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
