import { type RawBuilder, sql, type Transaction } from 'kysely';
import { z } from 'zod';
import { CANARY_ID } from '../../model/canary.ts';
import type { Address, Notice } from '../../model/delivery.ts';
import type { Database } from '../database.ts';
import { type NoticeText, raiseNotice } from '../feeds/notices.ts';
import { readRows } from '../rows.ts';
import type { Schema } from '../schema.ts';
import { DEAD_MS } from '../work/processes.ts';
import { interval, type WorkTable } from '../work/work.ts';

/** How far back dead deliveries and items that were given up are still trouble. */
const RECENT = sql`now() - interval '1 day'`;
/** ms that work may be due without anybody taking it. */
const STANDS_MS = 5 * 60_000;
/** ms without a tick, which is due every second. */
const LATE_TICK_MS = 60_000;
/** ms that something has to be over before it is told so: what comes and goes is told once. */
const OVER_MS = 2 * 60_000;
/** ms that an endpoint may want to be left alone before somebody is told. */
const THROTTLED_MS = 30 * 60_000;
/** Attempts at an endpoint that failed in a row: minutes of it where several wait, most of an hour for a single one. */
const MANY_FAILURES = 10;

/** How many messages wait for an endpoint, and for which receivers: many have one at the same host. */
const WAITING = sql`(
  SELECT count(*)::integer AS waiting, coalesce(' (for ' || string_agg(DISTINCT receiver_id, ', ') || ')', '') AS whose
  FROM delivery_work JOIN deliveries USING (id) WHERE endpoint = key
) AS counted`;

/** What is due longer than it should be does not stand where others are under way: there is merely much of it. */
function nobodyIsAt(table: WorkTable): RawBuilder<unknown> {
  return sql`NOT EXISTS (SELECT FROM ${sql.table(table)} AS under_way WHERE holder = 'worker' AND visible_at > now())`;
}

const TROUBLE = z.object({
  about: z.string(),
  subject: z.string(),
  kind: z.string(),
  reason: z.string(),
  /** Messages that wait for its end; null: none can. */
  waiting: z.number().nullable(),
});

/** Kinds that are not told to be over: nothing is, but that a day has passed. */
const PAST = ['dead', 'given_up'];

/** Kinds of trouble that {@link findTroubles} finds. */
const KINDS = ['held', 'failing', 'throttled', 'unknown', 'dead', 'given_up', 'stands', 'clock', 'config', 'canary'];

/**
 * What operators have to know besides their feeds: endpoints that wait for them, messages that are dead, articles that were
 * given up, work that nobody takes, a clock that was set, and a configuration that does not run.
 */
