import { type ExpressionBuilder, sql } from 'kysely';
import type { Article, Evidence, Watch } from '../../model.ts';
import type { Database } from '../database.ts';
import { indexKey } from '../index-key.ts';
import type { FeedItemRow } from '../items/feed-items.ts';
import type { Schema } from '../schema.ts';
import { fromNow, RELEASED } from '../work/work.ts';

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

/** A feed item that has been read: its article, and the watches it satisfies. */
export interface ReadArticle {
  item: Pick<FeedItemRow, 'id' | 'fence' | 'feedId'>;
  article: Article;
  /** What tells that two articles are one story; any key in common is enough. At least one. Keys of texts begin with `text:`. */
  storyKeys: string[];
  matches: { watch: Watch; evidence: Evidence }[];
  /** Null: the item is done. Else its page could not be had, `reason` says why, and it is tried again. */
  readAgain: { inMs: number } | null;
  /** Why the page could not be had, or null. */
  reason: string | null;
}

/** What {@link commitArticle} did. `lost`: the lease was lost meanwhile; nothing was stored. */
export type CommitResult =
  | { kind: 'committed'; articleId: number; storyId: number; alerts: { id: string; watchId: string }[] }
  | { kind: 'lost' };

/**
 * Stores the article, its story, matches, alerts and pending deliveries, and the item as done: one transaction, all or
 * nothing. A story alerts once for a watch, whatever copies of it come later.
 */
export async function commitArticle(db: Database, read: ReadArticle): Promise<CommitResult> {
  return db
    .transaction()
    .execute(async (trx) => {
      const keys = read.storyKeys.map(indexKey);
      await lockStoryKeys(trx, keys);
      const storyId = await joinStory(trx, read, keys);
      const articleId = await upsertArticle(trx, read.article, storyId);
      if (!(await finishItem(trx, read, articleId))) throw new LeaseLost();
      const alerts: { id: string; watchId: string }[] = [];
      for (const { watch, evidence } of read.matches) {
        const id = await raiseAlert(trx, { articleId, storyId, watch, evidence });
        if (id) alerts.push({ id, watchId: watch.id });
      }
      return { kind: 'committed' as const, articleId, storyId, alerts };
    })
    .catch((error: unknown) => {
      if (error instanceof LeaseLost) return { kind: 'lost' as const };
      throw error;
    });
}

/** Rolls the transaction back; never leaves this module. */
class LeaseLost extends Error {}

