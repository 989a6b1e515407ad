import { type ExpressionBuilder, sql } from 'kysely';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';
import { interval } from '../work/work.ts';
import { planFeeds, type StoredFeed, unplanFeeds } from './feeds.ts';

/** A feed of the configuration and how it fares. */
export type FeedHealth = Pick<
  StoredFeed,
  | 'id'
  | 'url'
  | 'movedUrl'
  | 'name'
  | 'title'
  | 'everyMs'
  | 'pausedAt'
  | 'goneAt'
  | 'lastPolledAt'
  | 'lastOutcome'
  | 'lastStatus'
  | 'lastReason'
  | 'lastWarnings'
  | 'items'
  | 'lastItemAt'
  | 'failures'
  | 'failingSince'
  | 'nextPollAt'
  | 'habit'
  | 'hubs'
> & {
  /** Open notices to operators. */
  notices: { kind: string; reason: string }[];
};

/** The feeds of the configuration, those in trouble first. */
export async function listFeeds(db: Database, limit: number): Promise<FeedHealth[]> {
  const feeds = await db
    .selectFrom('feeds')
    .leftJoin('feedWork', 'feedWork.id', 'feeds.id')
    .leftJoin(openNotices, (join) => join.onRef('open.subject', '=', 'feeds.id'))
    .select([
      'feeds.id',
      'url',
      'movedUrl',
      'name',
      'title',
      'everyMs',
      'pausedAt',
      'goneAt',
      'lastPolledAt',
      'lastOutcome',
      'lastStatus',
      'lastReason',
      'lastWarnings',
      'items',
      'lastItemAt',
      'failures',
      'failingSince',
      'dueAt as nextPollAt',
      'habit',
      'hubs',
      'open.notices',
    ])
    .where('active', '=', true)
    .orderBy(({ and, eb }) => and([eb('goneAt', 'is', null), eb('failures', '=', 0), eb('open.subject', 'is', null)]))
    .orderBy('feeds.id')
    .limit(limit)
    .execute();
  return feeds.map(({ notices, ...feed }) => ({ ...feed, notices: notices ?? [] }));
}

/** By feed, those that are open, the oldest first. */
function openNotices({ selectFrom }: ExpressionBuilder<Schema, 'feeds' | 'feedWork'>) {
  return selectFrom('notices')
    .select([
      'subject',
      sql<FeedHealth['notices']>`jsonb_agg(jsonb_build_object('kind', kind, 'reason', reason) ORDER BY raised_at)`.as(
        'notices',
      ),
    ])
    .where('about', '=', 'feed')
    .where('clearedAt', 'is', null)
    .groupBy('subject')
    .as('open');
}

/** Pauses a feed of the configuration: it is not polled until it is resumed. False when there is no such feed. */
export async function pauseFeed(db: Database, id: string): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('feeds')
      .set({ pausedAt: sql`coalesce(paused_at, now())` })
      .where('id', '=', id)
      .where('active', '=', true)
      .executeTakeFirst();
    await unplanFeeds(trx, [id]);
    return numUpdatedRows > 0n;
  });
}

/**
 * Ends a pause, or has one polled again that said it was gone for good: the feed is due at once. After a pause of more than `anewAfterMs` it sets a new baseline: what it
 * published meanwhile is no news any more. False when there is no such feed.
 */
export async function resumeFeed(db: Database, id: string, anewAfterMs: number): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const resting = await trx
      .selectFrom('feeds')
      .select(['pausedAt', 'goneAt', sql<boolean | null>`paused_at < now() - ${interval(anewAfterMs)}`.as('isLong')])
      .where('id', '=', id)
      .where('active', '=', true)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!resting) return false;
    if (resting.pausedAt === null && resting.goneAt === null) return true;
    const anew = resting.isLong && { baselineAt: null, addedAt: sql<Date>`now()` };
    await trx
      .updateTable('feeds')
      .set({ pausedAt: null, goneAt: null, ...anew })
      .where('id', '=', id)
      .execute();
    await planFeeds(trx, [id]);
    return true;
  });
}

/** Ids of the feeds of the configuration. */
export async function feedIds(db: Database): Promise<string[]> {
  const rows = await db.selectFrom('feeds').select('id').where('active', '=', true).execute();
  return rows.map(({ id }) => id);
}
