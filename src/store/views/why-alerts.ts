import { sql } from 'kysely';
import { z } from 'zod';
import type { Alert, DeliveryState } from '../../model/delivery.ts';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';

const ALERT = z.object({
  id: z.string(),
  watchId: z.string(),
  articleId: z.number(),
  /** Of its article. */
  title: z.string(),
  outlet: z.string().nullable(),
  createdAt: z.date(),
  /** What was new in a story that had alerted the watch before; null: the story was. */
  development: z.custom<Alert['development']>(),
  /** See `WhyMatch`. */
  configVersion: z.number().nullable(),
});

/** An alert of a story. */
export type WhyAlert = z.infer<typeof ALERT>;

/** Alerts that are told of at most. */
const MAX_ALERTS = 500;

const COLUMNS = sql`
  SELECT alerts.id, alerts.watch_id, article_id, title, outlet, alerts.created_at, alerts.development,
    alerts.config_version
  FROM alerts JOIN matches ON matches.id = match_id JOIN articles ON articles.id = article_id`;

/** What a story has alerted, the first first. */
export function alertsOfStory(db: Database, storyId: number): Promise<WhyAlert[]> {
  return readRows(
    db,
    ALERT,
    sql`${COLUMNS} WHERE alerts.story_id = ${storyId} ORDER BY alerts.created_at, alerts.id LIMIT ${MAX_ALERTS}`,
  );
}

/** What is known of an alert by its id alone; null: there is none. `id` must be a UUID. */
export async function alertOf(db: Database, id: string): Promise<WhyAlert | null> {
  const [found] = await readRows(db, ALERT, sql`${COLUMNS} WHERE alerts.id = ${id}`);
  return found ?? null;
}

/** The alerts that a delivery tells of, the first first; none: it is none of news. `id` must be a UUID. */
export function alertsOfDelivery(db: Database, id: string): Promise<WhyAlert[]> {
  return readRows(
    db,
    ALERT,
    sql`${COLUMNS} JOIN delivery_alerts ON alert_id = alerts.id WHERE delivery_id = ${id} ORDER BY alerts.created_at, alerts.id`,
  );
}

const ATTEMPT = z.object({
  number: z.number(),
  startedAt: z.coerce.date<string>(),
  /** Null while it is under way, or when its process died over it. */
  outcome: z.string().nullable(),
  reason: z.string().nullable(),
  possibleDuplicate: z.boolean(),
  configVersion: z.number().nullable(),
});

const DELIVERY = z.object({
  id: z.string(),
  alertIds: z.array(z.string()),
  receiverId: z.string(),
  recipient: z.string(),
  state: z.custom<DeliveryState>(),
  reason: z.string().nullable(),
  sentAt: z.date().nullable(),
  diedAt: z.date().nullable(),
  /** When the next attempt is due; null: none follows. */
  dueAt: z.date().nullable(),
  /** Where it goes, for people; null: nothing is to be sent any more. */
  endpoint: z.string().nullable(),
  /** Since when the endpoint waits for the operator, and what for. */
  heldSince: z.date().nullable(),
  endpointReason: z.string().nullable(),
  /** Nothing goes there before; null when that is over. */
  quietUntil: z.date().nullable(),
  attempts: z.array(ATTEMPT),
});

/** A delivery of an alert with its attempts, the first one first. */
export type WhyDelivery = z.infer<typeof DELIVERY>;

/** What was, or is to be, sent of these alerts, which must be UUIDs. */
export function deliveriesOf(db: Database, alertIds: string[]): Promise<WhyDelivery[]> {
  return readRows(
    db,
    DELIVERY,
    sql`
    SELECT deliveries.id, told.alert_ids, receiver_id, recipient, state, deliveries.reason, sent_at, died_at,
      delivery_work.visible_at AS due_at, endpoints.label AS endpoint, held_since, endpoints.reason AS endpoint_reason,
      CASE WHEN quiet_until > now() THEN quiet_until END AS quiet_until,
      coalesce((
        SELECT jsonb_agg(jsonb_build_object('number', number, 'startedAt', started_at, 'outcome', outcome, 'reason', reason,
          'possibleDuplicate', possible_duplicate, 'configVersion', attempts.config_version) ORDER BY number)
        FROM attempts WHERE attempts.delivery_id = deliveries.id
      ), '[]') AS attempts
    FROM (
      SELECT delivery_id, array_agg(alert_id::text ORDER BY alert_id) AS alert_ids
      FROM delivery_alerts WHERE alert_id = ANY(${alertIds}::uuid[]) GROUP BY delivery_id
    ) AS told
      JOIN deliveries ON deliveries.id = told.delivery_id
      LEFT JOIN delivery_work ON delivery_work.id = deliveries.id LEFT JOIN endpoints ON key = delivery_work.endpoint
    ORDER BY receiver_id, recipient, deliveries.created_at`,
  );
}

const WAITING = z.object({
  receiverId: z.string(),
  /** Where the route stands in the tree. */
  route: z.string(),
  because: z.string(),
  /** When they are told. */
  flushAt: z.date().nullable(),
});

/** What waits, of alerts that are asked for, in a group of a receiver. */
export type WaitingNow = z.infer<typeof WAITING>;

/** Which of these alerts wait for others, or for their time; a row a group. */
export function waitingAlerts(db: Database, alertIds: string[]): Promise<WaitingNow[]> {
  return readRows(
    db,
    WAITING,
    sql`
    SELECT DISTINCT receiver_id, route, because, flush_at FROM group_alerts JOIN alert_groups ON id = group_id
    WHERE alert_id = ANY(${alertIds}::uuid[]) ORDER BY flush_at, receiver_id`,
  );
}
