import { type Selectable, sql, type Transaction, type UpdateObject } from 'kysely';
import type { Feed, PublisherSchedule } from '../../model.ts';
import type { Database } from '../database.ts';
import { type InsertedItems, type NewItem, storingItems } from '../items/feed-items.ts';
import type { FeedsTable, Schema } from '../schema.ts';
import { interval, RELEASED } from '../work/work.ts';

/** A feed as the store keeps it, between two polls. */
export type FeedRow = Selectable<FeedsTable>;

/** Feeds a statement: Postgres takes 65,535 parameters. */
const CHUNK = 1_000;

/** ms. A feed that comes back later than this starts anew: what it published meanwhile is no news any more. */
const FORGOTTEN_MS = 7 * 86_400_000;

/**
 * Adds feeds to those that are polled, and leaves all others as they are. A feed that is new, has another URL, or had left
 * for more than seven days starts anew: due at once, without validators, with a new baseline. One that comes back sooner is
 * due at once, too, and brings what it published meanwhile. All others keep their next poll, so that a restart causes no
 * early ones.
 */
export async function addFeeds(trx: Transaction<Schema>, feeds: Feed[]): Promise<void> {
  for (let from = 0; from < feeds.length; from += CHUNK) await upsertSome(trx, feeds.slice(from, from + CHUNK));
}

