import { type Selectable, type SqlBool, sql, type UpdateObject } from 'kysely';
import type { PublisherSchedule } from '../../model/feed.ts';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';
import type { FeedWorkTable } from '../work/tables.ts';
import { type Held, held, interval, isHeld, LEASABLE } from '../work/work.ts';
import type { FeedRow } from './feeds.ts';

/** A feed that is being polled. `lagMs`: how long it had been due before. */
export type LeasedFeed = FeedRow & Held<'feed_work'> & { lagMs: number };

/** ms that a lag is told of at most. */
const LONGEST_LAG_MS = 2_000_000_000;

/** Takes those of the feeds that are to be polled and that nobody polls, in no particular order. */
export async function leaseFeeds(db: Database, ids: string[], leaseMs: number): Promise<LeasedFeed[]> {
  const lagMs = sql<number>`least(extract(epoch FROM now() - due_at) * 1000, ${LONGEST_LAG_MS})::integer`;
  const taken = await db
    .updateTable('feedWork')
    .set(held(leaseMs))
    // In one order everywhere: those who take several must not wait for each other in a circle.
    .where('id', 'in', (query) =>
      query.selectFrom('feedWork').select('id').where('id', 'in', ids).orderBy('id').forUpdate(),
    )
    .where(LEASABLE)
    .returning(['id', 'fence', lagMs.as('lagMs')])
    .execute();
  if (taken.length === 0) return [];
  // In a statement of its own: one that waited for its rows would not see what was changed about the feeds meanwhile.
  const feeds = await db
    .selectFrom('feeds')
    .selectAll()
    .where(
      'id',
      'in',
      taken.map(({ id }) => id),
    )
    .execute();
  const leases = new Map(taken.map((lease) => [lease.id, lease]));
  return feeds.map((feed) => ({ ...feed, ...leases.get(feed.id)! }));
}

/** What one poll changes. */
export interface PollRecord {
  /** One word: `modified`, `notModified`, `moved`, `gone`, `throttled`, `temporary`, `permanent`, `certificate`, `unreadable`, `fault`. */
  outcome: string;
  /** HTTP status, or null when there was no answer. */
  status: number | null;
  /** The outcome in words, for operators. */
  reason: string;
  next: {
    inMs: number;
    /** Counted from when this poll was due, not from now. */
    fromDue: boolean;
    /** Failed polls in a row from now on. */
    failures: number;
    /** The feed is not to be polled again. */
    stop: boolean;
  };
  /** Left out when nothing came to remember for the next request. */
  answer?: {
    etag: string | null;
    lastModified: string | null;
    freshMs: number | null;
    moving: { to: string; seen: number; since: Date } | null;
    /** How long it took. */
    tookMs: number;
    /** The request had no validators. */
    whole: boolean;
  };
  /** The address to poll from now on; null: that of the configuration. Left out to keep the one there is. */
  movedUrl?: string | null;
  /** Left out when no document came, or the same one as before. */
  document?: {
    title: string | null;
    language: string | null;
    schedule: PublisherSchedule;
    hubs: string[];
    /** What the feed calls itself at its hubs. */
    topic: string | null;
    /** SHA-256 of the document. */
    bodyHash: string;
    warnings: string[];
  };
  /** Left out when the document brought no item that the feed did not have. */
  items?: {
    count: number;
    /** When the feed's latest items appeared, these included, newest first. */
    times: Date[];
    /** When the last one is said to have been seen: what the baseline holds came out before. */
    lastAt: Date;
  };
}

/** Items whose times make a feed's rhythm. */
export const TIMES_KEPT = 30;

/** Stores the outcome of a poll, and ends the lease. False when it was lost meanwhile: then nothing was stored. */
export async function recordPoll(
  db: Database,
  feed: Held<'feed_work'> & Pick<LeasedFeed, 'url' | 'lagMs'>,
  record: PollRecord,
): Promise<boolean> {
  const moved = movedTo(feed, record);
  // The feed before its work, as all others lock them.
  const isLocked = sql<SqlBool>`id IN (SELECT id FROM locked)`;
  const { numUpdatedRows } = await db
    .with('locked', (query) => query.selectFrom('feeds').select('id').where('id', '=', feed.id).forNoKeyUpdate())
    .with('released', (query) =>
      record.next.stop
        ? query.deleteFrom('feedWork').where(isHeld(feed)).where(isLocked).returning('id')
        : query
            .updateTable('feedWork')
            .set({ ...planned(record), ...(moved && { host: moved.host }) })
            .where(isHeld(feed))
            .where(isLocked)
            .returning('id'),
    )
    .updateTable('feeds')
    .from('released')
    .set({
      ...outcomeOf(record),
      ...answerOf(record),
      ...documentOf(record),
      ...itemsOf(record),
      ...moved,
      lastLagMs: feed.lagMs,
    })
    .whereRef('feeds.id', '=', 'released.id')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

function planned({ next }: PollRecord): UpdateObject<Schema, 'feedWork'> {
  const at = next.fromDue
    ? sql<Date>`greatest(due_at + ${interval(next.inMs)}, now())`
    : sql<Date>`now() + ${interval(next.inMs)}`;
  return { holder: null, dueAt: at, visibleAt: at, failing: next.failures > 0 } satisfies Partial<
    Record<keyof Selectable<FeedWorkTable>, unknown>
  >;
}

/** Where the feed is polled from now on; undefined where it was before. */
function movedTo(
  feed: Pick<FeedRow, 'url'>,
  { movedUrl }: PollRecord,
): { movedUrl: string | null; host: string } | undefined {
  return movedUrl === undefined ? undefined : { movedUrl, host: new URL(movedUrl ?? feed.url).hostname };
}

type FeedChanges = UpdateObject<Schema, 'feeds'>;

function outcomeOf({ outcome, status, reason, next }: PollRecord): FeedChanges {
  return {
    failures: next.failures,
    failingSince: next.failures === 0 ? null : sql`coalesce(failing_since, now())`,
    lastPolledAt: sql`now()`,
    lastOutcome: outcome,
    lastStatus: status,
    lastReason: reason,
    ...(next.stop && { goneAt: sql`now()` }),
  };
}

function answerOf({ answer }: PollRecord): FeedChanges {
  if (!answer) return {};
  return {
    etag: answer.etag,
    lastModified: answer.lastModified,
    freshMs: answer.freshMs,
    tookMs: answer.tookMs,
    movingTo: answer.moving?.to ?? null,
    movingSeen: answer.moving?.seen ?? 0,
    movingSince: answer.moving?.since ?? null,
    ...(answer.whole && { wholeAt: sql`now()` }),
  };
}

function documentOf({ document }: PollRecord): FeedChanges {
  if (!document) return {};
  const { schedule, warnings, ...said } = document;
  return {
    ...said,
    askedEveryMs: schedule.everyMs,
    skipHours: schedule.skipHours,
    skipDays: schedule.skipDays,
    lastWarnings: warnings,
    baselineAt: sql`coalesce(baseline_at, now())`,
  };
}

function itemsOf({ items }: PollRecord): FeedChanges {
  return items ? { items: sql`items + ${items.count}`, itemTimes: items.times, lastItemAt: items.lastAt } : {};
}
