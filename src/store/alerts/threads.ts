import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { Address, Coverage } from '../../model/delivery.ts';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';
import type { Schema } from '../schema.ts';
import { LANGUAGE, OUTLET, reachOf } from '../stories/coverage.ts';
import { interval } from '../work/work.ts';

/** ms without coverage after which a thread is closed. */
const OPEN_FOR_MS = 48 * 3_600_000;

/** A thread that may begin with the first message of a story at an address. */
export interface NewThread {
  address: Pick<Address, 'receiverId' | 'recipient'>;
  /** By which it was told of, see `Route.path`. */
  route: string;
  /** ms between two messages in it. */
  intervalMs: number;
}

/**
 * Begins the threads of stories whose messages were made in this transaction; where there is one already, its receiver
 * knows by now what the story has.
 */
export async function openThreads(
  trx: Transaction<Schema>,
  storyIds: readonly number[],
  threads: readonly NewThread[],
): Promise<void> {
  if (threads.length === 0) return;
  const given = threads.map(({ address, route, intervalMs }) => ({
    ...{ receiver_id: address.receiverId, recipient: address.recipient, route, interval_ms: intervalMs },
  }));
  await sql`
    INSERT INTO threads (story_id, receiver_id, recipient, delivery_id, route, interval_ms, outlets, languages)
    SELECT told.story_id, receiver_id, recipient, first.id, route, interval_ms, known.outlets, known.languages
    FROM (
      SELECT DISTINCT ON (receiver_id, recipient) *
      FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
        AS given (receiver_id text, recipient text, route text, interval_ms bigint)
    ) AS given, unnest(${storyIds}::bigint[]) AS told (story_id),
      LATERAL (
        SELECT deliveries.id FROM alerts JOIN delivery_alerts ON alert_id = alerts.id JOIN deliveries ON deliveries.id = delivery_id
        WHERE alerts.story_id = told.story_id AND delivery_alerts.receiver_id = given.receiver_id
          AND delivery_alerts.recipient = given.recipient AND state NOT IN ('suppressed', 'dead')
          AND payload ->> 'kind' = 'news'
        -- One that was sent, and is not found again, begins a thread only where none is.
        ORDER BY state = 'sent' AND receipt IS NULL, deliveries.created_at LIMIT 1
      ) AS first,
      LATERAL (${knownOf(sql`told.story_id`)}) AS known
    ON CONFLICT (story_id, receiver_id, recipient) DO UPDATE
      SET route = excluded.route, interval_ms = excluded.interval_ms, outlets = excluded.outlets, languages = excluded.languages, covered_at = now(), spoken_at = now(), due_at = NULL`.execute(
    trx,
  );
}

/** The outlets and languages that a story is told in. */
const knownOf = (story: ReturnType<typeof sql>) => sql`
  SELECT coalesce(array_agg(DISTINCT ${OUTLET}) FILTER (WHERE ${OUTLET} IS NOT NULL), '{}') AS outlets,
    coalesce(array_agg(DISTINCT ${LANGUAGE}) FILTER (WHERE language IS NOT NULL), '{}') AS languages
  FROM articles WHERE articles.story_id = ${story}`;

/** What another article of a story, or several, mean to its threads, as a statement that ends after `WHERE story_id = …`. */
export const COVERED = sql`
  UPDATE threads SET covered_at = now(),
    due_at = coalesce(due_at, greatest(now(), spoken_at + make_interval(secs => interval_ms / 1000.0)))`;

/** Which of them are open. */
export const IS_OPEN = sql`covered_at > now() - ${interval(OPEN_FOR_MS)}`;

/** What is to be said in threads is looked at by the routes as they are now, unless it is too soon for more. */
export async function hastenThreads(trx: Transaction<Schema>): Promise<void> {
  await sql`
    UPDATE threads SET due_at = least(due_at, greatest(now(), spoken_at + make_interval(secs => interval_ms / 1000.0)))
    WHERE due_at > now()`.execute(trx);
}

/** Threads of stories that became one go on as those of that one; of two at one address the older. */
export async function mergeThreads(
  trx: Transaction<Schema>,
  storyId: number,
  others: readonly number[],
): Promise<void> {
  await sql`
    UPDATE threads SET story_id = ${storyId} WHERE (story_id, receiver_id, recipient) IN (
      SELECT DISTINCT ON (receiver_id, recipient) story_id, receiver_id, recipient FROM threads AS other
      WHERE story_id = ANY(${others}) AND NOT EXISTS (
        SELECT FROM threads
        WHERE story_id = ${storyId} AND receiver_id = other.receiver_id AND recipient = other.recipient
      )
      ORDER BY receiver_id, recipient, delivery_id
    )`.execute(trx);
  await sql`DELETE FROM threads WHERE story_id = ANY(${others})`.execute(trx);
  await sql`${COVERED} WHERE story_id = ${storyId} AND ${IS_OPEN}`.execute(trx);
}

const DUE = z.object({
  storyId: z.number(),
  receiverId: z.string(),
  recipient: z.string(),
  /** Of the message that it begins with. */
  deliveryId: z.string(),
  route: z.string(),
  outlets: z.array(z.string()),
  languages: z.array(z.string()),
  /** Whether that message was sent; null: it is on its way. */
  isSent: z.boolean().nullable(),
  /** Whether its service said by what it is found again. */
  hasReceipt: z.boolean(),
  /** What that message is called. */
  title: z.string(),
});

