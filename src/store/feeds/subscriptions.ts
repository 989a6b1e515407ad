import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';
import { fromNow, interval } from '../work/work.ts';

/**
 * WebSub subscriptions, one a feed. A hub is asked whenever `due_at` has passed; asking counts as a failure until the
 * hub's verification sets `failures` back to 0, so that a process killed over it leaves nothing to mend.
 */

/** What the feed is to its hubs: the address it calls its own, else the one that is polled. */
const TOPIC = sql<string>`coalesce(feeds.topic, feeds.moved_url, feeds.url)`;

/** The feed is polled. */
const POLLED = sql<SqlBool>`(feeds.active AND feeds.gone_at IS NULL)`;

/** The feed is polled, and still names this hub and this topic. To be joined with `feeds`. */
const WANTED = sql<SqlBool>`(${POLLED} AND subscriptions.hub = ANY(feeds.hubs) AND subscriptions.topic = ${TOPIC})`;

/** Verified, and the lease still runs. */
const LIVE = sql<SqlBool>`(state = 'verified' AND expires_at > now())`;

/** ms in which a hub may verify what it was asked for; later that comes out of nowhere. */
const ANSWER_MS = 24 * 3_600_000;

/** ms that a subscription nobody wants is kept for, so that the hub can have its end confirmed. */
const FAREWELL_MS = 3_600_000;

const UNSUBSCRIBED = z.object({ feedId: z.string(), hubs: z.array(z.string()), topic: z.string() });

/** A feed that names hubs and is subscribed to at none. */
export type Unsubscribed = z.infer<typeof UNSUBSCRIBED>;

/** The feeds that name hubs and have no subscription. */
export function listUnsubscribed(db: Database): Promise<Unsubscribed[]> {
  return readRows(
    db,
    UNSUBSCRIBED,
    sql`
    SELECT id AS feed_id, hubs, ${TOPIC} AS topic FROM feeds
    WHERE ${POLLED} AND paused_at IS NULL AND hubs <> '{}'
      AND NOT EXISTS (SELECT FROM subscriptions WHERE feed_id = feeds.id)`,
  );
}

/** Adds a subscription that is to be asked for at once. Does nothing when the feed has one. */
export async function addSubscription(
  db: Database,
  subscription: { feedId: string; hub: string; topic: string; secret: string },
): Promise<void> {
  await db
    .insertInto('subscriptions')
    .values({ ...subscription, state: 'asked' })
    .onConflict((conflict) => conflict.column('feedId').doNothing())
    .execute();
}

/** A subscription and whose it is. */
const SUBSCRIPTION = z.object({
  feedId: z.string(),
  id: z.string(),
  hub: z.string(),
  topic: z.string(),
  secret: z.string(),
});

const DUE_SUBSCRIPTION = SUBSCRIPTION.extend({
  /** How often hubs were asked in a row without a verification, this time included. */
  failures: z.number(),
  /** The lease still runs: this is a renewal. */
  isLive: z.boolean(),
  /** All hubs that the feed names. */
  hubs: z.array(z.string()),
});

/** A subscription that a hub is now to be asked for. */
export type DueSubscription = z.infer<typeof DUE_SUBSCRIPTION>;

/** Takes up to `limit` subscriptions whose hub is to be asked; each comes due again after `holdMs`, unless its outcome is recorded. */
export function claimDueSubscriptions(db: Database, limit: number, holdMs: number): Promise<DueSubscription[]> {
  return readRows(
    db,
    DUE_SUBSCRIPTION,
    sql`
    UPDATE subscriptions SET asked_at = now(), due_at = now() + ${interval(holdMs)}, failures = subscriptions.failures + 1,
      state = CASE WHEN ${LIVE} THEN 'verified' ELSE 'asked' END
    FROM feeds
    WHERE feeds.id = feed_id AND subscriptions.id IN (
      SELECT subscriptions.id FROM subscriptions JOIN feeds ON feeds.id = feed_id
      WHERE due_at <= now() AND ${WANTED} AND paused_at IS NULL
      ORDER BY due_at LIMIT ${limit} FOR UPDATE OF subscriptions SKIP LOCKED
    )
    RETURNING feed_id, subscriptions.id, hub, subscriptions.topic, secret, subscriptions.failures, ${LIVE} AS is_live, hubs`,
  );
}

/**
 * Gives a subscription to another hub, under a new id and with a new secret: the one before must neither verify nor push
 * any more. Null when it was removed meanwhile.
 */
export async function moveSubscription(
  db: Database,
  due: DueSubscription,
  hub: string,
  secret: string,
): Promise<DueSubscription | null> {
  const row = await db
    .updateTable('subscriptions')
    .set({ hub, secret, id: sql`gen_random_uuid()`, verifiedAt: null, expiresAt: null })
    .where('id', '=', due.id)
    .returning('id')
    .executeTakeFirst();
  return row ? { ...due, hub, secret, id: row.id } : null;
}

/** What came of asking a hub. */
export interface AskRecord {
  /** `accepted`: the hub will verify. `postponed`: nothing was sent, and nothing failed. */
  kind: 'accepted' | 'failed' | 'postponed';
  /** For operators. */
  reason: string | null;
  /** ms until it is asked again. */
  nextInMs: number;
}

