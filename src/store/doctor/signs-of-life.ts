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
