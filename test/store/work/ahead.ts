import { sql } from 'kysely';
import type { Database } from '../../../src/store/database.ts';

/** Moves every time the work goes by, as if the database's clock had been set back so far. */
export async function allAhead(db: Database, ms: number): Promise<void> {
  const by = sql`make_interval(secs => ${ms / 1000})`;
  await db.transaction().execute(async (trx) => {
    await sql`UPDATE feed_work SET visible_at = visible_at + ${by}, due_at = due_at + ${by}`.execute(trx);
    await sql`UPDATE item_work SET visible_at = visible_at + ${by}`.execute(trx);
    await sql`UPDATE delivery_work SET visible_at = visible_at + ${by}`.execute(trx);
    await sql`UPDATE hosts SET next_at = next_at + ${by}, quiet_until = quiet_until + ${by},
      turns = ARRAY(SELECT turn + ${by} FROM unnest(turns) AS turn)`.execute(trx);
    await sql`UPDATE heartbeats SET at = at + ${by}`.execute(trx);
    await sql`UPDATE processes SET seen_at = seen_at + ${by}`.execute(trx);
    await sql`UPDATE notices SET raised_at = raised_at + ${by}, cleared_at = cleared_at + ${by}`.execute(trx);
    await sql`UPDATE addresses SET removed_at = removed_at + ${by}`.execute(trx);
  });
}