/** Two workers with copies of one story wait for each other here. Sorted, so that they cannot wait in a circle. */
async function lockStoryKeys(db: Database, keys: string[]): Promise<void> {
  for (const key of keys.toSorted()) await sql`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(db);
}

/**
 * The story that has one of the keys, else a new one.
 *
 * Where a match rests on the headline alone, the same text under another headline of the same feed is another story: it
 * is what a paywall or a consent page puts in every article's place, and the headline is all there is of the news.
 */
async function joinStory(db: Database, { item, article, matches }: ReadArticle, keys: string[]): Promise<number> {
  const headlineDecides = matches.some(({ evidence }) =>
    evidence.hits.every(({ field }) => field === 'title' || field === 'headline'),
  );
  const known = await db
    .selectFrom('storyKeys')
    .select('storyId')
    .where('key', 'in', keys)
    .$if(headlineDecides, (query) => query.where(otherHeadlineApart(item.feedId, article.title)))
    .distinct()
    .orderBy('storyId')
    .execute();
  const [first, ...others] = known.map((row) => row.storyId);
  const storyId =
    first ?? (await db.insertInto('stories').defaultValues().returning('id').executeTakeFirstOrThrow()).id;
  if (others.length > 0) await mergeStories(db, storyId, others);
  await db
    .insertInto('storyKeys')
    .values(keys.map((key) => ({ key, storyId })))
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  return storyId;
}

/** What were thought to be several stories turns out to be one: what any of them has alerted, it has alerted. */
async function mergeStories(db: Database, storyId: number, others: number[]): Promise<void> {
  await db.updateTable('storyKeys').set({ storyId }).where('storyId', 'in', others).execute();
  await db.updateTable('articles').set({ storyId }).where('storyId', 'in', others).execute();
  // Of two alerts of one watch the second stays with its old story: the table holds one for each story and watch.
  await sql`
    UPDATE alerts SET story_id = ${storyId} WHERE id IN (
      SELECT DISTINCT ON (watch_id) id FROM alerts AS told WHERE story_id = ANY(${others})
        AND NOT EXISTS (SELECT 1 FROM alerts WHERE story_id = ${storyId} AND watch_id = told.watch_id)
      ORDER BY watch_id, created_at
    )`.execute(db);
}

/** Leaves out stories known by their text alone that have an article of this feed with another headline. */
function otherHeadlineApart(feedId: string, title: string) {
  return ({ or, eb, not, exists, selectFrom }: ExpressionBuilder<Schema, 'storyKeys'>) =>
    or([
      eb('key', 'not like', 'text:%'),
      not(
        exists(
          selectFrom('articles')
            .innerJoin('feedItems', 'feedItems.articleId', 'articles.id')
            .select('articles.id')
            .whereRef('articles.storyId', '=', 'storyKeys.storyId')
            .where('feedItems.feedId', '=', feedId)
            .where('articles.title', '<>', title),
        ),
      ),
    ]);
}

/** The newest reading wins, but what a feed item tells never replaces what a page told. */
async function upsertArticle(db: Database, article: Article, storyId: number): Promise<number> {
  const { canonicalUrl } = article;
  const identity = canonicalUrl === null || canonicalUrl.length > MAX_CANONICAL_URL ? null : canonicalUrl;
  const inserted = await db
    .insertInto('articles')
    .values({
      ...article,
      headlines: JSON.stringify(article.headlines),
      places: JSON.stringify(article.places),
      canonicalUrl: identity,
      storyId,
    })
    .onConflict((conflict) =>
      conflict
        .column('canonicalUrl')
        .doUpdateSet(({ ref }) => ({
          url: ref('excluded.url'),
          title: ref('excluded.title'),
          headlines: ref('excluded.headlines'),
          text: ref('excluded.text'),
          language: ref('excluded.language'),
          outlet: ref('excluded.outlet'),
          authors: ref('excluded.authors'),
          country: ref('excluded.country'),
          tags: ref('excluded.tags'),
          publishedAt: sql<Date | null>`coalesce(excluded.published_at, articles.published_at)`,
          source: ref('excluded.source'),
          flags: ref('excluded.flags'),
          places: ref('excluded.places'),
          readAt: sql<Date>`now()`,
        }))
        .where(sql<boolean>`excluded.source = 'page' OR articles.source = 'feed_item'`),
    )
    .returning('id')
    .executeTakeFirst();
  if (inserted) return inserted.id;
  const kept = await db
    .selectFrom('articles')
    .select('id')
    .where('canonicalUrl', '=', identity)
    .executeTakeFirstOrThrow();
  return kept.id;
}

async function finishItem(db: Database, read: ReadArticle, articleId: number): Promise<boolean> {
  const updated = await db
    .updateTable('feedItems')
    .set({
      ...RELEASED,
      articleId,
      reason: read.reason,
      attempts: sql`attempts + 1`,
      ...(read.readAgain ? { dueAt: fromNow(read.readAgain.inMs) } : { state: 'done' as const }),
    })
    .where('id', '=', read.item.id)
    .where('fence', '=', read.item.fence)
    .executeTakeFirst();
  return updated.numUpdatedRows > 0n;
}

/** Returns the id of the new alert, or null when the story has alerted this watch before. */
async function raiseAlert(
  db: Database,
  { articleId, storyId, watch, evidence }: { articleId: number; storyId: number; watch: Watch; evidence: Evidence },
): Promise<string | null> {
  const match = await db
    .insertInto('matches')
    .values({ articleId, watchId: watch.id, evidence: JSON.stringify(evidence) })
    .onConflict((conflict) =>
      conflict.columns(['articleId', 'watchId']).doUpdateSet(({ ref }) => ({ evidence: ref('excluded.evidence') })),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  const { id, name, query, severity, tags } = watch;
  const alert = await db
    .insertInto('alerts')
    .values({
      storyId,
      watchId: watch.id,
      matchId: match.id,
      watch: JSON.stringify({ id, name, query, severity, tags }),
    })
    .onConflict((conflict) => conflict.columns(['storyId', 'watchId']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!alert) return null;
  await db
    .insertInto('deliveries')
    .values(watch.receivers.map((receiverId) => ({ alertId: alert.id, receiverId })))
    .execute();
  return alert.id;
}