export function findTroubles(db: Database): Promise<NoticeText[]> {
  return readRows(
    db,
    TROUBLE,
    sql`
    SELECT 'endpoint' AS about, key AS subject, 'held' AS kind,
      label || whose || ' has to be mended: ' || reason AS reason, waiting
    FROM endpoints, LATERAL ${WAITING}
    WHERE held_since IS NOT NULL
    UNION ALL
    SELECT 'endpoint', key, 'failing', label || whose || ' has taken no message in ' || failures + refusals || ' attempts'
      || coalesce('; the last: ' || reason, ''), waiting
    FROM endpoints, LATERAL ${WAITING}
    WHERE held_since IS NULL AND failures + refusals >= ${MANY_FAILURES} AND waiting > 0
    UNION ALL
    SELECT 'endpoint', key, 'throttled', label || whose || ' has wanted to be left alone since '
      || to_char(throttled_since AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC', waiting
    FROM endpoints, LATERAL ${WAITING}
    WHERE throttled_since < now() - ${interval(THROTTLED_MS)} AND waiting > 0
    UNION ALL
    SELECT 'receiver', receiver_id, 'unknown', 'messages that wait for ' || receiver_id || coalesce(' at '
      || string_agg(nullif(recipient, ''), ', '), '') || ', which is not in the configuration', sum(waiting)::integer
    FROM (
      SELECT receiver_id, recipient, count(*) AS waiting
      FROM delivery_work JOIN deliveries USING (id) JOIN addresses USING (receiver_id, recipient)
      WHERE removed_at IS NOT NULL GROUP BY receiver_id, recipient
    ) AS counted
    GROUP BY receiver_id
    UNION ALL
    -- A day's are one notice: what is given up tomorrow is told anew.
    SELECT 'receiver', receiver_id || ' on ' || to_char(died_at AT TIME ZONE 'UTC', 'YYYY-MM-DD'), 'dead',
      'messages to ' || receiver_id || ' that were given up: ' || count(*)
      || '; the last: ' || (array_agg(coalesce('to ' || nullif(recipient, '') || ', ', '') || reason ORDER BY died_at DESC))[1], NULL
    FROM deliveries
    WHERE state = 'dead' AND died_at > ${RECENT} AND payload -> 'isTest' IS NULL
    GROUP BY receiver_id, to_char(died_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')
    UNION ALL
    SELECT 'articles', feed_id, 'given_up', 'articles of ' || feed_id || ' that were given up: ' || count(*)
      || '; the last: ' || (array_agg(reason ORDER BY id DESC))[1], NULL
    FROM feed_items WHERE state = 'failed' AND seen_at > ${RECENT} GROUP BY feed_id
    UNION ALL
    SELECT 'wirewatch', what, 'stands', what || ' that nobody has taken for '
      || round(extract(epoch FROM now() - since) / 60) || ' minutes: ' || number, NULL
    FROM (
      SELECT 'polls' AS what, count(*) AS number, min(due_at) AS since FROM feed_work
      WHERE due_at < now() - ${interval(STANDS_MS)} AND visible_at < now() + ${interval(STANDS_MS)} AND ${nobodyIsAt('feed_work')}
        -- What waits for a turn at its host does not stand.
        AND NOT EXISTS (SELECT FROM hosts WHERE hosts.host = feed_work.host
          AND greatest(next_at, quiet_until) > now() - ${interval(STANDS_MS)})
      UNION ALL
      SELECT 'articles to read', count(*), min(visible_at) FROM item_work
      WHERE visible_at < now() - ${interval(STANDS_MS)} AND ${nobodyIsAt('item_work')}
      UNION ALL
      SELECT 'messages to send', count(*), min(greatest(made_at, next_at)) FROM delivery_work JOIN endpoints ON key = endpoint
      WHERE failures = 0 AND (visible_at <= now() OR holder = 'queue') AND ${nobodyIsAt('delivery_work')}
        AND greatest(made_at, quiet_until, next_at) < now() - ${interval(STANDS_MS)}
    ) AS standing WHERE number > 0
    UNION ALL
    SELECT 'wirewatch', 'queue', 'stands', 'nothing has been put into the queues since '
      || to_char(at AT TIME ZONE 'UTC', 'HH24:MI') || ' UTC', NULL
    FROM heartbeats WHERE name = 'tick' AND at < now() - ${interval(LATE_TICK_MS)}
    UNION ALL
    -- One for those that look at the same files.
    SELECT DISTINCT ON (subject) 'wirewatch', subject, 'config', reason, NULL::integer FROM processes, LATERAL (
      SELECT report ->> 'host' || ':' || (report ->> 'directory') AS subject, CASE
        WHEN report -> 'disk' ->> 'kind' = 'invalid' THEN 'the configuration on ' || (report ->> 'host')
          || ' is wrong, and version ' || (report ->> 'version') || ' goes on: ' || (report -> 'disk' -> 'problems' ->> 0)
          || CASE WHEN (report -> 'disk' ->> 'count')::integer > 1
            THEN '; problems in all: ' || (report -> 'disk' ->> 'count') ELSE '' END
        WHEN report ->> 'stuck' IS NOT NULL THEN 'on ' || (report ->> 'host') || ', ' || (report ->> 'stuck')
          || '; version ' || (report ->> 'version') || ' goes on there'
        WHEN report -> 'disk' ->> 'kind' = 'behind' THEN 'on ' || (report ->> 'host') || ', ' || (report -> 'disk' ->> 'reason')
      END AS reason
    ) AS standing
    WHERE reason IS NOT NULL AND seen_at > now() - ${interval(DEAD_MS)}
    UNION ALL
    -- Raised by who noticed it, and over when one arrives.
    SELECT about, subject, kind, reason, waiting FROM notices
    WHERE kind = 'canary' AND cleared_at IS NULL
      AND EXISTS (SELECT FROM feeds WHERE id = ${CANARY_ID} AND active)
      AND NOT EXISTS (SELECT FROM canary_runs WHERE arrived_at > raised_at)
    UNION ALL
    -- Raised by who noticed it; it is over as it begins, and stands long enough to be seen.
    SELECT about, subject, kind, reason, waiting FROM notices
    WHERE kind = 'clock' AND cleared_at IS NULL AND raised_at > now() - interval '1 hour'`,
  );
}

