import { sql } from 'kysely';
import { z } from 'zod';
import type { Database, StoreTransaction } from '../database.ts';
import { readRows } from '../rows.ts';

/** Articles among which those are looked for that stand for what is usual, the latest. */
const LATEST = 400;

const VECTOR = z.object({ articleId: z.number(), vector: z.instanceof(Buffer) });
const USUAL = VECTOR.extend({ storyId: z.number(), sharesWatch: z.boolean() });

/** What a model made of an article that stands for a story. */
export type StoredUsual = z.infer<typeof USUAL>;

/**
 * What a model made of the latest articles, one of each story: first of those that meet one of these watches, then of others.
 *
 * @param limit How many at most.
 */
export function findUsual(
  db: Database,
  { model, watches, limit }: { model: string; watches: readonly string[]; limit: number },
): Promise<StoredUsual[]> {
  return readRows(
    db,
    USUAL,
    sql`
    WITH latest AS (
      SELECT article_id, story_id, EXISTS (
          SELECT FROM matches WHERE matches.article_id = recent.article_id AND watch_id = ANY(${watches}::text[])
        ) AS shares_watch
      FROM (
        SELECT article_id FROM article_embeddings WHERE model = ${model} ORDER BY article_id DESC LIMIT ${LATEST}
      ) AS recent JOIN articles ON articles.id = article_id
    ),
    one_each AS (
      SELECT DISTINCT ON (story_id) article_id, story_id, shares_watch FROM latest
      ORDER BY story_id, shares_watch DESC, article_id DESC
    ),
    chosen AS (SELECT * FROM one_each ORDER BY shares_watch DESC, article_id DESC LIMIT ${limit})
    SELECT article_id, story_id, shares_watch, vector
    FROM chosen JOIN article_embeddings USING (article_id) WHERE model = ${model}
    ORDER BY article_id DESC`,
  );
}

/** What a model made of these articles, as far as it was asked. */
export async function vectorsOf(
  trx: StoreTransaction,
  model: string,
  articleIds: readonly number[],
): Promise<Map<number, Buffer>> {
  const rows = await readRows(
    trx,
    VECTOR,
    sql`
    SELECT article_id, vector FROM article_embeddings
    WHERE model = ${model} AND article_id = ANY(${articleIds}::bigint[])`,
  );
  return new Map(rows.map(({ articleId, vector }) => [articleId, vector]));
}

/** Keeps what a model made of an article whose signature is kept, in the place of what it made of it before. */
export async function keepVector(
  trx: StoreTransaction,
  { model, articleId, vector }: { model: string; articleId: number; vector: Uint8Array },
): Promise<void> {
  await sql`
    INSERT INTO article_embeddings (model, article_id, vector) VALUES (${model}, ${articleId}, ${vector})
    ON CONFLICT (model, article_id) DO UPDATE SET vector = excluded.vector`.execute(trx);
}
