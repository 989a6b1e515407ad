import type { FastifyInstance } from 'fastify';
import type { QueueWindow } from '../../queue.ts';
import { brokenEndpoints } from '../../store/alerts/troubles.ts';
import type { Database } from '../../store/database.ts';
import { pingDatabase } from '../../store/views/health.ts';
import { msSinceBeat } from '../../store/work/heartbeats.ts';

/** A tick is due every second; after this many ms without one, nothing is polled or sent any more. */
const LATE_TICK_MS = 60_000;

/** ms each check may take. */
const DEADLINE_MS = 2_000;

/**
 * `/healthz`: this process answers (200). `/readyz`: database, queue and scheduler work (200), or which does not (503).
 * Receivers that wait for the operator make it `degraded` (200): pages and polls go on, and no restart would mend them.
 * Neither tells anything that is not meant for everyone.
 */
export async function healthRoutes(
  app: FastifyInstance,
  { db, queues }: { db: Database; queues: QueueWindow },
): Promise<void> {
  app.get('/healthz', async () => ({ status: 'ok' }));

  app.get('/readyz', async (_request, reply) => {
    const [database, queue, scheduler, receivers] = await Promise.all([
      works(pingDatabase(db)),
      works(queues.ping()),
      works(ticks(db)),
      works(reaches(db)),
    ]);
    const ready = database && queue && scheduler;
    const status = ready && !receivers ? 'degraded' : ready ? 'ready' : 'not ready';
    return reply.code(ready ? 200 : 503).send({ status, database, queue, scheduler, receivers });
  });
}

async function ticks(db: Database): Promise<void> {
  const ms = await msSinceBeat(db, 'tick');
  if (ms === null || ms > LATE_TICK_MS) throw new Error('no tick');
}

async function reaches(db: Database): Promise<void> {
  if ((await brokenEndpoints(db)).held.length > 0) throw new Error('receivers wait for the operator');
}

async function works(check: Promise<unknown>): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => setTimeout(resolve, DEADLINE_MS, false).unref());
  return Promise.race([
    check.then(
      () => true,
      () => false,
    ),
    late,
  ]);
}
