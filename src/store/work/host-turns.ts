import { sql } from 'kysely';
import { z } from 'zod';
import { type HostLimits, type HostTurns, laterReason, type Turn } from '../../net/turns.ts';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';
import { createBatch } from './batch.ts';
import { interval, THIS_PROCESS } from './work.ts';

/** ms until a host is asked about again whose turns are all taken: another process may end one at any time. */
const LOOK_AGAIN_MS = 100;

/** What the database says of a host: a turn, by the instant at which it ends at the latest; or when it is free again. */
type Answer = { kind: 'yours'; until: string } | { kind: 'wait'; inMs: number; quietMs: number };

/**
 * Turns among all workers on all machines that share the database. Requests of one process that come together are
 * answered by one statement. A turn whose process was killed is ended with its leases, or runs out by itself.
 */
export function createHostTurns(db: Database, limits: HostLimits): HostTurns {
  const lines = new Map<string, Promise<unknown>>();
  const promised = new Map<string, number>();
  const ask = createBatch((asked: { host: string; holdMs: number }[]) => askForTurns(db, limits, asked));
  const giveUp = createBatch(async (ended: { host: string; until: string }[]) => {
    await endTurns(db, ended);
    return ended.map(() => undefined);
  });

  /** One at a time of a host: its others would only be told to wait. */
  async function inLine<T>(host: string, work: () => Promise<T>): Promise<T> {
    const before = lines.get(host);
    const mine = (before ?? Promise.resolve()).then(work);
    const settled = mine.catch(() => {});
    lines.set(host, settled);
    try {
      return await mine;
    } finally {
      if (lines.get(host) === settled) lines.delete(host);
    }
  }

  /** Those who are put off come back one after the other, not all in the same moment. */
  function later(host: string, answer: Extract<Answer, { kind: 'wait' }>): Turn {
    const now = Date.now();
    const at = Math.max(now + answer.inMs, (promised.get(host) ?? 0) + limits.delayMs);
    if (promised.size > MAX_PROMISES) promised.clear();
    promised.set(host, at);
    return { kind: 'later', inMs: at - now, reason: laterReason(host, answer.quietMs) };
  }

  return {
    take(host, waitMs, holdMs) {
      const giveUpAt = Date.now() + waitMs;
      return inLine(host, async () => {
        for (;;) {
          const answer = await ask({ host, holdMs });
          if (answer.kind === 'yours') {
            return { kind: 'yours', end: onlyOnce(() => giveUp({ host, until: answer.until })) };
          }
          const pauseMs = Math.max(answer.inMs, LOOK_AGAIN_MS);
          if (Date.now() + pauseMs > giveUpAt) return later(host, answer);
          await new Promise((resolve) => setTimeout(resolve, pauseMs));
        }
      });
    },
    async quiet(host, ms) {
      await sql`
        INSERT INTO hosts (host, next_at, quiet_until, turns) VALUES (${host}, now(), now() + ${interval(ms)}, '{}')
        ON CONFLICT (host) DO UPDATE SET quiet_until = greatest(hosts.quiet_until, excluded.quiet_until)`.execute(db);
    },
  };
}

/** Turns with those who have them. */
const GIVEN = sql`unnest(hosts.turns, hosts.takers) AS given(turn, taker)`;

/** Hosts whose promises are remembered; more than ever wait at once. */
const MAX_PROMISES = 10_000;

/** A turn that could not be given back (the database is away) runs out by itself. */
function onlyOnce(end: () => Promise<unknown>): () => void {
  let ended = false;
  return () => {
    if (!ended) end().catch(() => {});
    ended = true;
  };
}

/** In the order of the names, so that two processes cannot wait for each other. */
async function askForTurns(
  db: Database,
  { atOnce, delayMs }: HostLimits,
  asked: { host: string; holdMs: number }[],
): Promise<Answer[]> {
  const hosts = asked.map(({ host }) => host);
  const rows = await readRows(
    db,
    z.object({ host: z.string(), until: z.string() }),
    sql`
    INSERT INTO hosts (host, next_at, turns, takers)
    SELECT host, now() + ${interval(delayMs)}, ARRAY[now() + make_interval(secs => hold_ms / 1000.0)], ARRAY[${THIS_PROCESS}]
    FROM unnest(${hosts}::text[], ${asked.map(({ holdMs }) => holdMs)}::int[]) AS asked(host, hold_ms) ORDER BY host
    ON CONFLICT (host) DO UPDATE SET
      next_at = excluded.next_at,
      turns = ARRAY(SELECT turn FROM unnest(hosts.turns) AS turn WHERE turn > now()) || excluded.turns,
      takers = ARRAY(SELECT taker FROM ${GIVEN} WHERE turn > now()) || excluded.takers
    WHERE hosts.next_at <= now() AND hosts.quiet_until <= now()
      AND (SELECT count(*) FROM unnest(hosts.turns) AS turn WHERE turn > now()) < ${atOnce}
    RETURNING host, turns[cardinality(turns)]::text AS until`,
  );
  const given = new Map(rows.map(({ host, until }) => [host, until]));
  const refused = hosts.filter((host) => !given.has(host));
  const waits = refused.length === 0 ? new Map() : await waitsOf(db, refused);
  return hosts.map((host) => {
    const until = given.get(host);
    if (until !== undefined) return { kind: 'yours', until };
    return { kind: 'wait', inMs: 0, quietMs: 0, ...waits.get(host) };
  });
}

/** By host: ms until it may be asked as far as its rest and the delay go, and what is left of its rest. */
async function waitsOf(db: Database, hosts: string[]): Promise<Map<string, { inMs: number; quietMs: number }>> {
  const rows = await readRows(
    db,
    z.object({ host: z.string(), inMs: z.number(), quietMs: z.number() }),
    sql`
    SELECT host,
      greatest(0, ceil(extract(epoch FROM greatest(next_at, quiet_until) - now()) * 1000))::float8 AS in_ms,
      CASE WHEN quiet_until > now() THEN extract(epoch FROM quiet_until - now()) * 1000 ELSE 0 END::float8 AS quiet_ms
    FROM hosts WHERE host = ANY(${hosts})`,
  );
  return new Map(rows.map(({ host, ...wait }) => [host, wait]));
}

async function endTurns(db: Database, ended: { host: string; until: string }[]): Promise<void> {
  await sql`
    WITH ended AS MATERIALIZED (
      SELECT hosts.host, given.until
      FROM unnest(${ended.map(({ host }) => host)}::text[], ${ended.map(({ until }) => until)}::timestamptz[])
        AS given(host, until) JOIN hosts USING (host)
      ORDER BY hosts.host FOR UPDATE OF hosts
    ), gone AS (SELECT host, array_agg(until) AS untils FROM ended GROUP BY host)
    UPDATE hosts SET turns = ARRAY(SELECT turn FROM unnest(turns) AS turn WHERE turn <> ALL (gone.untils)),
      takers = ARRAY(SELECT taker FROM ${GIVEN} WHERE turn <> ALL (gone.untils))
    FROM gone WHERE hosts.host = gone.host`.execute(db);
}
