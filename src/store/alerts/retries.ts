import { sql } from 'kysely';
import { z } from 'zod';
import type { Endpoint } from '../../model/delivery.ts';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';
import { interval } from '../work/work.ts';

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
    SELECT id, receiver_id, recipient, payload #>> '{alerts,0,watch,severity}' AS severity FROM deliveries
    WHERE state = 'dead'
      -- A test that came later would tell nobody anything: only one that is named is meant.
      ${ids === undefined ? sql`AND payload -> 'isTest' IS NULL` : sql`AND id = ANY(${ids}::uuid[])`}
      ${receiverId === undefined ? sql`` : sql`AND receiver_id = ${receiverId}`}
      ${sinceMs === undefined ? sql`` : sql`AND coalesce(died_at, created_at) >= now() - ${interval(sinceMs)}`}
    ORDER BY created_at`,
  );
}

/** A dead delivery and where it is to go. */
export interface Resending {
  id: string;
  endpoint: Endpoint;
  rank: number;
}

/**
 * Makes dead deliveries due again, at once and with all their tries anew; what has waited for its endpoint meanwhile goes
 * before them. Returns the ids of those that were still dead: two who ask for it at the same time do not send it twice.
 */
export async function sendAgain(db: Database, resendings: Resending[]): Promise<string[]> {
  const given = resendings.map(({ id, rank, endpoint: { key, label, places, gapMs } }) => {
    return { id, rank, endpoint: key, label, places, gap_ms: gapMs };
  });
  const revived = await readRows(
    db,
    z.object({ id: z.string() }),
    sql`
    WITH given AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
        AS given (id uuid, rank smallint, endpoint text, label text, places integer, gap_ms integer)
    ),
    -- A worker with the same configuration has it already, unless none has run since that was changed.
    known AS (
      INSERT INTO endpoints (key, label, places, gap_ms)
      SELECT DISTINCT ON (endpoint) endpoint, label, places, gap_ms FROM given ORDER BY endpoint
      -- Who asks for it has mended it, or wants to know: the endpoint need not rest any more, unless it asked for that.
      ON CONFLICT (key) DO UPDATE SET quiet_until = now() WHERE endpoints.throttled_since IS NULL
    ),
    revived AS (
      UPDATE deliveries SET state = 'retry', retried_at = now(), retried_after = attempts FROM given
      WHERE deliveries.id = given.id AND state = 'dead'
      RETURNING deliveries.id, endpoint, rank
    )
    INSERT INTO delivery_work (id, endpoint, rank) SELECT id, endpoint, rank FROM revived RETURNING id`,
  );
  return revived.map(({ id }) => id);
}
