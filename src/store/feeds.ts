import { type Selectable, sql } from 'kysely';
import type { Feed, FeedItem } from '../model.ts';
import type { Database } from './database.ts';
import { insertFeedItems } from './feed-items.ts';
import type { FeedsTable } from './schema.ts';
import { fromNow, interval, RELEASED } from './work.ts';

/** A feed as the store keeps it, between two polls. */
export type FeedRow = Selectable<FeedsTable>;

/** Feeds a statement: Postgres takes 65,535 parameters. */
const CHUNK = 1_000;

/**
 * Makes the stored feeds those of the configuration. A feed that left is kept but not polled. A feed that is new, came
 * back, or has another URL starts anew: due at once, without validators, with a new baseline. All others keep their
 * next poll, so that a restart causes no early ones.
 */
export async function syncFeeds(db: Database, feeds: Feed[]): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('feeds')
      .set({ active: false })
      .where(sql<boolean>`id <> ALL(${feeds.map((feed) => feed.id)})`)
      .execute();
    for (let from = 0; from < feeds.length; from += CHUNK) await upsertFeeds(trx, feeds.slice(from, from + CHUNK));
  });
}

async function upsertFeeds(db: Database, feeds: Feed[]): Promise<void> {
  const anew = sql<boolean>`(feeds.url <> excluded.url OR NOT feeds.active)`;
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
        host: sql`excluded.host`,
        name: sql`excluded.name`,
        country: sql`excluded.country`,
        tags: sql`excluded.tags`,
        everyMs: sql`excluded.every_ms`,
        backfill: sql`excluded.backfill`,
        active: true,
        goneAt: unlessAnew('gone_at'),
        etag: unlessAnew('etag'),
        lastModified: unlessAnew('last_modified'),
        baselineAt: unlessAnew('baseline_at'),
        addedAt: sql`CASE WHEN ${anew} THEN now() ELSE feeds.added_at END`,
        failures: sql`CASE WHEN ${anew} THEN 0 ELSE feeds.failures END`,
        // A poll of the old address that is still under way must neither write its result here nor hold up the next one.
        leaseUntil: unlessAnew('lease_until'),
        enqueuedUntil: unlessAnew('enqueued_until'),
        fence: sql`CASE WHEN ${anew} THEN feeds.fence + 1 ELSE feeds.fence END`,
        nextPollAt: sql`CASE WHEN ${anew} THEN now()
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
  /** One word: `modified`, `notModified`, `gone`, `throttled`, `temporary`, `permanent`, `unreadable`, `fault`. */
  outcome: string;
  /** HTTP status, or null when there was no answer. */
  status: number | null;
  /** The outcome in words, for operators. */
  reason: string | null;
  /** Validators to send next time; left out to keep the ones there are. */
  validators?: { etag: string | null; lastModified: string | null };
  /** What the feed says of itself, when it could be read. */
  read?: { title: string | null; language: string | null; items: { item: FeedItem; state: 'baseline' | 'pending' }[] };
  /** Counts as one more failure in a row; else the row ends. */
  failed: boolean;
  /** The feed is not to be polled again. */
  gone: boolean;
  nextPollInMs: number;
  /** Counted from when this poll was due, not from now: so a fixed interval is kept, whenever the poll is made. */
  fromDue?: boolean;
}

/**
 * Stores the outcome of a poll and the feed items it brought, all or nothing. Returns how many items were new, or null
 * when the lease was lost meanwhile and nothing was stored.
 */
export async function recordPoll(
  db: Database,
  feed: Pick<FeedRow, 'id' | 'fence'>,
  record: PollRecord,
): Promise<number | null> {
  const { read, validators } = record;
  return db.transaction().execute(async (trx) => {
    const updated = await trx
      .updateTable('feeds')
      .set({
        ...RELEASED,
        ...validators,
        ...(read && { title: read.title, language: read.language, baselineAt: sql`coalesce(baseline_at, now())` }),
        ...(record.gone && { goneAt: sql`now()` }),
        failures: record.failed ? sql`failures + 1` : 0,
        lastPolledAt: sql`now()`,
        lastOutcome: record.outcome,
        lastStatus: record.status,
        lastReason: record.reason,
        nextPollAt: record.fromDue
          ? sql`greatest(next_poll_at + ${interval(record.nextPollInMs)}, now())`
          : fromNow(record.nextPollInMs),
      })
      .where('id', '=', feed.id)
      .where('fence', '=', feed.fence)
      .executeTakeFirst();
    if (updated.numUpdatedRows === 0n) return null;
    return read ? (await insertFeedItems(trx, feed.id, read.items)).inserted : 0;
  });
}
