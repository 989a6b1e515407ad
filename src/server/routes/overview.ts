import type { FastifyInstance } from 'fastify';
import type { Database } from '../../store/database.ts';
import { listFeeds } from '../../store/feeds/feed-health.ts';
import { listNotices } from '../../store/feeds/notices.ts';
import { countAll, listAlerts, listDeliveries } from '../../store/views/overview.ts';
import { configTroubles } from '../config-troubles.ts';
import { sendPage } from '../page.ts';

/** Rows of each table on the first page. */
const ROWS = 50;
/** Feeds shown there; those in trouble come first. */
const FEEDS = 200;

/** `/`: feeds, last alerts and deliveries at a glance. */
export async function overviewRoutes(app: FastifyInstance, { db }: { db: Database }): Promise<void> {
  app.get('/', async (_request, reply) => {
    const [troubles, totals, notices, feeds, alerts, deliveries] = await Promise.all([
      configTroubles(db),
      countAll(db),
      listNotices(db, ROWS),
      listFeeds(db, FEEDS),
      listAlerts(db, ROWS),
      listDeliveries(db, ROWS),
    ]);
    return sendPage(reply, 'overview', { troubles, totals, notices, feeds, alerts, deliveries });
  });
}
