import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';

const FACTS = z.object({
  /** As Postgres writes it: `18.4`. */
  version: z.string(),
  /** The same as a number: 180004 (Postgres, `server_version_num`). */
  versionNumber: z.number(),
  bytes: z.number(),
  timeZone: z.string(),
});

/** What a Postgres server is. */
export type DatabaseFacts = z.infer<typeof FACTS> & {
  /** ms of a statement that does nothing, there and back. */
  answersInMs: number;
  /** ms by which its clock is ahead of this machine's; negative: behind. */
  aheadMs: number;
  /** ms that {@link aheadMs} may be wrong by, either way: how long the question took. */
  aheadWithinMs: number;
};

/** What the server is, how fast it answers, and what its clock says; nothing of Wirewatch need be in it. */
export async function databaseFacts(db: Database): Promise<DatabaseFacts> {
  const [facts] = await readRows(
    db,
    FACTS,
    sql`
    SELECT current_setting('server_version') AS version, current_setting('server_version_num')::integer AS version_number,
      pg_database_size(current_database()) AS bytes, current_setting('TimeZone') AS time_zone`,
  );
  const startedAt = performance.now();
  const asked = Date.now();
  const [clock] = await readRows(
    db,
    z.object({ at: z.number() }),
    sql`SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS at`,
  );
  const answersInMs = performance.now() - startedAt;
  return { ...facts!, answersInMs, aheadMs: clock!.at - (asked + answersInMs / 2), aheadWithinMs: answersInMs / 2 };
}
