import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';
import { AHEAD } from './heartbeats.ts';
import { WORK_TABLES } from './work.ts';

/** By how much the database's clock was set back, and how many times were set back with it. */
export interface ClockMend {
  backMs: number;
  feeds: number;
  items: number;
  deliveries: number;
  hosts: number;
}

/** The heartbeat that is the latest time anybody saw on the database's clock. */
const CLOCK = 'clock';

/**
 * Looks at the database's clock. When it was set back since anybody looked last, all that is to come is set back as far, or
 * an hour's step would silence everything for an hour: what is due, who holds it, whose turn it is, who was heard of. Null
 * when it goes as it should. Of several who look at once, one mends.
 */
export async function watchClock(db: Database): Promise<ClockMend | null> {
  const goesOn = await sql`
    INSERT INTO heartbeats (name, at) VALUES (${CLOCK}, now())
    ON CONFLICT (name) DO UPDATE SET at = excluded.at WHERE NOT ${AHEAD}
    RETURNING name`.execute(db);
  return goesOn.rows.length > 0 ? null : setBack(db);
}

function setBack(db: Database): Promise<ClockMend | null> {
  return db.transaction().execute(async (trx) => {
    const [clock] = await readRows(
      trx,
      z.object({ backMs: z.number() }),
      sql`SELECT (extract(epoch FROM at - now()) * 1000)::float8 AS back_ms FROM heartbeats
        WHERE name = ${CLOCK} AND ${AHEAD} FOR UPDATE`,
    );
    if (!clock) return null;
    const back = sql`make_interval(secs => ${clock.backMs / 1000})`;
    // What lies between the two times was due, or was written since: in either case now does no harm, fences see to that.
    const earlier = (time: string) => sql`greatest(now(), ${sql.ref(time)} - ${back})`;
    const counts: number[] = [];
    for (const table of WORK_TABLES) {
      const due = table === 'feed_work' ? sql`, due_at = least(due_at, ${earlier('due_at')})` : sql``;
      const { numAffectedRows } = await sql`
        UPDATE ${sql.table(table)} SET visible_at = ${earlier('visible_at')} ${due} WHERE id IN (
          SELECT id FROM ${sql.table(table)} WHERE visible_at > now() ORDER BY id FOR UPDATE
        )`.execute(trx);
      counts.push(Number(numAffectedRows));
    }
    const { numAffectedRows: hosts } = await sql`
      UPDATE hosts SET next_at = least(next_at, ${earlier('next_at')}),
        quiet_until = least(quiet_until, ${earlier('quiet_until')}),
        turns = ARRAY(SELECT least(turn, ${earlier('turn')}) FROM unnest(turns) AS turn)
      WHERE host IN (
        SELECT host FROM hosts WHERE greatest(next_at, quiet_until) > now() OR now() < ANY(turns) ORDER BY host FOR UPDATE
      )`.execute(trx);
    await sql`
      UPDATE endpoints SET next_at = least(next_at, ${earlier('next_at')}),
        quiet_until = least(quiet_until, ${earlier('quiet_until')}),
        held_since = least(held_since, now())
      WHERE key IN (
        SELECT key FROM endpoints WHERE greatest(next_at, quiet_until, held_since) > now() ORDER BY key FOR UPDATE
      )`.execute(trx);
    // The end of a mute and the time of a digest are those of the clock on the wall.
    await sql`UPDATE alert_groups SET flush_at = least(flush_at, ${earlier('flush_at')}), flushed_at = least(flushed_at, now())
      WHERE greatest(flush_at, flushed_at) > now() AND because IN ('group', 'flood')`.execute(trx);
    await sql`UPDATE processes SET seen_at = now() WHERE seen_at > now()`.execute(trx);
    // Told once they have stood, and given up once it was long ago.
    await sql`UPDATE notices SET raised_at = least(raised_at, now()), cleared_at = least(cleared_at, now())
      WHERE greatest(raised_at, cleared_at) > now()`.execute(trx);
    await sql`UPDATE addresses SET removed_at = now() WHERE removed_at > now()`.execute(trx);
    await sql`UPDATE heartbeats SET at = now() WHERE at > now()`.execute(trx);
    const [feeds, items, deliveries] = counts as [number, number, number];
    return { backMs: Math.round(clock.backMs), feeds, items, deliveries, hosts: Number(hosts) };
  });
}
