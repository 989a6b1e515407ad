import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { Article } from '../../model/article.ts';
import type { Address } from '../../model/delivery.ts';
import type { Evidence, Watch } from '../../model/watch.ts';
import type { Database } from '../database.ts';
import { indexKey } from '../index-key.ts';
import { readRows } from '../rows.ts';
import type { Schema } from '../schema.ts';
import { fromNow, type Held, interval, isHeld } from '../work/work.ts';

/** Characters of an address that an index entry holds (ASCII; 2,704 bytes). A longer one identifies no article. */
const MAX_CANONICAL_URL = 2_000;

/** The article at one of these addresses, if its page was read less than `withinMs` ago. */
export async function findFreshArticle(db: Database, url: string, withinMs: number): Promise<number | null> {
  const row = await db
    .selectFrom('articles')
    .select('id')
    .where((where) => where.or([where('canonicalUrl', '=', url), where('url', '=', url)]))
    .where('source', '=', 'page')
    .where('readAt', '>', fromNow(-withinMs))
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

const MET_STORY = z.object({
  id: z.number(),
  keys: z.array(z.string()),
  hasOtherHeadline: z.boolean(),
  alerted: z.array(z.string()),
});

/** A story that has a key in common with an article. */
export type FoundStory = z.infer<typeof MET_STORY>;

/**
 * The stories that have one of these keys, the oldest first. Until the transaction ends, others with one of the keys wait:
 * two workers with copies of one story find each other's.
 *
 * @param of The article's feed and title, by which the feed's other headlines are told.
 */
export function meetStories(
  trx: Transaction<Schema>,
  storyKeys: string[],
  of: { feedId: string; title: string },
): Promise<FoundStory[]> {
  return readRows(
    trx,
    MET_STORY,
    sql`SELECT story_id AS id, met_by AS keys, has_other_headline, alerted
      FROM meet_stories(${storyKeys.map(indexKey)}, ${of.feedId}, ${of.title})`,
  );
}

/** A match that is to be stored; `alerts`: and raises an alert. */
export interface NewMatch {
  watch: Watch;
  evidence: Evidence;
  alerts: boolean;
}

/** A delivery that is to be made of the alerts that are raised; none is when none of them is. */
export interface NewDelivery {
  address: Address;
  /** Ids of the watches whose alerts it tells of, in this order. */
  watchIds: string[];
  /** Its place in the line, 0 first. */
  rank: number;
}

/** A feed item that has been read: its article, and what was decided about it. */
export interface ReadArticle {
  item: Held<'item_work'>;
  article: Article;
  /** What tells that two articles are one story. */
  storyKeys: string[];
  /** The story it joins; null: a new one. */
  story: number | null;
  /** Stories that turn out to be the same one. */
  absorbs: number[];
  matches: NewMatch[];
  deliveries: NewDelivery[];
  /** How the article begins, for receivers. */
  lead: string;
  /** Null: the item is done. Else its page could not be had, `reason` says why, and it is tried again. */
  readAgain: { inMs: number } | null;
  /** Why the page could not be had, or null. */
  reason: string | null;
}

/** Other articles of the story that a delivery names at most. */
const MAX_COVERAGE = 5;

const STORED = z.object({
  articleId: z.number(),
  storyId: z.number(),
  /** Those that were raised. */
  alerts: z.array(z.object({ id: z.string(), watchId: z.string() })),
});

/** What {@link storeArticle} stored. */
export type StoredArticle = z.infer<typeof STORED>;

/**
 * Stores the article, its story, matches, alerts and pending deliveries, and the item as done. The newest reading of an
 * article wins, but what a feed item tells never replaces what a page told. Null when the lease was lost meanwhile: then
 * nothing was stored.
 */
export async function storeArticle(trx: Transaction<Schema>, read: ReadArticle): Promise<StoredArticle | null> {
  const { item, article, readAgain } = read;
  const canonicalUrl = (article.canonicalUrl?.length ?? 0) > MAX_CANONICAL_URL ? null : article.canonicalUrl;
  const finished = readAgain
    ? sql`UPDATE item_work SET visible_at = now() + ${interval(readAgain.inMs)}, holder = NULL`
    : sql`DELETE FROM item_work`;
  const story =
    read.story === null
      ? sql`INSERT INTO stories (created_at) SELECT now() FROM finished RETURNING id`
      : sql`SELECT ${read.story}::bigint AS id FROM finished`;
  const matches = read.matches.map(({ watch, evidence, alerts }) => {
    const { id, name, query, severity, tags } = watch;
    return { watch_id: id, evidence, alerts, watch: { id, name, query, severity, tags } };
  });
  const addressed = read.deliveries.map(({ address: { receiverId, recipient, endpoint }, watchIds, rank }) => {
    const { key, label, places, gapMs } = endpoint;
    return {
      receiver_id: receiverId,
      recipient,
      endpoint: key,
      label,
      places,
      gap_ms: gapMs,
      watch_ids: watchIds,
      rank,
    };
  });
  const { url, title, language, outlet, authors, publishedAt, source, flags } = article;
  const told = { url, title, language, outlet, authors, publishedAt, source, flags, lead: read.lead };

  const [stored] = await readRows(
    trx,
    STORED,
    sql`
    WITH finished AS (${finished} WHERE ${isHeld(item)} RETURNING id),
    story AS (${story}),
    known AS (
      INSERT INTO story_keys (key, story_id)
      SELECT key, story.id FROM story, unnest(${read.storyKeys.map(indexKey)}::text[]) AS key
      ON CONFLICT (key) DO NOTHING
    ),
    written AS (
      INSERT INTO articles (story_id, canonical_url, url, title, headlines, text, language, outlet, authors, country, tags,
        published_at, source, flags, places)
      SELECT story.id, ${canonicalUrl}, ${article.url}, ${article.title}, ${JSON.stringify(article.headlines)}::jsonb,
        ${article.text}, ${article.language}, ${article.outlet}, ${article.authors}::text[], ${article.country},
        ${article.tags}::text[], ${article.publishedAt}::timestamptz, ${article.source}, ${article.flags}::text[],
        ${JSON.stringify(article.places)}::jsonb
      FROM story
      ON CONFLICT (canonical_url) DO UPDATE SET url = excluded.url, title = excluded.title, headlines = excluded.headlines,
        text = excluded.text, language = excluded.language, outlet = excluded.outlet, authors = excluded.authors,
        country = excluded.country, tags = excluded.tags,
        published_at = coalesce(excluded.published_at, articles.published_at), source = excluded.source,
        flags = excluded.flags, places = excluded.places, read_at = now()
      WHERE excluded.source = 'page' OR articles.source = 'feed_item'
      RETURNING id
    ),
    article AS (
      SELECT id FROM written
      UNION ALL SELECT articles.id FROM articles, finished
        WHERE canonical_url = ${canonicalUrl} AND NOT EXISTS (SELECT FROM written)
    ),
    item AS (
      UPDATE feed_items SET article_id = article.id, reason = ${read.reason}, attempts = attempts + 1,
        state = ${readAgain ? 'pending' : 'done'}
      FROM finished, article WHERE feed_items.id = finished.id
    ),
    given AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(matches)}::jsonb)
        AS (watch_id text, evidence jsonb, alerts boolean, watch jsonb)
    ),
    addressed AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(addressed)}::jsonb) AS (receiver_id text, recipient text,
        endpoint text, label text, places integer, gap_ms integer, watch_ids text[], rank smallint)
    ),
    matched AS (
      INSERT INTO matches (article_id, watch_id, evidence)
      SELECT article.id, watch_id, evidence FROM article, given
      ON CONFLICT (article_id, watch_id) DO UPDATE SET evidence = excluded.evidence
      RETURNING id, watch_id
    ),
    raised AS (
      INSERT INTO alerts (story_id, watch_id, match_id, watch)
      SELECT story.id, watch_id, matched.id, watch FROM story, given JOIN matched USING (watch_id) WHERE given.alerts
      ON CONFLICT (story_id, watch_id) DO NOTHING
      RETURNING id, watch_id
    ),
    coverage AS (
      SELECT coalesce(jsonb_agg(known), '[]') AS articles FROM (
        SELECT outlet, title, url, published_at AS "publishedAt" FROM articles, article
        WHERE story_id = ANY(${[read.story, ...read.absorbs]}::bigint[]) AND articles.id <> article.id
        ORDER BY coalesce(published_at, read_at) LIMIT ${MAX_COVERAGE}
      ) AS known
    ),
    made AS (
      INSERT INTO deliveries (receiver_id, recipient, payload)
      SELECT receiver_id, recipient, jsonb_build_object('kind', 'news', 'article', ${JSON.stringify(told)}::jsonb,
        'alerts', alerts, 'coverage', coverage.articles, 'createdAt', now())
      FROM coverage, addressed, LATERAL (
        SELECT jsonb_agg(jsonb_build_object('id', raised.id, 'watch', given.watch, 'evidence', given.evidence)
          ORDER BY array_position(watch_ids, watch_id)) AS alerts
        FROM raised JOIN given USING (watch_id) WHERE watch_id = ANY(watch_ids)
      ) AS telling
      WHERE alerts IS NOT NULL
      RETURNING id, receiver_id, recipient, payload
    ),
    told AS (
      INSERT INTO delivery_alerts (delivery_id, alert_id, receiver_id, recipient)
      SELECT id, (alert ->> 'id')::uuid, receiver_id, recipient FROM made, jsonb_array_elements(payload -> 'alerts') AS alert
    ),
    places AS (
      INSERT INTO endpoints (key, label, places, gap_ms)
      SELECT DISTINCT ON (endpoint) endpoint, label, places, gap_ms FROM made JOIN addressed USING (receiver_id, recipient)
      ON CONFLICT (key) DO NOTHING
    ),
    work AS (
      INSERT INTO delivery_work (id, endpoint, rank)
      SELECT id, endpoint, rank FROM made JOIN addressed USING (receiver_id, recipient)
    )
    SELECT article.id AS article_id, story.id AS story_id,
      (SELECT coalesce(json_agg(json_build_object('id', id, 'watchId', watch_id)), '[]') FROM raised) AS alerts
    FROM article, story`,
  );
  if (stored && read.absorbs.length > 0) await mergeStories(trx, stored.storyId, read.absorbs);
  return stored ?? null;
}

/** What were thought to be several stories turns out to be one. */
async function mergeStories(trx: Transaction<Schema>, storyId: number, others: number[]): Promise<void> {
  await trx.updateTable('storyKeys').set({ storyId }).where('storyId', 'in', others).execute();
  await trx.updateTable('articles').set({ storyId }).where('storyId', 'in', others).execute();
  // Of two alerts of one watch the second stays with its old story: the table holds one for each story and watch.
  await sql`
    UPDATE alerts SET story_id = ${storyId} WHERE id IN (
      SELECT DISTINCT ON (watch_id) id FROM alerts AS told WHERE story_id = ANY(${others})
        AND NOT EXISTS (SELECT 1 FROM alerts WHERE story_id = ${storyId} AND watch_id = told.watch_id)
      ORDER BY watch_id, created_at
    )`.execute(trx);
}