/** Records what came of asking. Does nothing when the hub has verified or denied meanwhile. */
export async function recordAsk(db: Database, due: DueSubscription, record: AskRecord): Promise<void> {
  await db
    .updateTable('subscriptions')
    .set({
      reason: record.reason,
      dueAt: fromNow(record.nextInMs),
      ...(record.kind === 'postponed' && { failures: sql`failures - 1` }),
      ...(record.kind === 'failed' && { state: sql`CASE WHEN ${LIVE} THEN 'verified' ELSE 'failed' END` }),
    })
    .where('id', '=', due.id)
    .where('failures', '=', due.failures)
    .where('state', 'in', ['asked', 'verified'])
    .execute();
}

const CALLBACK_SUBSCRIPTION = SUBSCRIPTION.extend({
  failures: z.number(),
  isWanted: z.boolean(),
  wasAsked: z.boolean(),
  hubs: z.array(z.string()),
});

/** A subscription as its callback needs it. */
export type CallbackSubscription = z.infer<typeof CALLBACK_SUBSCRIPTION>;

/** The subscription whose callback has this id, or undefined. */
export async function findCallback(db: Database, id: string): Promise<CallbackSubscription | undefined> {
  const [found] = await readRows(
    db,
    CALLBACK_SUBSCRIPTION,
    sql`
    SELECT feed_id, subscriptions.id, hub, subscriptions.topic, secret, subscriptions.failures, ${WANTED} AS is_wanted,
      asked_at > now() - ${interval(ANSWER_MS)} AS was_asked, hubs
    FROM subscriptions JOIN feeds ON feeds.id = feed_id WHERE subscriptions.id = ${id}`,
  );
  return found;
}

/** The hub has verified: the subscription holds for `leaseMs` and is to be renewed in `renewInMs`. */
export async function verifySubscription(
  db: Database,
  id: string,
  { leaseMs, renewInMs }: { leaseMs: number; renewInMs: number },
): Promise<void> {
  await db
    .updateTable('subscriptions')
    .set({
      state: 'verified',
      reason: null,
      verifiedAt: sql`now()`,
      expiresAt: fromNow(leaseMs),
      dueAt: fromNow(renewInMs),
      failures: 0,
    })
    .where('id', '=', id)
    .execute();
}

/** The hub has denied, perhaps what it granted before; a hub is asked again in `nextInMs`. */
export async function denySubscription(
  db: Database,
  id: string,
  { reason, nextInMs }: { reason: string; nextInMs: number },
): Promise<void> {
  await db
    .updateTable('subscriptions')
    .set({ state: 'denied', reason, expiresAt: null, dueAt: fromNow(nextInMs) })
    .where('id', '=', id)
    .execute();
}

/** The hub is done with it. */
export async function removeSubscription(db: Database, id: string): Promise<void> {
  await db.deleteFrom('subscriptions').where('id', '=', id).execute();
}

/** A subscription that the hub is to be asked to end. */
export type UnwantedSubscription = z.infer<typeof SUBSCRIPTION>;

/**
 * Takes up to `limit` subscriptions whose feed left, or names another hub or topic now, for their hubs to be asked to
 * end them: once, since a lease ends by itself. They are removed when the hub confirms, or after an hour.
 */
export async function claimUnwantedSubscriptions(db: Database, limit: number): Promise<UnwantedSubscription[]> {
  const unwanted = (rest: RawBuilder<SqlBool>) =>
    sql`SELECT subscriptions.id FROM subscriptions JOIN feeds ON feeds.id = feed_id WHERE NOT ${WANTED} AND ${rest}`;
  await sql`DELETE FROM subscriptions WHERE id IN (
    ${unwanted(sql`state IN ('failed', 'denied') AND asked_at < now() - ${interval(FAREWELL_MS)}`)})`.execute(db);
  return readRows(
    db,
    SUBSCRIPTION,
    sql`
    UPDATE subscriptions SET state = 'failed', reason = 'not wanted any more', asked_at = now(),
      due_at = now() + ${interval(FAREWELL_MS)}, expires_at = NULL
    WHERE id IN (
      ${unwanted(sql`state IN ('asked', 'verified')`)} LIMIT ${limit} FOR UPDATE OF subscriptions SKIP LOCKED)
    RETURNING feed_id, id, hub, topic, secret`,
  );
}

/** ms for which a hub that pushed is trusted to push again. */
const TRUST_MS = 24 * 3_600_000;

/** True while a hub sends the feed's news: the subscription is verified, and something was pushed within the last day. */
export async function isPushed(db: Database, feedId: string): Promise<boolean> {
  const { rows } = await sql`SELECT FROM subscriptions
    WHERE feed_id = ${feedId} AND ${LIVE} AND last_push_at > now() - ${interval(TRUST_MS)}`.execute(db);
  return rows.length > 0;
}

/** A poll found what the hub had not pushed: it is not trusted until it pushes again. */
export async function distrustHub(db: Database, feedId: string): Promise<void> {
  await db.updateTable('subscriptions').set({ lastPushAt: null }).where('feedId', '=', feedId).execute();
}
