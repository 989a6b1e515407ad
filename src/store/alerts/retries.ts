import { sql } from 'kysely';
import { z } from 'zod';
import type { Address } from '../../model/delivery.ts';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';
import { DEAD_MS } from '../work/processes.ts';
import { interval } from '../work/work.ts';
import { asTable, readdress } from './addresses.ts';
import { PAYLOAD_SEVERITY } from './payload.ts';

const REVIVED = z.object({ id: z.string() });

const DEAD = z.object({
  id: z.string(),
  receiverId: z.string(),
  recipient: z.string(),
  /** Of the most severe watch it tells of; null: none, or a notice. */
  severity: z.string().nullable(),
});

/** A delivery that was given up. */
export type DeadDelivery = z.infer<typeof DEAD>;

/** Which dead deliveries are meant; what is left out matters not. */
export interface DeadOnes {
  ids?: string[] | undefined;
  receiverId?: string | undefined;
  /** Given up in the last so many ms. */
  sinceMs?: number | undefined;
}

/** The dead deliveries that are meant, the oldest first. */
export function findDead(db: Database, { ids, receiverId, sinceMs }: DeadOnes): Promise<DeadDelivery[]> {
  return readRows(
    db,
    DEAD,
    sql`
    SELECT id, receiver_id, recipient, ${PAYLOAD_SEVERITY} AS severity FROM deliveries
    WHERE state = 'dead'
      -- A test that came later would tell nobody anything: only one that is named is meant.
      ${ids === undefined ? sql`AND payload -> 'isTest' IS NULL` : sql`AND id = ANY(${ids}::uuid[])`}
      ${receiverId === undefined ? sql`` : sql`AND receiver_id = ${receiverId}`}
      ${sinceMs === undefined ? sql`` : sql`AND coalesce(died_at, created_at) >= now() - ${interval(sinceMs)}`}
    ORDER BY created_at`,
  );
}

/** A dead delivery that is to be sent again, and its place in the line. */
export interface Resending {
  id: string;
  rank: number;
}

/**
 * Makes dead deliveries due again, at once and with all their tries anew; what has waited for its endpoint meanwhile goes
 * before them. One whose address its receiver has no longer goes to those he has instead, unless they have it. Returns the
 * ids of those that go somewhere and were still dead: two who ask for it at the same time do not send it twice.
 *
 * @param addresses All that receivers have.
 */
export function sendAgain(db: Database, resendings: Resending[], addresses: Address[]): Promise<string[]> {
  const given = asTable(addresses);
  return db.transaction().execute(async (trx) => {
    const revived = await readRows(
      trx,
      REVIVED,
      sql`
      WITH wanted AS (
        SELECT * FROM jsonb_to_recordset(${JSON.stringify(resendings)}::jsonb) AS wanted (id uuid, rank smallint)
      ),
      goal AS (
        -- Where it went, or else any other: it is moved on below.
        SELECT DISTINCT ON (deliveries.id) deliveries.id, rank, endpoint, label, places, gap_ms
        FROM wanted JOIN deliveries USING (id) JOIN ${given} USING (receiver_id)
        WHERE state = 'dead' ORDER BY deliveries.id, given.recipient = deliveries.recipient DESC
      ),
      -- A worker with the same configuration has it already, unless none has run since that was changed.
      known AS (
        INSERT INTO endpoints (key, label, places, gap_ms)
        SELECT DISTINCT ON (endpoint) endpoint, label, places, gap_ms FROM goal ORDER BY endpoint
        -- Who asks for it has mended it, or wants to know: the endpoint need not rest any more, unless it asked for that.
        ON CONFLICT (key) DO UPDATE SET quiet_until = now() WHERE endpoints.throttled_since IS NULL
      ),
      revived AS (
        UPDATE deliveries SET state = 'retry', retried_at = now(), retried_after = attempts FROM goal
        WHERE deliveries.id = goal.id AND state = 'dead'
        RETURNING deliveries.id, endpoint, rank
      )
      INSERT INTO delivery_work (id, endpoint, rank) SELECT id, endpoint, rank FROM revived RETURNING id`,
    );
    const ids = revived.map(({ id }) => id);
    await readdress(trx, given, ids);
    const stuck = await readRows(
      trx,
      REVIVED,
      sql`
      DELETE FROM delivery_work USING deliveries
      WHERE delivery_work.id = ANY(${ids}::uuid[]) AND deliveries.id = delivery_work.id AND NOT EXISTS (
        SELECT FROM ${given} WHERE given.receiver_id = deliveries.receiver_id AND given.recipient = deliveries.recipient
      )
      RETURNING deliveries.id`,
    );
    const stuckIds = stuck.map(({ id }) => id);
    await sql`UPDATE deliveries SET state = 'dead' WHERE id = ANY(${stuckIds}::uuid[])`.execute(trx);
    return ids.filter((id) => !stuckIds.includes(id));
  });
}

/**
 * Receivers that a running worker tells elsewhere than these addresses have it: it has other files, and would send there.
 */
export async function toldElsewhere(db: Database, addresses: Address[]): Promise<string[]> {
  const rows = await readRows(
    db,
    z.object({ receiverId: z.string() }),
    sql`
    SELECT DISTINCT given.receiver_id FROM ${asTable(addresses)}
      LEFT JOIN addresses ON addresses.receiver_id = given.receiver_id AND addresses.recipient = given.recipient
    WHERE addresses.endpoint IS DISTINCT FROM given.endpoint
      AND EXISTS (SELECT FROM processes WHERE seen_at > now() - ${interval(DEAD_MS)})`,
  );
  return rows.map(({ receiverId }) => receiverId);
}