/** Raises what is new among the troubles, and closes the notices of what is over. Returns what was raised and closed. */
export async function settleTroubles(
  db: Database,
  troubles: NoticeText[],
): Promise<{ raised: NoticeText[]; cleared: NoticeText[] }> {
  const raised: NoticeText[] = [];
  for (const trouble of troubles) if (await raiseNotice(db, trouble)) raised.push(trouble);
  const going = troubles.map(({ about, subject, kind }) => `${about}\n${subject}\n${kind}`);
  const cleared = await db
    .updateTable('notices')
    .set({ clearedAt: sql`now()` })
    .where('clearedAt', 'is', null)
    .where('kind', 'in', KINDS)
    .where('about', '<>', 'feed')
    .where(sql<boolean>`about || E'\n' || subject || E'\n' || kind <> ALL(${going}::text[])`)
    .returning(['about', 'subject', 'kind', 'reason', 'waiting'])
    .execute();
  return { raised, cleared };
}

/** What the receivers of notices have not been told. */
export interface Untold {
  begun: NoticeText[];
  ended: NoticeText[];
}

/**
 * Takes what the receivers of notices have not been told and has stood for `settledMs`, so that what begins together is told
 * together, and what has been over for some minutes. What began again before that goes on. To be told in the same transaction.
 */
export async function takeUntold(trx: Transaction<Schema>, settledMs: number): Promise<Untold> {
  await sql`
    WITH again AS (
      SELECT ended.id AS ended, again.id AS again FROM notices AS ended JOIN notices AS again USING (about, subject, kind)
      WHERE ended.told_at IS NOT NULL AND ended.cleared_at IS NOT NULL AND ended.end_told_at IS NULL
        AND again.cleared_at IS NULL AND again.told_at IS NULL
    )
    UPDATE notices SET told_at = now(), end_told_at = CASE WHEN cleared_at IS NULL THEN NULL ELSE now() END FROM again
    WHERE id IN (ended, again)`.execute(trx);
  const begun = await trx
    .updateTable('notices')
    .set({ toldAt: sql`now()` })
    .where('toldAt', 'is', null)
    .where('clearedAt', 'is', null)
    .where(sql<boolean>`raised_at < now() - ${interval(settledMs)}`)
    .returning(['about', 'subject', 'kind', 'reason', 'waiting'])
    .execute();
  const ended = await trx
    .updateTable('notices')
    .set({ endToldAt: sql`now()` })
    .where('endToldAt', 'is', null)
    .where('toldAt', 'is not', null)
    .where('kind', 'not in', PAST)
    // What fails again, if not often enough yet to be told anew, is not over.
    .where(
      sql<boolean>`(about <> 'endpoint' OR NOT EXISTS (SELECT FROM endpoints WHERE key = subject AND failures > 0))`,
    )
    .where(sql<boolean>`cleared_at < now() - ${interval(OVER_MS)}`)
    .returning(['about', 'subject', 'kind', 'reason', 'waiting'])
    .execute();
  return { begun, ended };
}

/** Endpoints that do not work: some of these wait for the operator. */
export interface BrokenEndpoints {
  /** Keys of those that wait for the operator. */
  held: string[];
  /** Keys of these, and of those whose last attempt failed. */
  all: string[];
}

/** Endpoints that do not work. */
export async function brokenEndpoints(db: Database): Promise<BrokenEndpoints> {
  const rows = await db
    .selectFrom('endpoints')
    .select(['key', 'heldSince'])
    .where(({ or, eb }) => or([eb('heldSince', 'is not', null), eb('failures', '>', 0)]))
    .execute();
  return {
    held: rows.filter(({ heldSince }) => heldSince !== null).map(({ key }) => key),
    all: rows.map(({ key }) => key),
  };
}

/** Makes a delivery of a notice to each of the addresses; `rank` is its place in the line. */
export async function deliverNotice(
  trx: Transaction<Schema>,
  notice: Notice,
  addresses: Address[],
  rank: number,
): Promise<void> {
  for (const { receiverId, recipient, endpoint } of addresses) {
    await trx
      .insertInto('endpoints')
      .values(endpoint)
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute();
    const { id } = await trx
      .insertInto('deliveries')
      .values({ receiverId, recipient, payload: JSON.stringify(notice) })
      .returning('id')
      .executeTakeFirstOrThrow();
    await trx.insertInto('deliveryWork').values({ id, endpoint: endpoint.key, rank }).execute();
  }
}
