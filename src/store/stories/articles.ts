import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { Article } from '../../model/article.ts';
import { givenMatches, type NewMatch, type Raising, raisingAlerts } from '../alerts/raise.ts';
import { COVERED, IS_OPEN } from '../alerts/threads.ts';
import type { Database } from '../database.ts';
import { indexKey } from '../index-key.ts';
import { readRows } from '../rows.ts';
import type { Schema } from '../schema.ts';
import { fromNow, type Held, interval, isHeld } from '../work/work.ts';
import { mergeStories } from './merges.ts';

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
  /** The one among those that a person took for its story by which it was found; null: none. */
  strand: number | null;
  /** The story of which a new one is another chapter. */
  continues: number | null;
  matches: NewMatch[];
  /** Number of the configuration by which it was matched; null: of none. */
  configVersion: number | null;
  /** Who is told of what; null: none of the matches raises an alert. */
  raising: Raising | null;
  /** Null: the item is done. Else its page could not be had, `reason` says why, and it is tried again. */
  readAgain: { inMs: number } | null;
  /** Why the page could not be had, or null. */
  reason: string | null;
}

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
  const toldAt = sql`least(coalesce(${article.publishedAt}::timestamptz, now()), now())`;
  const story =
    read.story === null
      ? sql`
        INSERT INTO stories (articles, first_at, last_at, continues)
        SELECT 1, ${toldAt}, ${toldAt}, ${read.continues}::bigint FROM finished RETURNING id`
      : sql`SELECT ${read.story}::bigint AS id FROM finished`;

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
      INSERT INTO articles (story_id, strand, canonical_url, url, title, headlines, text, language, outlet, authors, country, tags,
        published_at, source, flags, places)
      SELECT story.id, ${read.strand}::bigint, ${canonicalUrl}, ${article.url}, ${article.title}, ${JSON.stringify(article.headlines)}::jsonb,
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
      RETURNING id, xmax = 0 AS is_new
    ),
    counted AS (
      UPDATE stories SET articles = articles + is_new::integer, first_at = least(first_at, ${toldAt}),
        last_at = greatest(last_at, ${toldAt})
      FROM written WHERE stories.id = ${read.story}::bigint
    ),
    covered AS (${COVERED} FROM written WHERE story_id = ${read.story}::bigint AND is_new AND ${IS_OPEN}),
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
    ${givenMatches(read.matches)},
    matched AS (
      INSERT INTO matches (article_id, watch_id, evidence, config_version)
      SELECT article.id, watch_id, evidence, ${read.configVersion}::integer FROM article, given
      ON CONFLICT (article_id, watch_id) DO UPDATE SET evidence = excluded.evidence, config_version = excluded.config_version
      RETURNING id, watch_id
    ),
    ${raisingAlerts(read.raising, read.configVersion)}
    SELECT article.id AS article_id, story.id AS story_id,
      (SELECT coalesce(json_agg(json_build_object('id', id, 'watchId', watch_id)), '[]') FROM raised) AS alerts
    FROM article, story`,
  );
  if (stored && read.absorbs.length > 0) await mergeStories(trx, stored.storyId, read.absorbs);
  return stored ?? null;
}