async function upsertSome(db: Database, feeds: Feed[]): Promise<void> {
  const back = sql<boolean>`NOT feeds.active`;
  const anew = sql<boolean>`(feeds.url <> excluded.url
    OR (${back} AND coalesce(feeds.left_at, '-infinity') <= now() - ${interval(FORGOTTEN_MS)}))`;
  const unlessAnew = <T>(column: string) => sql<T>`CASE WHEN ${anew} THEN NULL ELSE ${sql.ref(`feeds.${column}`)} END`;
  await db
    .insertInto('feeds')
    .values(
      feeds.map(({ id, url, name, country, tags, everyMs, backfill }) => ({
        id,
        url,
        name,
        country,
        tags,
        everyMs,
        backfill,
        active: true,
        host: new URL(url).hostname,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({
        url: sql`excluded.url`,
        host: sql`CASE WHEN ${anew} THEN excluded.host ELSE feeds.host END`,
        name: sql`excluded.name`,
        country: sql`excluded.country`,
        tags: sql`excluded.tags`,
        everyMs: sql`excluded.every_ms`,
        backfill: sql`excluded.backfill`,
        active: true,
        leftAt: null,
        goneAt: sql`CASE WHEN ${anew} OR ${back} THEN NULL ELSE feeds.gone_at END`,
        etag: unlessAnew('etag'),
        lastModified: unlessAnew('last_modified'),
        bodyHash: unlessAnew('body_hash'),
        wholeAt: unlessAnew('whole_at'),
        freshMs: unlessAnew('fresh_ms'),
        movedUrl: unlessAnew('moved_url'),
        movingTo: unlessAnew('moving_to'),
        topic: unlessAnew('topic'),
        hubs: sql`CASE WHEN ${anew} THEN '{}' ELSE feeds.hubs END`,
        baselineAt: unlessAnew('baseline_at'),
        failingSince: unlessAnew('failing_since'),
        addedAt: sql`CASE WHEN ${anew} THEN now() ELSE feeds.added_at END`,
        failures: sql`CASE WHEN ${anew} THEN 0 ELSE feeds.failures END`,
        // A poll of the old address that is still under way must neither write its result here nor hold up the next one.
        leaseUntil: unlessAnew('lease_until'),
        enqueuedUntil: unlessAnew('enqueued_until'),
        fence: sql`CASE WHEN ${anew} THEN feeds.fence + 1 ELSE feeds.fence END`,
        nextPollAt: sql`CASE WHEN ${anew} OR ${back} THEN now()
          WHEN excluded.every_ms IS NOT NULL THEN least(feeds.next_poll_at, now() + make_interval(secs => excluded.every_ms / 1000.0))
          ELSE feeds.next_poll_at END`,
      }),
    )
    .execute();
}

/** The feed with this id, or undefined. */
export function findFeed(db: Database, id: string): Promise<FeedRow | undefined> {
  return db.selectFrom('feeds').selectAll().where('id', '=', id).executeTakeFirst();
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
}

/** What a document brought. */
export interface PollNews {
  title: string | null;
  language: string | null;
  schedule: PublisherSchedule;
  hubs: string[];
  /** What the feed calls itself at its hubs. */
  topic: string | null;
  /** SHA-256 of the document. */
  bodyHash: string;
  warnings: string[];
  items: NewItem[];
}

/** Items whose times make a feed's rhythm. */
export const TIMES_KEPT = 30;

/**
 * Stores the outcome of a poll that brought no document. False when the lease was lost meanwhile and nothing was stored.
 */
export async function recordPoll(db: Database, feed: LeasedFeed, record: PollRecord): Promise<boolean> {
  return updatePolled(db, feed, record, {});
}

/**
 * Stores the outcome of a poll and the feed items it brought, all or nothing; null when the lease was lost meanwhile and
 * nothing was stored. An item that Postgres refuses is left out and becomes one more warning.
 *
 * @param settle Told when the feed's latest items appeared, the new ones included; says what the poll leads to.
 */
export async function recordNews(
  db: Database,
  feed: LeasedFeed & Pick<FeedRow, 'itemTimes'>,
  news: PollNews,
  settle: (itemTimes: Date[]) => PollRecord,
): Promise<{ newItems: number; refused: InsertedItems['refused'] } | null> {
  return storingItems(db, async (trx, insert) => {
    const { times, refused } = await insert(trx, feed.id, news.items, feed.fence);
    const itemTimes = [...times, ...feed.itemTimes].sort((a, b) => b.getTime() - a.getTime()).slice(0, TIMES_KEPT);
    const { schedule } = news;
    const stored = await updatePolled(trx, feed, settle(itemTimes), {
      title: news.title,
      language: news.language,
      askedEveryMs: schedule.everyMs,
      skipHours: schedule.skipHours,
      skipDays: schedule.skipDays,
      hubs: news.hubs,
      topic: news.topic,
      bodyHash: news.bodyHash,
      lastWarnings: [...news.warnings, ...refused.map(({ guid, reason }) => `not stored: item ${guid} (${reason})`)],
      itemTimes,
      baselineAt: sql`coalesce(baseline_at, now())`,
      // What the baseline holds came out before.
      ...(times.length > 0 && { lastItemAt: sql`CASE WHEN baseline_at IS NULL THEN ${itemTimes[0]} ELSE now() END` }),
    });
    return stored ? { newItems: times.length, refused } : null;
  });
}

type LeasedFeed = Pick<FeedRow, 'id' | 'fence'>;

async function updatePolled(
  db: Database,
  feed: LeasedFeed,
  { outcome, status, reason, next, answer, movedUrl }: PollRecord,
  more: UpdateObject<Schema, 'feeds'>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('feeds')
    .set({
      ...RELEASED,
      ...more,
      ...(answer && {
        etag: answer.etag,
        lastModified: answer.lastModified,
        freshMs: answer.freshMs,
        tookMs: answer.tookMs,
        movingTo: answer.moving?.to ?? null,
        movingSeen: answer.moving?.seen ?? 0,
        movingSince: answer.moving?.since ?? null,
      }),
      ...(answer?.whole && { wholeAt: sql`now()` }),
      ...(movedUrl !== undefined && { movedUrl, host: movedUrl === null ? hostOfUrl : new URL(movedUrl).hostname }),
      ...(next.stop && { goneAt: sql`now()` }),
      failures: next.failures,
      failingSince: next.failures === 0 ? null : sql`coalesce(failing_since, now())`,
      lastPolledAt: sql`now()`,
      lastOutcome: outcome,
      lastStatus: status,
      lastReason: reason,
      nextPollAt: next.fromDue
        ? sql`greatest(next_poll_at + ${interval(next.inMs)}, now())`
        : sql`now() + ${interval(next.inMs)}`,
    })
    .where('id', '=', feed.id)
    .where('fence', '=', feed.fence)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The host of the configured address, as `URL.hostname` would have it. */
const hostOfUrl = sql<string>`substring(url FROM '^https?://(\[[^]]*\]|[^/:?#]*)')`;
