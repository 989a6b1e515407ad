import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';
import { readSessionName, type SessionName, sessionName } from '../session-name.ts';
import { DEAD_MS } from '../work/processes.ts';

const PROCESS = z.object({ id: z.string(), silentMs: z.number() });

/** A process and how long ago it last said that it lives. */
export type ProcessSign = z.infer<typeof PROCESS>;

/** The processes that work, or died a moment ago, those that were heard of last first. */
export function processSigns(db: Database): Promise<ProcessSign[]> {
  return readRows(
    db,
    PROCESS,
    sql`SELECT id, (extract(epoch FROM now() - seen_at) * 1000)::float8 AS silent_ms FROM processes ORDER BY seen_at DESC`,
  );
}

/** ms without a sign of life after which a process is thought to have ended. */
export const SILENT_MS = DEAD_MS;

/** The other processes of Wirewatch that are connected to the database: workers, pages, and verbs of the command line. */
export async function connectedProcesses(db: Database): Promise<SessionName[]> {
  const names = await readRows(
    db,
    z.object({ name: z.string() }),
    sql`
    SELECT DISTINCT application_name AS name FROM pg_stat_activity
    WHERE datname = current_database() AND application_name LIKE 'wirewatch %' AND application_name <> ${sessionName()}
    ORDER BY name`,
  );
  return names.flatMap(({ name }) => readSessionName(name) ?? []);
}

const RUNS = z.object({ feedIds: z.array(z.string()), addresses: z.array(z.string()) });

/**
 * What the workers say they run: the ids of their feeds, and where receivers are told, each as receiver, address and key of
 * the endpoint with line feeds between. Null when there is none that was heard of in the last minutes.
 */
export async function whatRuns(db: Database): Promise<z.infer<typeof RUNS> | null> {
  const [runs] = await readRows(
    db,
    RUNS,
    sql`
    SELECT coalesce(array_agg(DISTINCT feed_id) FILTER (WHERE feed_id IS NOT NULL), '{}') AS feed_ids,
      ARRAY(SELECT receiver_id || E'\n' || recipient || E'\n' || coalesce(endpoint, '') FROM addresses WHERE removed_at IS NULL) AS addresses
    FROM workers LEFT JOIN unnest(feed_ids) AS feed_id ON true WHERE seen_at > now() - interval '3 minutes'
    HAVING count(*) > 0`,
  );
  return runs ?? null;
}

/** Whether BullMQ's tables are there (schema `bullmq`). */
export async function hasQueueTables(db: Database): Promise<boolean> {
  const [row] = await readRows(
    db,
    z.object({ isThere: z.boolean() }),
    sql`SELECT to_regnamespace('bullmq') IS NOT NULL AS is_there`,
  );
  return row!.isThere;
}

/** By how many ms the latest time anybody saw on the database's clock lies ahead of it: it was set back since. 0: it does not. */
export async function clockSetBackMs(db: Database): Promise<number> {
  const [row] = await readRows(
    db,
    z.object({ ms: z.number() }),
    sql`SELECT greatest(0, (extract(epoch FROM max(at) - now()) * 1000)::float8) AS ms FROM heartbeats WHERE name = 'clock'`,
  );
  return row?.ms ?? 0;
}
