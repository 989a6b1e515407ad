import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';
import { type ProcessReport, REPORT } from './process-report.ts';
import { DEAD_MS } from './processes.ts';
import { interval, THIS_PROCESS } from './work.ts';

/** Says of this process what it runs. */
export async function reportProcess(db: Database, report: ProcessReport): Promise<void> {
  await sql`
    INSERT INTO processes (id, seen_at, report) VALUES (${THIS_PROCESS}, now(), ${JSON.stringify(report)}::jsonb)
    ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at, report = excluded.report`.execute(db);
}

/** What processes that live say of themselves; null: nothing yet. The longest started first. */
export async function listProcesses(db: Database): Promise<{ id: string; report: ProcessReport | null }[]> {
  return readRows(
    db,
    z.object({ id: z.string(), report: REPORT.nullable() }),
    sql`SELECT id, report FROM processes WHERE seen_at > now() - ${interval(DEAD_MS)}
      ORDER BY report ->> 'startedAt', id`,
  );
}

/** True when a process that lives runs this version, or a later one. */
export async function isRunElsewhere(db: Database, version: number): Promise<boolean> {
  const processes = await listProcesses(db);
  return processes.some(({ report }) => report !== null && report.role !== 'server' && report.version >= version);
}

/** ms between two looks at whether another process gives a sign of life, which is due every second. */
const LOOK_MS = 250;
const LOOK_FOR_MS = 3_000;

/**
 * True when no other process gives a sign of life. Takes a few seconds where one that ended a moment ago left its row behind.
 */
export async function isAlone(db: Database): Promise<boolean> {
  const others = () =>
    readRows(
      db,
      z.object({ id: z.string(), at: z.number() }),
      sql`SELECT id, (extract(epoch FROM seen_at) * 1000)::float8 AS at FROM processes
        WHERE id IS DISTINCT FROM ${THIS_PROCESS} AND seen_at > now() - ${interval(DEAD_MS)}`,
    );
  const before = new Map((await others()).map(({ id, at }) => [id, at]));
  if (before.size === 0) return true;
  const until = performance.now() + LOOK_FOR_MS;
  while (performance.now() < until) {
    await sleep(LOOK_MS);
    if ((await others()).some(({ id, at }) => at !== before.get(id))) return false;
  }
  return true;
}
