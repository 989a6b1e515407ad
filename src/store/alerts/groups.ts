import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { Alert, Development } from '../../model/delivery.ts';
import type { Evidence } from '../../model/watch.ts';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';
import type { Schema } from '../schema.ts';
import { interval } from '../work/work.ts';
import type { GroupKey } from './raise.ts';

const GROUP = z.object({
  receiverId: z.string(),
  route: z.string(),
  key: z.string(),
  /** Null: none of its alerts waits. */
  flushAt: z.date().nullable(),
  /** Null: it was not told yet. */
  flushedAt: z.date().nullable(),
});

/** How a group stands. */
export type GroupStanding = z.infer<typeof GROUP>;

/** In which groups are locked: what waits in one of its own may be moved into those that gather. */
const IN_ORDER = sql`ORDER BY alert_groups.key IN ('digest', 'mute', 'flood'), alert_groups.id`;

/** How these groups stand, of which nobody else adds to or tells any until the transaction ends. */
export function lockGroups(trx: Transaction<Schema>, groups: readonly GroupKey[]): Promise<GroupStanding[]> {
  if (groups.length === 0) return Promise.resolve([]);
  const given = groups.map(({ receiverId, route, key }) => ({ receiver_id: receiverId, route, key }));
  return readRows(
    trx,
    GROUP,
    sql`
    SELECT receiver_id, route, key, flush_at, flushed_at
    FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS given (receiver_id text, route text, key text)
      JOIN alert_groups USING (receiver_id, route, key)
    ${IN_ORDER} FOR UPDATE OF alert_groups`,
  );
}

/** The time of the database. */
export async function timeOfDatabase(trx: Transaction<Schema>): Promise<Date> {
  const [row] = await readRows(trx, z.object({ now: z.date() }), sql`SELECT now() AS now`);
  return row!.now;
}

/** Whether more messages than so many were made for one of the addresses of a receiver within the last so many ms. */
export async function isFlooded(
  trx: Transaction<Schema>,
  { receiverId, moreThan, withinMs }: { receiverId: string; moreThan: number; withinMs: number },
): Promise<boolean> {
  const rows = await readRows(
    trx,
    z.object({ messages: z.number() }),
    sql`
    SELECT count(*)::integer AS messages FROM (
      SELECT recipient FROM deliveries
      WHERE receiver_id = ${receiverId} AND created_at > now() - ${interval(withinMs)} AND state <> 'suppressed'
    ) AS made GROUP BY recipient HAVING count(*) >= ${moreThan} LIMIT 1`,
  );
  return rows.length > 0;
}

const LABELLED = z.object({
  watch: z.custom<Alert['watch']>(),
  storyId: z.number(),
  article: z.object({
    url: z.string().nullable(),
    canonicalUrl: z.string().nullable(),
    language: z.string().nullable(),
    outlet: z.string().nullable(),
    country: z.string().nullable(),
    tags: z.array(z.string()),
  }),
});

/** What an alert is routed by. */
export type LabelledAlert = z.infer<typeof LABELLED>;

const LABELLED_COLUMNS = sql`
  alerts.watch, coalesce((SELECT merged_into FROM stories WHERE stories.id = alerts.story_id), alerts.story_id) AS story_id,
  jsonb_build_object('url', url, 'canonicalUrl', canonical_url, 'language', language, 'outlet', outlet, 'country', country,
    'tags', tags) AS article`;

/** Alerts of the last so many ms, the latest first. */
export function latestAlerts(
  trx: Transaction<Schema>,
  { withinMs, limit }: { withinMs: number; limit: number },
): Promise<LabelledAlert[]> {
  return readRows(
    trx,
    LABELLED,
    sql`
    SELECT ${LABELLED_COLUMNS} FROM alerts JOIN matches ON matches.id = match_id JOIN articles ON articles.id = article_id
    WHERE alerts.created_at > now() - ${interval(withinMs)} ORDER BY alerts.created_at DESC LIMIT ${limit}`,
  );
}

const DUE = GROUP.extend({ id: z.number(), because: z.string(), openedAt: z.date() });

/** A group whose time has come. */
export type DueGroup = z.infer<typeof DUE>;

