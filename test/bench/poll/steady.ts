import type pg from 'pg';
import { waitFor } from '../../support/process.ts';
import type { FeedServer } from './feed-server.ts';
import type { Seen } from './server.ts';
import { type Usage, watchUsage } from './usage.ts';
import { startWirewatch } from './wirewatch.ts';

/** What holding an interval takes. */
export interface SteadyResult {
  feeds: number;
  seconds: number;
  polls: number;
  /** ms from when a poll was due to when it began. */
  lag: { median: number; p99: number; max: number };
  usage: Usage;
  seen: Seen;
}

const SAMPLE_MS = 1_000;
const INTERVAL_S = 600;

/**
 * Lets Wirewatch poll N feeds every ten minutes for so many seconds, all of them known already and evenly spread, as they
 * are after a while.
 */
export async function measureSteady(size: number, seconds: number, server: FeedServer): Promise<SteadyResult> {
  const { running, db, stop } = await startWirewatch(size, server, { every: `${INTERVAL_S}s` });
  try {
    await waitFor('the first polls', async () => (await unpolled(db)) === 0, 900_000);
    await db.query(
      'UPDATE feed_work SET due_at = later.at, visible_at = later.at FROM (SELECT id, now() + random() * make_interval(secs => $1) AS at FROM feeds) AS later WHERE later.id = feed_work.id',
      [INTERVAL_S],
    );
    await server.seen();
    const usage = watchUsage(running.pid);
    const lags: number[] = [];
    let since = (await db.query<{ now: Date }>('SELECT now()')).rows[0]!.now;
    const until = performance.now() + seconds * 1_000;
    while (performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS));
      const { rows } = await db.query<{ lag: number; at: Date }>(
        "SELECT last_lag_ms AS lag, last_polled_at AS at FROM feeds WHERE date_trunc('milliseconds', last_polled_at) > $1",
        [since],
      );
      for (const { lag, at } of rows) {
        lags.push(lag);
        if (at > since) since = at;
      }
    }
    return {
      feeds: size,
      seconds,
      polls: lags.length,
      lag: spreadOf(lags),
      usage: await usage.stop(),
      seen: await server.seen(),
    };
  } finally {
    await stop();
  }
}

/** Median, 99th percentile and largest of some figures; 0 without any. */
export function spreadOf(figures: number[]): SteadyResult['lag'] {
  const sorted = figures.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { median: at(0.5), p99: at(0.99), max: sorted.at(-1) ?? 0 };
}

async function unpolled(db: pg.Client): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS));
  const { rows } = await db.query<{ n: string }>('SELECT count(*) AS n FROM feeds WHERE last_polled_at IS NULL');
  return Number(rows[0]?.n);
}
