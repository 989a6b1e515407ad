import { createLogger } from '../../../src/log.ts';
import type { Route, Routing } from '../../../src/model/route.ts';
import { flushGroups } from '../../../src/pipeline/flush.ts';
import { groupArticle } from '../../../src/pipeline/group.ts';
import { type Database, openDatabase } from '../../../src/store/database.ts';
import { startEmbeddedPostgres } from '../../../src/store/embedded/server.ts';
import { migrate } from '../../../src/store/migrate.ts';
import { route } from '../../route/support.ts';
import { addressesFor, article, EVIDENCE, feed, leasedItem, syncFeeds, watch } from '../../store/support.ts';

/** What a flood of stories cost, and what came of it. */
export interface FloodCost {
  /** Stories a second, four at a time, in one process with what tells of them. */
  perSecond: number;
  /** ms until a story is committed. */
  medianMs: number;
  p99Ms: number;
  /** Messages to the receiver of all, and to another who is told of one story in a hundred. */
  desk: number;
  legal: number;
  /** Alerts that no message tells of. */
  missing: number;
  /** 0: nothing waits. */
  longestFlushMs: number;
  /** The most that was in use, beyond what was before. */
  heapMb: number;
}

const AT_ONCE = 4;
/** ms between two looks at what is due, as in a worker. */
const LOOK_MS = 1_000;
const MB = 1_048_576;

/** @param isRouted Whether what exceeds ten messages in ten minutes comes in a digest every two seconds. */
export async function measureFlood(dataDir: string, stories: number, isRouted: boolean): Promise<FloodCost> {
  const server = await startEmbeddedPostgres({ dataDir });
  const db = openDatabase({ url: server.url, maxConnections: AT_ONCE + 1, onConnectionError: () => {} });
  try {
    await migrate(db);
    await syncFeeds(db, [feed('a')]);
    return await flood(db, stories, routingOf(isRouted));
  } finally {
    await db.destroy();
    await server.stop();
  }
}

function routingOf(isRouted: boolean): Routing {
  const flood: Route['flood'] = { moreThan: 10, withinMs: 600_000, digestEveryMs: 2_000 };
  const critical = { receiver: 'legal', when: 'severity = critical', continues: true };
  const root = route({ receiver: 'desk', routes: [critical, { receiver: 'desk', flood }] });
  return { root: isRouted ? root : null, intervals: [], inhibitions: [] };
}

async function flood(db: Database, stories: number, routing: Routing): Promise<FloodCost> {
  const before = process.memoryUsage().heapUsed;
  const times: number[] = [];
  let [next, heap, longestFlushMs] = [0, before, 0];
  const work = async () => {
    while (next < stories) {
      const number = next;
      next += 1;
      const isCritical = number % 100 === 0;
      const receivers = routing.root ? [] : isCritical ? ['desk', 'legal'] : ['desk'];
      const met = { ...watch('port', receivers), severity: isCritical ? 'critical' : 'high' };
      const item = await leasedItem(db, 'a', String(number));
      const began = performance.now();
      await groupArticle(db, {
        item,
        article: article(`story-${number}`),
        storyKeys: [`story-${number}`],
        signing: null,
        matches: [{ watchId: 'port', watch: met, evidence: EVIDENCE }],
        readAgain: null,
        reason: null,
        addressesFor,
        routing,
        tellsDevelopments: false,
      });
      times.push(performance.now() - began);
      heap = Math.max(heap, process.memoryUsage().heapUsed);
    }
  };
  const addresses = new Map(['desk', 'legal'].map((id) => [id, addressesFor(id)]));
  const log = createLogger({ level: 'silent', pretty: false });
  const flush = async () => {
    const began = performance.now();
    await flushGroups({ db, running: { addresses, routing, publicUrl: null }, log });
    longestFlushMs = Math.max(longestFlushMs, performance.now() - began);
  };
  let flushing: Promise<void> | null = null;
  const timer = setInterval(() => {
    flushing ??= flush().finally(() => {
      flushing = null;
    });
  }, LOOK_MS);
  const began = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const seconds = (performance.now() - began) / 1_000;
  clearInterval(timer);
  await flushing;
  await db.updateTable('alertGroups').set({ flushAt: new Date() }).where('flushAt', 'is not', null).execute();
  await flush();
  return {
    ...timesOf(times),
    perSecond: stories / seconds,
    ...(await toldOf(db)),
    longestFlushMs,
    heapMb: (heap - before) / MB,
  };
}

function timesOf(times: number[]): { medianMs: number; p99Ms: number } {
  const sorted = times.toSorted((a, b) => a - b);
  return { medianMs: sorted[Math.floor(sorted.length / 2)]!, p99Ms: sorted[Math.floor(sorted.length * 0.99)]! };
}

async function toldOf(db: Database): Promise<{ desk: number; legal: number; missing: number }> {
  const deliveries = await db.selectFrom('deliveries').select('receiverId').execute();
  const told = await db.selectFrom('deliveryAlerts').select('alertId').distinct().execute();
  const alerts = await db.selectFrom('alerts').select('id').execute();
  const to = (receiver: string) => deliveries.filter(({ receiverId }) => receiverId === receiver).length;
  return { desk: to('desk'), legal: to('legal'), missing: alerts.length - told.length };
}
