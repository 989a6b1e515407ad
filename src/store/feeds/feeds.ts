import { type Selectable, sql, type Transaction } from 'kysely';
import type { Feed } from '../../model/feed.ts';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';
import type { FeedsTable } from './tables.ts';

/** A feed as the store keeps it, between two polls. */
export type FeedRow = Selectable<FeedsTable>;

/** A feed, and when it is polled next; null when it is not polled. */
export type StoredFeed = FeedRow & { nextPollAt: Date | null };

/** The feed with this id, or undefined. */
export function findFeed(db: Database, id: string): Promise<StoredFeed | undefined> {
  return db
    .selectFrom('feeds')
    .leftJoin('feedWork', 'feedWork.id', 'feeds.id')
    .selectAll('feeds')
    .select('feedWork.dueAt as nextPollAt')
    .where('feeds.id', '=', id)
    .executeTakeFirst();
}

/** Feeds a statement: Postgres takes 65,535 parameters. */
const CHUNK = 1_000;

/** ms. A feed that comes back later than this starts anew: what it published meanwhile is no news any more. */
export const FORGOTTEN_MS = 7 * 86_400_000;

/**
 * Adds feeds to those that are polled, and leaves all others as they are. A feed that is new, has another URL, or had left
 * for more than seven days starts anew: due at once, without validators, with a new baseline. One that comes back sooner is
 * due at once, too, and brings what it published meanwhile. All others keep their next poll, so that a restart causes no
 * early ones.
 *
 * @param sameFiles The files are those that were read before, so that a URL is another only by the value of a variable in it
 *   (a key that was renewed): the feed is the same, and stays so.
 */
export async function addFeeds(
  trx: Transaction<Schema>,
  feeds: Feed[],
  { sameFiles = false }: { sameFiles?: boolean } = {},
): Promise<void> {
  // In one order everywhere: two workers that start at once must not wait for each other in a circle.
  const sorted = feeds.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  for (let from = 0; from < sorted.length; from += CHUNK) {
    await addSome(trx, sorted.slice(from, from + CHUNK), sameFiles);
  }
}

async function addSome(trx: Transaction<Schema>, feeds: Feed[], sameFiles: boolean): Promise<void> {
  const known = await knownAmong(trx, feeds);
  const stands = feeds.map((feed) => ({ feed, stand: standOf(feed, known.get(feed.id), sameFiles) }));
  const idsOf = (wanted: Stand) => stands.flatMap(({ feed, stand }) => (stand === wanted ? [feed.id] : []));

  await configure(trx, feeds);
  const feedsOf = (...wanted: Stand[]) => stands.flatMap(({ feed, stand }) => (wanted.includes(stand) ? [feed] : []));
  await forgetAnswers(trx, feedsOf('anew', 'renewed'));
  await startAnew(trx, idsOf('anew'));
  await takeBack(trx, idsOf('back'));
  await planFeeds(trx, [...idsOf('anew'), ...idsOf('renewed'), ...idsOf('back')]);
  await hasten(trx, idsOf('known'));
}

/** How a feed of the configuration stands to the one that is stored. */
type Stand = 'anew' | 'renewed' | 'back' | 'known';

interface KnownFeed {
  url: string;
  active: boolean;
  /** ms since it left; null when it did not, or nobody knows when. */
  leftMs: number | null;
}

function standOf(feed: Feed, known: KnownFeed | undefined, sameFiles: boolean): Stand {
  if (known?.active && known.url !== feed.url && sameFiles) return 'renewed';
  if (!known || known.url !== feed.url) return 'anew';
  if (known.active) return 'known';
  return known.leftMs === null || known.leftMs >= FORGOTTEN_MS ? 'anew' : 'back';
}

async function knownAmong(trx: Transaction<Schema>, feeds: Feed[]): Promise<Map<string, KnownFeed>> {
  const rows = await trx
    .selectFrom('feeds')
    .select([
      'id',
      'url',
      'active',
      sql<number | null>`(extract(epoch FROM now() - left_at) * 1000)::float8`.as('leftMs'),
    ])
    .where(
      'id',
      'in',
      feeds.map(({ id }) => id),
    )
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  return new Map(rows.map(({ id, ...known }) => [id, known]));
}

