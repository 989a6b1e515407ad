import { sql } from 'kysely';
import { z } from 'zod';
import type { Database, StoreTransaction } from '../database.ts';
import { readRows } from '../rows.ts';

/** What an article is searched by. */
export interface ArchiveEntry {
  articleId: number;
  /** Null: it has too many for an index entry. */
  tokens: readonly string[] | null;
}

/** A word, and what it is looked up by. */
export interface WordEntry {
  language: string;
  word: string;
  keys: readonly string[];
}

/** No token or key holds it. */
const BETWEEN = '\n';

const ARCHIVE_TURN = sql`hashtextextended('archive', 0)`;

/** Waits until nobody fills the archive, and keeps others from it until the transaction ends: for who takes articles away. */
export async function awaitArchiveTurn(trx: StoreTransaction): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${ARCHIVE_TURN})`.execute(trx);
}

/**
 * Until the transaction ends, nobody else fills the archive. False: somebody is at it, and there is nothing to do.
 *
 * One at a time is enough, and so the words that two articles bring at once are never waited for.
 */
export async function takeArchiveTurn(trx: StoreTransaction): Promise<boolean> {
  const [turn] = await readRows(
    trx,
    z.object({ isOurs: z.boolean() }),
    sql`SELECT pg_try_advisory_xact_lock(${ARCHIVE_TURN}) AS is_ours`,
  );
  return turn!.isOurs;
}

/**
 * Takes articles that are to be indexed, the latest first: who searches asks for those. What is written of one from now
 * on puts it there again.
 */
export async function takeArchiveWork(trx: StoreTransaction, limit: number): Promise<number[]> {
  const rows = await trx
    .deleteFrom('archiveWork')
    .where('id', 'in', (work) => work.selectFrom('archiveWork').select('id').orderBy('id', 'desc').limit(limit))
    .returning('articleId')
    .execute();
  return [...new Set(rows.map(({ articleId }) => articleId))];
}

/** Puts articles there whose tokens were made by other rules; how many. */
export async function addOutdated(db: Database, version: number, limit: number): Promise<number> {
  const { rows } = await sql`
    INSERT INTO archive_work (article_id)
    SELECT article_id FROM archive
    WHERE version <> ${version} AND NOT EXISTS (SELECT FROM archive_work AS work WHERE work.article_id = archive.article_id)
    ORDER BY article_id DESC LIMIT ${limit}
    RETURNING 1 AS added`.execute(db);
  return rows.length;
}

/** Forgets up to `limit` words that were filed by other rules, once no article is; how many. */
export async function forgetOutdatedWords(db: Database, version: number, limit: number): Promise<number> {
  const { rows } = await sql`
    DELETE FROM archive_words WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM archive_words
      WHERE version <> ${version} AND NOT EXISTS (SELECT FROM archive WHERE archive.version <> ${version})
      LIMIT ${limit}))
    RETURNING 1 AS deleted`.execute(db);
  return rows.length;
}

/** Of these words of one language, those that are not filed yet. */
export async function unknownWords(
  trx: StoreTransaction,
  { version, language, words }: { version: number; language: string; words: readonly string[] },
): Promise<string[]> {
  // By a list, for which the words are looked up one by one; for a join Postgres would read the whole vocabulary.
  const rows = await readRows(
    trx,
    z.object({ word: z.string() }),
    sql`
    SELECT word FROM archive_words
    WHERE version = ${version} AND language = ${language} AND word = ANY(${words}::text[])`,
  );
  const known = new Set(rows.map(({ word }) => word));
  return words.filter((word) => !known.has(word));
}

/** Files words and entries; what an entry said before is replaced. */
export async function writeArchive(
  trx: StoreTransaction,
  { version, words, entries }: { version: number; words: readonly WordEntry[]; entries: readonly ArchiveEntry[] },
): Promise<void> {
  if (words.length > 0)
    await sql`
      INSERT INTO archive_words (version, language, word, keys)
      SELECT ${version}, language, word, array_to_tsvector(string_to_array(keys, ${BETWEEN}))
      FROM unnest(${words.map(({ language }) => language)}::text[], ${words.map(({ word }) => word)}::text[],
        ${words.map(({ keys }) => keys.join(BETWEEN))}::text[]) AS given (language, word, keys)
      ORDER BY language, word
      ON CONFLICT DO NOTHING`.execute(trx);
  if (entries.length > 0)
    await sql`
      INSERT INTO archive (article_id, version, tokens)
      SELECT article_id, ${version}, array_to_tsvector(string_to_array(tokens, ${BETWEEN}))
      FROM unnest(${entries.map(({ articleId }) => articleId)}::bigint[],
        ${entries.map(({ tokens }) => tokens?.join(BETWEEN) ?? null)}::text[]) AS given (article_id, tokens)
      ORDER BY article_id
      ON CONFLICT (article_id) DO UPDATE SET version = excluded.version, tokens = excluded.tokens`.execute(trx);
}