/**
 * A group whose alerts are to be told now, for the length of the transaction; null: there is none. One that somebody adds to at
 * the moment comes after the others, and is waited for: in a flood somebody always does.
 */
export async function takeDueGroup(trx: Transaction<Schema>): Promise<DueGroup | null> {
  const due = sql`
    SELECT id, receiver_id, route, key, because, flush_at, flushed_at, opened_at FROM alert_groups
    WHERE flush_at <= now() ORDER BY flush_at LIMIT 1 FOR UPDATE`;
  const [free] = await readRows(trx, DUE, sql`${due} SKIP LOCKED`);
  return free ?? (await readRows(trx, DUE, due))[0] ?? null;
}

const WAITING = LABELLED.extend({ alertId: z.string(), articleId: z.number(), rank: z.number(), addedAt: z.date() });

/** An alert that waits in a group. */
export type WaitingAlert = z.infer<typeof WAITING>;

/** The alerts that wait in a group, those first that go first and then the latest. */
export function waitingIn(trx: Transaction<Schema>, groupId: number, limit: number): Promise<WaitingAlert[]> {
  return readRows(
    trx,
    WAITING,
    sql`
    SELECT ${LABELLED_COLUMNS}, alerts.id AS alert_id, article_id, rank, added_at
    FROM group_alerts JOIN alerts ON alerts.id = alert_id JOIN matches ON matches.id = match_id
      JOIN articles ON articles.id = article_id
    WHERE group_id = ${groupId} ORDER BY rank, added_at DESC, alerts.id LIMIT ${limit}`,
  );
}

/** The same of alerts that messages tell of. */
export function alertsTold(trx: Transaction<Schema>, deliveryIds: readonly string[]): Promise<WaitingAlert[]> {
  return readRows(
    trx,
    WAITING,
    sql`
    SELECT DISTINCT ON (alerts.id) ${LABELLED_COLUMNS}, alerts.id AS alert_id, article_id, 0 AS rank, alerts.created_at AS added_at
    FROM delivery_alerts JOIN alerts ON alerts.id = alert_id JOIN matches ON matches.id = match_id
      JOIN articles ON articles.id = article_id
    WHERE delivery_id = ANY(${deliveryIds}::uuid[])`,
  );
}

const RAISED = z.object({
  id: z.string(),
  watch: z.custom<Alert['watch']>(),
  evidence: z.custom<Evidence>(),
  development: z.custom<Development>().nullable(),
});

/** Alerts as messages tell them, in the order that they are asked for. */
export function readAlerts(trx: Transaction<Schema>, ids: readonly string[]): Promise<Alert[]> {
  return readRows(
    trx,
    RAISED,
    sql`
    SELECT alerts.id, watch, evidence, development FROM alerts JOIN matches ON matches.id = match_id
    WHERE alerts.id = ANY(${ids}::uuid[]) ORDER BY array_position(${ids}::uuid[], alerts.id)`,
  );
}

/** What waits of stories that became one waits together from now on, until the soonest of their times. */
export async function mergeGroups(trx: Transaction<Schema>, storyId: number, others: readonly number[]): Promise<void> {
  // Held first: what somebody adds to one of them at this moment is to be seen by what moves its alerts.
  const parted = await readRows(
    trx,
    z.object({ id: z.number() }),
    sql`
    SELECT id FROM alert_groups
    WHERE split_part(key, ' ', 2) = ANY(${others.map(String)}::text[]) AND id IN (
      SELECT group_id FROM alerts JOIN group_alerts ON alert_id = alerts.id WHERE story_id = ANY(${[storyId, ...others]})
    )
    ${IN_ORDER} FOR UPDATE`,
  );
  if (parted.length === 0) return;
  const ids = parted.map(({ id }) => id);
  await sql`
    WITH parted AS (
      SELECT *, split_part(key, ' ', 1) || ' ' || ${storyId}::text AS joined FROM alert_groups WHERE id = ANY(${ids})
    ),
    joint AS (
      INSERT INTO alert_groups (receiver_id, route, key, because, flush_at)
      SELECT receiver_id, route, joined, min(because), min(flush_at) FROM parted GROUP BY receiver_id, route, joined
      ON CONFLICT (receiver_id, route, key) DO UPDATE SET flush_at = least(alert_groups.flush_at, excluded.flush_at)
      RETURNING id, receiver_id, route, key
    )
    UPDATE group_alerts SET group_id = joint.id
    FROM parted JOIN joint ON (joint.receiver_id, joint.route, joint.key) = (parted.receiver_id, parted.route, joined)
    WHERE group_id = parted.id`.execute(trx);
  await trx.deleteFrom('alertGroups').where('id', 'in', ids).execute();
}

