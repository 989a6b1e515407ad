import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';
import { reachOf } from '../stories/coverage.ts';

/** How far a story has come by now; null: the message is of none. */
const REACH = z.object({ articles: z.number(), sources: z.number(), languages: z.number() }).nullable();

const ENTRY = z.object({
  deliveryId: z.string(),
  receiverId: z.string(),
  subject: z.string(),
  receivedAt: z.date(),
  reach: REACH,
});

/** A message as the list has it. */
export type InboxEntry = z.infer<typeof ENTRY>;

/** The newest messages, without their bodies, with how far their stories have come. */
export function listInbox(db: Database, limit: number): Promise<InboxEntry[]> {
  return readRows(
    db,
    ENTRY,
    sql`
    SELECT delivery_id, receiver_id, subject, received_at,
      (SELECT to_jsonb(reach) FROM (${storyOf(sql`newest.delivery_id`)}) AS told, LATERAL (${reachOf(sql`told.story_id`)}) AS reach)
        AS reach
    FROM (SELECT * FROM inbox_messages ORDER BY received_at DESC LIMIT ${limit}) AS newest
    ORDER BY received_at DESC`,
  );
}

/** The story that a delivery tells of; null: it is none of news. `deliveryId` must be a UUID. */
export async function storyOfDelivery(db: Database, deliveryId: string): Promise<number | null> {
  const [row] = await readRows(db, z.object({ storyId: z.number() }), storyOf(sql`${deliveryId}::uuid`));
  return row?.storyId ?? null;
}

function storyOf(delivery: ReturnType<typeof sql>): ReturnType<typeof sql> {
  return sql`
    SELECT story_id FROM delivery_alerts JOIN alerts ON alerts.id = alert_id
    WHERE delivery_alerts.delivery_id = ${delivery} ORDER BY alerts.created_at LIMIT 1`;
}
