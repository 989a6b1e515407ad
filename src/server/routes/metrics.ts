import type { FastifyInstance } from 'fastify';
import type { Database } from '../../store/database.ts';
import { createMetrics } from '../metrics.ts';

/** `GET /metrics`: figures in the text format of Prometheus. */
export async function metricsRoutes(app: FastifyInstance, { db }: { db: Database }): Promise<void> {
  const metrics = createMetrics(db);
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.scrape()));
}