/** A thread in which something may be to be said. */
export type DueThread = z.infer<typeof DUE>;

/** One of them, for the length of the transaction; null: there is none. */
export async function takeDueThread(trx: Transaction<Schema>): Promise<DueThread | null> {
  const [due] = await readRows(
    trx,
    DUE,
    sql`
    SELECT story_id, threads.receiver_id, threads.recipient, delivery_id, route, outlets, languages,
      CASE WHEN state IN ('dead', 'suppressed') THEN false WHEN state = 'sent' THEN true END AS is_sent,
      receipt IS NOT NULL AS has_receipt,
      coalesce(payload #>> '{article,title}', '') AS title
    FROM threads JOIN deliveries ON deliveries.id = delivery_id
    WHERE due_at <= now() ORDER BY due_at LIMIT 1 FOR UPDATE OF threads SKIP LOCKED`,
  );
  return due ?? null;
}

const NEW_COVERAGE = z.object({
  outlet: z.string().nullable(),
  title: z.string(),
  url: z.string().nullable(),
  publishedAt: z.date().nullable(),
});

const STANDING = z.object({
  articles: z.number(),
  sources: z.number(),
  languages: z.number(),
  /** Articles of outlets, or in languages, that the thread has not named yet. */
  added: z.number(),
});

/** What is new in a story since its thread was last written to. */
export interface ThreadNews {
  /** Articles of outlets, and in languages, that were not named yet, one of each, the earliest ones. */
  coverage: Coverage[];
  /** How many there are. */
  added: number;
  reach: { articles: number; sources: number; languages: number };
}

/** Looks what is new in the story of a thread. @param limit Articles that are named. */
export async function newsOfThread(
  trx: Transaction<Schema>,
  { storyId, outlets, languages }: DueThread,
  limit: number,
): Promise<ThreadNews> {
  const added = sql`
    SELECT DISTINCT ON (${OUTLET}, ${LANGUAGE}) coalesce(outlet, ${OUTLET}) AS outlet, title, url, published_at,
      coalesce(published_at, read_at) AS told_at
    FROM articles
    WHERE story_id = ${storyId} AND (${OUTLET} <> ALL(${outlets}) OR ${LANGUAGE} <> ALL(${languages}))
    ORDER BY ${OUTLET}, ${LANGUAGE}, coalesce(published_at, read_at)`;
  const coverage = await readRows(
    trx,
    NEW_COVERAGE,
    sql`SELECT outlet, title, url, published_at FROM (${added}) AS added ORDER BY told_at LIMIT ${limit}`,
  );
  const [standing] = await readRows(
    trx,
    STANDING,
    sql`
    SELECT reach.*, (SELECT count(*) FROM (${added}) AS added) AS added FROM (${reachOf(sql`${storyId}`)}) AS reach`,
  );
  const { added: count, ...reach } = standing!;
  return { coverage, added: count, reach };
}

type ThreadName = Pick<DueThread, 'storyId' | 'receiverId' | 'recipient'>;

const isThread = ({ storyId, receiverId, recipient }: ThreadName) =>
  sql`story_id = ${storyId} AND receiver_id = ${receiverId} AND recipient = ${recipient}`;

/** Puts a thread's time off: until then, or for so many ms. */
export async function putOffThread(trx: Database, thread: ThreadName, until: Date | number): Promise<void> {
  const time = typeof until === 'number' ? sql`now() + ${interval(until)}` : until;
  await sql`UPDATE threads SET due_at = ${time} WHERE ${isThread(thread)}`.execute(trx);
}

/** Nothing is to be said in a thread until its story gets more coverage. */
export async function restThread(trx: Transaction<Schema>, thread: ThreadName): Promise<void> {
  await sql`UPDATE threads SET due_at = NULL WHERE ${isThread(thread)}`.execute(trx);
}

/** Its receiver hears of all that its story has by now. @param articles Of the story. */
export async function speakIn(trx: Transaction<Schema>, thread: ThreadName, articles: number): Promise<void> {
  const { storyId, receiverId, recipient } = thread;
  await sql`
    UPDATE threads SET due_at = NULL, spoken_at = now(), outlets = known.outlets, languages = known.languages
    FROM (${knownOf(sql`${storyId}`)}) AS known WHERE ${isThread(thread)}`.execute(trx);
  await sql`
    UPDATE delivery_alerts SET articles = ${articles} FROM alerts
    WHERE alerts.story_id = ${storyId} AND alert_id = alerts.id AND receiver_id = ${receiverId} AND recipient = ${recipient}
      AND delivery_alerts.articles IS NOT NULL`.execute(trx);
}

/** Nothing will be said in a thread any more. */
export async function endThread(trx: Transaction<Schema>, thread: ThreadName): Promise<void> {
  await sql`DELETE FROM threads WHERE ${isThread(thread)}`.execute(trx);
}

/** Forgets threads that have been closed for so many ms. */
export async function forgetThreads(db: Database): Promise<void> {
  await sql`DELETE FROM threads WHERE due_at IS NULL AND NOT ${IS_OPEN}`.execute(db);
}
