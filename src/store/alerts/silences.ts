import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { Matcher } from '../../model/route.ts';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';
import type { Schema } from '../schema.ts';
import { interval } from '../work/work.ts';

/** What keeps alerts back, of whom, for how long, and why. */
export interface NewSilence {
  /** Null: of all receivers. */
  receiverId: string | null;
  /** One address of that receiver, see `Address.recipient`; null: all of them. */
  recipient: string | null;
  /** All have to hold; none: of every alert. */
  matchers: readonly Matcher[];
  reason: string;
  /** Who asked for it. */
  author: string;
  /** ms from now until it begins, and until it ends. */
  startsInMs: number;
  endsInMs: number;
  /** Whether its end is told of, with the number of messages that it kept back. */
  tellsEnd: boolean;
}

const SILENCE = z.object({
  id: z.number(),
  receiverId: z.string().nullable(),
  recipient: z.string().nullable(),
  matchers: z.custom<Matcher[]>(),
  reason: z.string(),
  author: z.string(),
  tellsEnd: z.boolean(),
  startsAt: z.date(),
  endsAt: z.date(),
  createdAt: z.date(),
  state: z.enum(['coming', 'active', 'ended']),
});

/** A silence as it stands. */
export type Silence = z.infer<typeof SILENCE>;

const COLUMNS = sql`
  id, receiver_id, recipient, matchers, reason, author, tells_end, starts_at, ends_at, created_at,
  CASE WHEN ends_at <= now() THEN 'ended' WHEN starts_at > now() THEN 'coming' ELSE 'active' END AS state`;

/** Adds a silence; returns its id. */
export async function addSilence(db: Database, silence: NewSilence): Promise<number> {
  const { receiverId, recipient, matchers, reason, author, startsInMs, endsInMs, tellsEnd } = silence;
  const [added] = await readRows(
    db,
    z.object({ id: z.number() }),
    sql`
    INSERT INTO silences (receiver_id, recipient, matchers, reason, author, tells_end, starts_at, ends_at)
    VALUES (${receiverId}, ${recipient}, ${JSON.stringify(matchers)}::jsonb, ${reason}, ${author}, ${tellsEnd},
      now() + ${interval(startsInMs)}, now() + ${interval(endsInMs)})
    RETURNING id`,
  );
  return added!.id;
}

/** Ends a silence now, or before it has begun; false: there is none, or it has ended. */
export async function expireSilence(db: Database, id: number): Promise<boolean> {
  const rows = await readRows(
    db,
    z.object({ id: z.number() }),
    sql`
    UPDATE silences SET ends_at = now(), starts_at = least(starts_at, now()) WHERE id = ${id} AND ends_at > now()
    RETURNING id`,
  );
  return rows.length > 0;
}

/** Silences, the latest first; those that have ended only when asked for. */
export function listSilences(db: Database, { ended, limit }: { ended: boolean; limit: number }): Promise<Silence[]> {
  return readRows(
    db,
    SILENCE,
    sql`SELECT ${COLUMNS} FROM silences ${ended ? sql`` : sql`WHERE ends_at > now()`} ORDER BY id DESC LIMIT ${limit}`,
  );
}

/** One silence, or null. */
export async function findSilence(db: Database, id: number): Promise<Silence | null> {
  const [found] = await readRows(db, SILENCE, sql`SELECT ${COLUMNS} FROM silences WHERE id = ${id}`);
  return found ?? null;
}

/** Those that keep alerts of these receivers back now, the earliest first: readers' links may have made many for others. */
export function activeSilences(trx: Transaction<Schema>, receiverIds: readonly string[]): Promise<Silence[]> {
  return readRows(
    trx,
    SILENCE,
    sql`
    SELECT ${COLUMNS} FROM silences
    WHERE (receiver_id IS NULL OR receiver_id = ANY(${receiverIds}::text[])) AND ends_at > now() AND starts_at <= now()
    ORDER BY id`,
  );
}