/** Groups whose time has not come, which nobody else adds to or tells until the transaction ends. */
export function waitingGroups(trx: Transaction<Schema>): Promise<(DueGroup & { flushAt: Date })[]> {
  return readRows(
    trx,
    DUE.extend({ flushAt: z.date() }),
    sql`
    SELECT id, receiver_id, route, key, because, flush_at, flushed_at, opened_at FROM alert_groups
    WHERE flush_at > now() ${IN_ORDER} FOR UPDATE`,
  );
}

/** What waits in a group waits in another from now on, and until then at the latest. */
export async function moveWaiting(
  trx: Transaction<Schema>,
  groupId: number,
  { receiverId, route, key, because, until }: GroupKey & { because: string; until: Date },
): Promise<void> {
  await sql`
    WITH goal AS (
      INSERT INTO alert_groups (receiver_id, route, key, because, flush_at)
      VALUES (${receiverId}, ${route}, ${key}, ${because}, ${until})
      ON CONFLICT (receiver_id, route, key) DO UPDATE SET flush_at = least(alert_groups.flush_at, excluded.flush_at),
        because = CASE WHEN alert_groups.flush_at IS NULL THEN excluded.because ELSE alert_groups.because END
      RETURNING id
    )
    UPDATE group_alerts SET group_id = goal.id FROM goal WHERE group_id = ${groupId}`.execute(trx);
  await sql`UPDATE alert_groups SET flush_at = NULL WHERE id = ${groupId}`.execute(trx);
}

/** Since when a receiver is in the active configuration no more; `there`: he is; null: nobody knows. */
export async function standingOfReceiver(trx: Database, receiverId: string): Promise<'there' | Date | null> {
  const rows = await trx.selectFrom('addresses').select('removedAt').where('receiverId', '=', receiverId).execute();
  if (rows.some(({ removedAt }) => removedAt === null)) return 'there';
  return rows.reduce<Date | null>((last, { removedAt }) => (last && last > removedAt! ? last : removedAt), null);
}

/** Puts a group's time off: until then, or for so many ms. */
export async function putOff(db: Database, groupId: number, until: Date | number): Promise<void> {
  const time = typeof until === 'number' ? sql`now() + ${interval(until)}` : until;
  await sql`UPDATE alert_groups SET flush_at = ${time} WHERE id = ${groupId}`.execute(db);
}

/** Some of a group's alerts have been told; those that are left are due. */
export async function leaveGroup(
  trx: Transaction<Schema>,
  groupId: number,
  alertIds: readonly string[],
): Promise<void> {
  await sql`DELETE FROM group_alerts WHERE group_id = ${groupId} AND alert_id = ANY(${alertIds}::uuid[])`.execute(trx);
  await sql`
    UPDATE alert_groups SET flushed_at = now(),
      flush_at = CASE WHEN EXISTS (SELECT FROM group_alerts WHERE group_id = ${groupId}) THEN now() END
    WHERE id = ${groupId}`.execute(trx);
}

/** Forgets groups that nothing was added to or told of for so many ms. */
export async function forgetGroups(trx: Transaction<Schema>, { olderThanMs }: { olderThanMs: number }): Promise<void> {
  await sql`
    DELETE FROM alert_groups WHERE id IN (
      SELECT id FROM alert_groups WHERE flush_at IS NULL
        AND coalesce(flushed_at, opened_at) < now() - ${interval(olderThanMs)} LIMIT 1000 FOR UPDATE SKIP LOCKED
    )`.execute(trx);
}
