import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import type { FeedHabit } from '../../model/feed.ts';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';
import { interval } from '../work/work.ts';
import type { FeedsTable, NoticesTable } from './tables.ts';

/** A notice to operators. */
export type NoticeRow = Selectable<NoticesTable>;

/** A feed that something may be wrong with. */
export type FeedToReview = Pick<
  Selectable<FeedsTable>,
  'id' | 'goneAt' | 'failures' | 'failingSince' | 'lastOutcome' | 'lastReason' | 'lastItemAt' | 'habit'
> & { known: string[] };

/** Times of items that a habit is made of at most: the latest. */
const TIMES = 1_000;

/** Feeds that fail, are gone, have published nothing for as long as they usually rest, or have an open notice. */
export async function feedsToReview(db: Database): Promise<FeedToReview[]> {
  return db
    .selectFrom('feeds')
    .select([
      'id',
      'goneAt',
      'failures',
      'failingSince',
      'lastOutcome',
      'lastReason',
      'lastItemAt',
      'habit',
      sql<
        string[]
      >`ARRAY(SELECT kind FROM notices WHERE about = 'feed' AND subject = feeds.id AND cleared_at IS NULL)`.as('known'),
    ])
    .where('active', '=', true)
    .where('pausedAt', 'is', null)
    .where(({ or, eb, selectFrom }) =>
      or([
        eb('failures', '>', 0),
        eb('goneAt', 'is not', null),
        sql<boolean>`(habit IS NOT NULL
          AND last_item_at < now() - make_interval(secs => (habit->>'usualGapMs')::float8 / 1000))`,
        eb(
          'id',
          'in',
          selectFrom('notices').select('subject').where('about', '=', 'feed').where('clearedAt', 'is', null),
        ),
      ]),
    )
    .execute();
}

/** What a notice says. */
export type NoticeText = Pick<NoticeRow, 'about' | 'subject' | 'kind' | 'reason' | 'waiting'>;

/** Opens a notice. True when it was not open before; else only its reason is brought up to date. */
export async function raiseNotice(
  db: Database,
  { about, subject, kind, reason, waiting }: NoticeText,
): Promise<boolean> {
  const [raised] = await readRows(
    db,
    z.object({ isNew: z.boolean() }),
    sql`
    INSERT INTO notices (about, subject, kind, reason, waiting)
    VALUES (${about}, ${subject}, ${kind}, ${reason}, ${waiting})
    ON CONFLICT (about, subject, kind) WHERE cleared_at IS NULL DO UPDATE SET reason = excluded.reason, waiting = excluded.waiting
    RETURNING xmax = 0 AS is_new`,
  );
  return raised!.isNew;
}

/** Notes that an open notice was told by whoever raised it, so that it is not by the ordinary way, too. */
export async function markNoticeTold(
  db: Database,
  { about, subject, kind }: Pick<NoticeText, 'about' | 'subject' | 'kind'>,
): Promise<void> {
  await db
    .updateTable('notices')
    .set({ toldAt: sql`now()` })
    .where('about', '=', about)
    .where('subject', '=', subject)
    .where('kind', '=', kind)
    .where('clearedAt', 'is', null)
    .execute();
}

/** Closes the open notices of a feed but those of these kinds, and tells which they were. */
export async function clearNotices(db: Database, feedId: string, butKinds: string[]): Promise<NoticeRow[]> {
  return db
    .updateTable('notices')
    .set({ clearedAt: sql`now()` })
    .where('about', '=', 'feed')
    .where('subject', '=', feedId)
    .where('clearedAt', 'is', null)
    .where(sql<boolean>`kind <> ALL(${butKinds})`)
    .returningAll()
    .execute();
}

/** Closes the open notices of feeds that are not polled any more because the operator says so. */
export async function clearNoticesOfUnwatched(db: Database): Promise<NoticeRow[]> {
  return db
    .updateTable('notices')
    .set({ clearedAt: sql`now()` })
    .where('clearedAt', 'is', null)
    .where(sql<boolean>`about = 'feed' AND subject IN (SELECT id FROM feeds WHERE NOT active OR paused_at IS NOT NULL)`)
    .returningAll()
    .execute();
}

/** The open notices, the newest first. */
export function listNotices(db: Database, limit: number): Promise<NoticeRow[]> {
  return db
    .selectFrom('notices')
    .selectAll()
    .where('clearedAt', 'is', null)
    .orderBy('raisedAt', 'desc')
    .limit(limit)
    .execute();
}

/** How many notices are open, and how many of them are about the canary. */
export async function countOpenNotices(db: Database): Promise<{ all: number; canary: number }> {
  const [counted] = await readRows(
    db,
    z.object({ all: z.number(), canary: z.number() }),
    sql`SELECT count(*)::integer AS all, (count(*) FILTER (WHERE kind = 'canary'))::integer AS canary
      FROM notices WHERE cleared_at IS NULL`,
  );
  return counted!;
}

/**
 * Feeds with new items since their habit was looked at, that longer ago than `everyMs`, and when their items of the last
 * `sinceMs` appeared.
 */
export async function feedsWithNewHabits(
  db: Database,
  { everyMs, sinceMs, limit }: { everyMs: number; sinceMs: number; limit: number },
): Promise<{ id: string; times: Date[] }[]> {
  // As numbers in JSON: thousands of dates would take longer to read than to find.
  const feeds = await readRows(
    db,
    z.object({ id: z.string(), times: z.array(z.number()) }),
    sql`
    SELECT id, (SELECT coalesce(json_agg(floor(extract(epoch FROM at) * 1000)), '[]') FROM (
      SELECT least(coalesce(published_at, seen_at), seen_at) AS at FROM feed_items
      WHERE feed_id = feeds.id AND seen_at > now() - ${interval(sinceMs)} ORDER BY at DESC LIMIT ${TIMES}
    ) AS appeared) AS times
    FROM feeds
    WHERE active AND last_item_at IS NOT NULL
      AND (habit_at IS NULL OR habit_at < now() - ${interval(everyMs)} AND habit_at < last_item_at)
    LIMIT ${limit}`,
  );
  return feeds.map(({ id, times }) => ({ id, times: times.map((ms) => new Date(ms)) }));
}

/** Stores the habits that were found; null where there is none yet. */
export async function storeHabits(db: Database, habits: { id: string; habit: FeedHabit | null }[]): Promise<void> {
  if (habits.length === 0) return;
  await sql`
    UPDATE feeds SET habit = found.habit, habit_at = now()
    FROM unnest(${habits.map(({ id }) => id)}::text[],
      ${habits.map(({ habit }) => habit && JSON.stringify(habit))}::jsonb[]) AS found(id, habit)
    WHERE feeds.id = found.id`.execute(db);
}
