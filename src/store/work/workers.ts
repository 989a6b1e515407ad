import { sql, type Transaction } from 'kysely';
import type { Feed } from '../../model/feed.ts';
import type { Database } from '../database.ts';
import { addFeeds, planFeeds, unplanFeeds } from '../feeds/feeds.ts';
import type { Schema } from '../schema.ts';
import { interval } from './work.ts';

/** ms after which a worker that was not heard of is thought to have ended. */
const GONE_MS = 3 * 60_000;

/** ms after which nothing is known of such a worker any more. */
const FORGOTTEN_MS = 3_600_000;

const NAMED = sql<string>`unnest(feed_ids)`.as('id');

/** Those heard of lately. */
const ALIVE = sql<boolean>`seen_at > now() - ${interval(GONE_MS)}`;

/**
 * Tells which feeds the configuration of a worker has. They are added as {@link addFeeds} does. A feed that no running worker's
 * configuration has any more is kept but not polled: a worker with older files takes none from the others.
 *
 * @param workerId A UUID.
 */
export async function declareFeeds(db: Database, workerId: string, feeds: Feed[]): Promise<void> {
  await inTurn(db, async (trx) => {
    const declared = { feedIds: feeds.map(({ id }) => id), seenAt: sql<Date>`now()` };
    await trx
      .insertInto('workers')
      .values({ id: workerId, ...declared })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(declared))
      .execute();
    await addFeeds(trx, feeds);
    await letGo(trx);
  });
}

/**
 * Adds feeds to those of all workers that run, as {@link addFeeds} does, and leaves all others as they are: for what an operator
 * has just added to their configuration. Returns whether there is such a worker.
 */
export async function announceFeeds(db: Database, feeds: Feed[]): Promise<boolean> {
  return inTurn(db, async (trx) => {
    const told = await trx
      .updateTable('workers')
      .set({ feedIds: sql<string[]>`feed_ids || ${feeds.map(({ id }) => id)}` })
      .returning(ALIVE.as('isAlive'))
      .execute();
    await addFeeds(trx, feeds);
    return told.some(({ isAlive }) => isAlive);
  });
}

/**
 * Notes that a worker still runs, and lets go of the feeds of those that ended. One that was not heard of for a while, since
 * its machine slept, gets its feeds back. False when nothing is known of it: then it is to declare its feeds again.
 */
export async function stayDeclared(db: Database, workerId: string): Promise<boolean> {
  return inTurn(db, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('workers')
      .set({ seenAt: sql`now()` })
      .where('id', '=', workerId)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return false;
    const back = await trx
      .updateTable('feeds')
      .set({ active: true, leftAt: null })
      .where('active', '=', false)
      .where('id', 'in', trx.selectFrom('workers').select(NAMED).where('id', '=', workerId))
      .returning('id')
      .execute();
    await planFeeds(
      trx,
      back.map(({ id }) => id),
    );
    await letGo(trx);
    return true;
  });
}

/** Forgets a worker that ends. Its feeds stay: the next to be started has most of them. */
export async function withdrawFeeds(db: Database, workerId: string): Promise<void> {
  await db.deleteFrom('workers').where('id', '=', workerId).execute();
}

/**
 * Those who tell of workers and their feeds do so one after the other: who began later has to see whose feeds are there, or it
 * would take them away. One that stands still at it is ended by the database within seconds (`idle_in_transaction_session_timeout`).
 */
function inTurn<T>(db: Database, tell: (trx: Transaction<Schema>) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (trx) => {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended('workers', 0))`.execute(trx);
    return tell(trx);
  });
}

/** Of workers that ended long ago, and of feeds that no running one has. */
async function letGo(trx: Transaction<Schema>): Promise<void> {
  await trx
    .deleteFrom('workers')
    .where(sql<boolean>`seen_at < now() - ${interval(FORGOTTEN_MS)}`)
    .execute();
  const left = await trx
    .updateTable('feeds')
    .set({ active: false, leftAt: sql`now()` })
    .where('active', '=', true)
    .where(({ eb, selectFrom }) => eb('id', 'not in', selectFrom('workers').select(NAMED).where(ALIVE)))
    .returning('id')
    .execute();
  await unplanFeeds(
    trx,
    left.map(({ id }) => id),
  );
}