/** What the configuration says of feeds. */
async function configure(trx: Transaction<Schema>, feeds: Feed[]): Promise<void> {
  await trx
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
      conflict
        .column('id')
        .doUpdateSet({
          name: sql`excluded.name`,
          country: sql`excluded.country`,
          tags: sql`excluded.tags`,
          everyMs: sql`excluded.every_ms`,
          backfill: sql`excluded.backfill`,
          url: sql`excluded.url`,
          host: sql`CASE WHEN feeds.url = excluded.url THEN feeds.host ELSE excluded.host END`,
        })
        // A start changes nothing, most often.
        .where(sql<boolean>`(feeds.name, feeds.country, feeds.tags, feeds.every_ms, feeds.backfill, feeds.url)
          IS DISTINCT FROM (excluded.name, excluded.country, excluded.tags, excluded.every_ms, excluded.backfill, excluded.url)`),
    )
    .execute();
}

/** What the server said at another address. */
async function forgetAnswers(trx: Transaction<Schema>, feeds: Feed[]): Promise<void> {
  if (feeds.length === 0) return;
  const ids = feeds.map(({ id }) => id);
  const hosts = feeds.map(({ url }) => new URL(url).hostname);
  await trx
    .updateTable('feeds')
    .set({
      goneAt: null,
      etag: null,
      lastModified: null,
      bodyHash: null,
      wholeAt: null,
      freshMs: null,
      movedUrl: null,
      movingTo: null,
      topic: null,
      hubs: [],
      failingSince: null,
      failures: 0,
    })
    .where('id', 'in', ids)
    .execute();
  await sql`UPDATE feeds SET host = given.host FROM unnest(${ids}::text[], ${hosts}::text[]) AS given(id, host)
    WHERE feeds.id = given.id AND feeds.host <> given.host`.execute(trx);
}

async function startAnew(trx: Transaction<Schema>, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await trx
    .updateTable('feeds')
    .set({ active: true, leftAt: null, baselineAt: null, addedAt: sql`now()` })
    .where('id', 'in', ids)
    .execute();
}

async function takeBack(trx: Transaction<Schema>, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await trx.updateTable('feeds').set({ active: true, leftAt: null, goneAt: null }).where('id', 'in', ids).execute();
}

/** An interval that the operator has shortened holds from now on. */
async function hasten(trx: Transaction<Schema>, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    UPDATE feed_work SET due_at = sooner.at, visible_at = CASE WHEN holder IS NULL THEN sooner.at ELSE visible_at END
    FROM (SELECT id, now() + make_interval(secs => every_ms / 1000.0) AS at FROM feeds
      WHERE id = ANY(${ids}) AND every_ms IS NOT NULL) AS sooner
    WHERE feed_work.id = sooner.id AND due_at > sooner.at
      AND feed_work.id IN (SELECT id FROM feed_work WHERE id = ANY(${ids}) ORDER BY id FOR UPDATE)`.execute(trx);
}

/**
 * Makes those of the feeds due at once that are polled: of the configuration, not gone, not paused. What is under way for
 * them can write nothing down any more, nor hold up the next poll.
 */
export async function planFeeds(trx: Transaction<Schema>, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    INSERT INTO feed_work (id, host, failing) SELECT id, host, failures > 0 FROM feeds
    WHERE id = ANY(${ids}) AND active AND gone_at IS NULL AND paused_at IS NULL ORDER BY id
    ON CONFLICT (id) DO UPDATE SET host = excluded.host, failing = excluded.failing, due_at = now(), visible_at = now(),
      holder = NULL, fence = excluded.fence`.execute(trx);
}

/** Takes feeds out of the polling. A poll that is under way writes nothing down any more. */
export async function unplanFeeds(trx: Transaction<Schema>, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`DELETE FROM feed_work
    WHERE id IN (SELECT id FROM feed_work WHERE id = ANY(${ids}) ORDER BY id FOR UPDATE)`.execute(trx);
}
