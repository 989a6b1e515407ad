import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';
import type { Schema } from '../schema.ts';
import { interval } from '../work/work.ts';

/** Kinds of keys; see {@link ArticleKeysTable.kind}. */
const KINDS = { copies: 0, features: 1 } as const;

/** Articles read back under one key, the latest: a flood from one template has thousands. */
const UNDER_KEY = 64;

/** How many times as many articles as are wanted are looked at. */
const SPARE = 3;

/** The row of `feature_counts` that counts articles: no feature has a key beyond 32 bits. */
const ARTICLES = 2 ** 32;

/**
 * From now on until the transaction ends, nobody else groups by signatures: of two articles of one story that are read in
 * the same second, the second has to find the first.
 */
export async function lockStories(trx: Transaction<Schema>): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('stories', 0))`.execute(trx);
}

/** How many articles say what. */
export interface FeatureCounts {
  total: number;
  counts: Map<number, number>;
}

/** How many articles say each of these, of those whose signatures were kept. */
export async function countFeatures(trx: Transaction<Schema>, keys: readonly number[]): Promise<FeatureCounts> {
  const rows = await trx
    .selectFrom('featureCounts')
    .selectAll()
    .where('key', '=', sql<number>`ANY(${[ARTICLES, ...keys]}::bigint[])`)
    .execute();
  const counts = new Map(rows.map(({ key, count }) => [key, count]));
  return { total: counts.get(ARTICLES) ?? 0, counts };
}

/** What is looked for. */
export interface NeighbourLookup {
  copies: readonly number[];
  features: readonly number[];
  /** How much each of the features tells. */
  weights: readonly number[];
  /** Articles published before are passed over; null: none are. */
  since: Date | null;
  /** Articles at most, of each kind. */
  limit: { copies: number; features: number };
  /** Of signatures that can be compared. */
  version: number;
}

const NEIGHBOUR = z.object({
  id: z.number(),
  story: z.number(),
  /** The story by which it is found: its own, or that which it was of before a person said that both are one. */
  strand: z.number(),
  signature: z.unknown(),
  /** Articles of its strand, and when the first was published; null: nobody knows. */
  size: z.number(),
  began: z.date().nullable(),
  /** When its story was told last. */
  lastAt: z.date().nullable(),
  /** Ids of the watches that its story has alerted, and how long ago in ms; null: none. */
  alerted: z.array(z.string()),
  alertedMs: z.number().nullable(),
  /** Stories that a person told apart from its own. */
  apart: z.array(z.number()),
});

/** An article that may tell the same story. */
export type StoredNeighbour = z.infer<typeof NEIGHBOUR>;

/** Articles that share keys: those that share most copy keys, and those that share the most telling features. */
export function findNeighbours(trx: Transaction<Schema>, lookup: NeighbourLookup): Promise<StoredNeighbour[]> {
  const { copies, features, weights, since, limit, version } = lookup;
  return readRows(
    trx,
    NEIGHBOUR,
    sql`
    WITH wanted AS (
      SELECT ${KINDS.copies}::smallint AS kind, key, 1 AS weight FROM unnest(${copies}::integer[]) AS key
      UNION ALL
      SELECT ${KINDS.features}::smallint, key, weight
      FROM unnest(${features}::integer[], ${weights}::float8[]) AS given(key, weight)
    ),
    met AS (
      SELECT kind, article_id, sum(weight) AS shared
      FROM wanted, LATERAL (
        SELECT article_id FROM article_keys WHERE article_keys.kind = wanted.kind AND article_keys.key = wanted.key
        ORDER BY article_id DESC LIMIT ${UNDER_KEY}
      ) AS under
      GROUP BY kind, article_id
    ),
    -- Some more than are wanted: few are too old.
    likely AS (
      SELECT kind, article_id, shared
      FROM (SELECT *, row_number() OVER (PARTITION BY kind ORDER BY shared DESC, article_id DESC) AS place FROM met) AS placed
      WHERE place <= ${SPARE} * CASE kind WHEN ${KINDS.copies} THEN ${limit.copies}::integer ELSE ${limit.features}::integer END
    ),
    ranked AS (
      SELECT kind, article_id, row_number() OVER (PARTITION BY kind ORDER BY shared DESC, article_id DESC) AS place
      FROM likely, LATERAL (
        SELECT version, published_at FROM article_signatures WHERE article_signatures.article_id = likely.article_id LIMIT 1
      ) AS signed
      WHERE version = ${version} AND (${since}::timestamptz IS NULL OR published_at IS NULL OR published_at >= ${since})
    ),
    found AS (
      SELECT id, story_id, strand, signature
      FROM articles JOIN article_signatures ON article_id = id
      WHERE id = ANY(ARRAY(
        SELECT article_id FROM ranked
        WHERE place <= CASE kind WHEN ${KINDS.copies} THEN ${limit.copies}::integer ELSE ${limit.features}::integer END
      ))
    ),
    strands AS (
      SELECT story_id, strand, (
          SELECT jsonb_build_object('size', count(*), 'began', min(published_at)) FROM articles
          WHERE articles.story_id = each.story_id AND articles.strand IS NOT DISTINCT FROM each.strand
        ) AS telling
      FROM (SELECT DISTINCT story_id, strand FROM found) AS each
    ),
    told AS (
      SELECT id, last_at, ARRAY(SELECT other_id FROM story_splits WHERE story_splits.story_id = stories.id) AS apart,
        alerted, alerted_ms
      FROM stories, LATERAL (
        SELECT coalesce(array_agg(DISTINCT watch_id), '{}') AS alerted,
          extract(epoch FROM now() - max(created_at)) * 1000 AS alerted_ms
        FROM alerts WHERE alerts.story_id = stories.id
      ) AS alerting
      WHERE id = ANY(ARRAY(SELECT story_id FROM found))
    )
    SELECT found.id, found.story_id AS story, coalesce(found.strand, found.story_id) AS strand, signature,
      (telling ->> 'size')::bigint AS size, (telling ->> 'began')::timestamptz AS began, last_at, alerted, alerted_ms::float8,
      apart
    FROM found JOIN strands ON strands.story_id = found.story_id AND strands.strand IS NOT DISTINCT FROM found.strand
      JOIN told ON told.id = found.story_id
    ORDER BY found.id`,
  );
}

/** What is kept of an article to find it by. */
export interface KeptSignature {
  articleId: number;
  version: number;
  signature: object;
  publishedAt: Date | null;
  copies: readonly number[];
  features: readonly number[];
  /** All that it says, by which is counted; none: it is not counted. */
  counted: readonly number[];
  /** Why it joined its story; null: it did not by this. */
  joined: object | null;
}

/** Keeps the signature of an article, in the place of the one it had; it is counted once. */
export async function keepSignature(trx: Transaction<Schema>, kept: KeptSignature): Promise<void> {
  const { articleId, version, signature, publishedAt, copies, features, counted, joined } = kept;
  await trx.deleteFrom('articleKeys').where('articleId', '=', articleId).execute();
  await sql`
    WITH kept AS (
      INSERT INTO article_signatures (article_id, version, signature, published_at)
      VALUES (${articleId}, ${version}, ${JSON.stringify(signature)}::jsonb, ${publishedAt})
      ON CONFLICT (article_id) DO UPDATE SET version = excluded.version, signature = excluded.signature,
        published_at = excluded.published_at
      RETURNING xmax = 0 AS is_new
    ),
    put AS (
      INSERT INTO article_keys (kind, key, article_id)
      SELECT ${KINDS.copies}::smallint, key, ${articleId}::bigint FROM unnest(${copies}::integer[]) AS key
      UNION SELECT ${KINDS.features}::smallint, key, ${articleId}::bigint FROM unnest(${features}::integer[]) AS key
    ),
    told AS (
      UPDATE articles SET joined = ${joined === null ? null : JSON.stringify(joined)}::jsonb
      WHERE id = ${articleId} AND joined IS NULL AND ${joined !== null}::boolean
    )
    INSERT INTO feature_counts (key, count)
    SELECT key, 1 FROM kept, unnest(${counted.length === 0 ? [] : [ARTICLES, ...new Set(counted)]}::bigint[]) AS key WHERE is_new
    ON CONFLICT (key) DO UPDATE SET count = feature_counts.count + 1`.execute(trx);
}

/**
 * Forgets what articles were found by that were read before; nobody looks back so far. Returns how many.
 *
 * @param limit How many at most.
 */
export async function forgetSignatures(
  db: Database,
  { olderThanMs, limit }: { olderThanMs: number; limit: number },
): Promise<number> {
  const forgotten = await readRows(
    db,
    z.object({ articleId: z.number() }),
    sql`
    DELETE FROM article_signatures WHERE article_id = ANY(ARRAY(
      SELECT article_id FROM article_signatures WHERE added_at < now() - ${interval(olderThanMs)}
      ORDER BY added_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ))
    RETURNING article_id`,
  );
  return forgotten.length;
}