/** Silences of stories that became one are of that one, as long as they last. */
export async function mergeSilences(
  trx: Transaction<Schema>,
  storyId: number,
  others: readonly number[],
): Promise<void> {
  const isOther = sql`matcher ->> 'label' = 'story' AND matcher ->> 'operator' = '=' AND matcher ->> 'value' = ANY(${others.map(String)}::text[])`;
  await sql`
    UPDATE silences SET matchers = (
      SELECT jsonb_agg(CASE WHEN ${isOther} THEN jsonb_set(matcher, '{value}', to_jsonb(${String(storyId)}::text)) ELSE matcher END
        ORDER BY place)
      FROM jsonb_array_elements(matchers) WITH ORDINALITY AS given (matcher, place)
    )
    WHERE ends_at > now() AND EXISTS (SELECT FROM jsonb_array_elements(matchers) AS matcher WHERE ${isOther})`.execute(
    trx,
  );
}

const ENDED = z.object({ silenceId: z.number(), reason: z.string(), messages: z.number() });

/**
 * Silences that have ended without the address having been told of it, and how many messages each kept back from it; by that
 * they count as told of.
 */
export function takeEnded(
  trx: Transaction<Schema>,
  { receiverId, recipient }: { receiverId: string; recipient: string },
): Promise<z.infer<typeof ENDED>[]> {
  return readRows(
    trx,
    ENDED,
    sql`
    WITH counted AS (
      UPDATE deliveries SET counted_at = now() FROM silences
      WHERE silence_id = silences.id AND ends_at <= now() AND tells_end AND state = 'suppressed' AND counted_at IS NULL
        AND deliveries.receiver_id = ${receiverId} AND deliveries.recipient = ${recipient}
      RETURNING silence_id, silences.reason
    )
    SELECT silence_id, reason, count(*)::integer AS messages FROM counted GROUP BY silence_id, reason ORDER BY silence_id`,
  );
}

const ADDRESS = z.object({ receiverId: z.string(), recipient: z.string() });

/** Addresses that are to be told that a silence has ended, and that no digest is coming to which would say so. */
export function untoldOfEnds(
  trx: Transaction<Schema>,
  { besides, limit }: { besides: readonly string[]; limit: number },
): Promise<z.infer<typeof ADDRESS>[]> {
  return readRows(
    trx,
    ADDRESS,
    sql`
    SELECT DISTINCT receiver_id, recipient FROM deliveries
    WHERE silence_id IN (SELECT id FROM silences WHERE ends_at <= now() AND tells_end)
      AND state = 'suppressed' AND counted_at IS NULL AND receiver_id <> ALL(${besides}::text[])
      AND NOT EXISTS (
        SELECT FROM alert_groups WHERE alert_groups.receiver_id = deliveries.receiver_id AND flush_at IS NOT NULL
          AND because <> 'group'
      )
    ORDER BY receiver_id, recipient LIMIT ${limit}`,
  );
}

const KEPT = z.object({ id: z.string(), receiverId: z.string(), recipient: z.string() });

/** Messages that a silence kept back and that nobody has had replayed, the oldest first. */
export function keptBackBy(trx: Transaction<Schema>, silenceId: number): Promise<z.infer<typeof KEPT>[]> {
  return readRows(
    trx,
    KEPT,
    sql`
    SELECT id, receiver_id, recipient FROM deliveries
    WHERE silence_id = ${silenceId} AND state = 'suppressed' ORDER BY created_at FOR UPDATE`,
  );
}

/** Takes alerts out of messages that were kept back, since another tells of them. */
export async function replace(trx: Transaction<Schema>, deliveryIds: readonly string[], by: string): Promise<void> {
  await sql`DELETE FROM delivery_alerts WHERE delivery_id = ANY(${deliveryIds}::uuid[])`.execute(trx);
  await sql`
    UPDATE deliveries SET silence_id = NULL, counted_at = now(), reason = reason || ${`; ${by}`}
    WHERE id = ANY(${deliveryIds}::uuid[])`.execute(trx);
}
