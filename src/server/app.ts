import { fileURLToPath } from 'node:url';
import helmet from '@fastify/helmet';
import staticFiles from '@fastify/static';
import { type FastifyBaseLogger, type FastifyError, type FastifyInstance, fastify, LogController } from 'fastify';
import type { FeedParser } from '../feed/readers/parse.ts';
import type { Logger } from '../log.ts';
import type { WatchEditor } from '../pipeline/config/edit-watch.ts';
import type { QueueWindow } from '../queue.ts';
import type { Database } from '../store/database.ts';
import { requireLogin } from './access/login.ts';
import type { AdminPassword } from './access/password.ts';
import { createSlowDown } from './access/slow-down.ts';
import { actRoutes } from './routes/act.ts';
import { boardRoutes } from './routes/board.ts';
import { feedsRoutes } from './routes/feeds.ts';
import { healthRoutes } from './routes/health.ts';
import { inboxRoutes } from './routes/inbox.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { overviewRoutes } from './routes/overview.ts';
import { type Reload, reloadRoutes } from './routes/reload.ts';
import { watchesRoutes } from './routes/watches.ts';
import { websubRoutes } from './routes/websub.ts';
import { type WhyDependencies, whyRoutes } from './routes/why.ts';

/** What the pages work with. */
export interface ServerDependencies {
  db: Database;
  queues: QueueWindow;
  password: AdminPassword;
  /** Reads what hubs push. */
  parser: FeedParser;
  /** Addresses and blocks of proxies that tell for whom they ask (X-Forwarded-For); whoever else says so is not believed. */
  trustedProxies: string[];
  /** Has the configuration looked at; null: this process has none. */
  reload: Reload | null;
  /** Edits the configuration; null: this process has none. */
  editor: WatchEditor | null;
  /** What links in messages are signed with that act. */
  linkKey: Uint8Array;
  /** What is watched, for those who ask why. */
  watching: WhyDependencies['watching'];
  /** Where the internet reaches the pages; null: nobody said, or this process does not know. */
  publicUrl(): Promise<string | null>;
  log: Logger;
}

/** All pages. Health, the callbacks of hubs, the links in messages and the feeds with a token are open to everyone, everything else is behind the login. */
export async function createServer({
  db,
  queues,
  password,
  parser,
  trustedProxies,
  reload,
  editor,
  linkKey,
  watching,
  publicUrl,
  log,
}: ServerDependencies): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
    // The token of a link in a message has 160 characters.
    routerOptions: { maxParamLength: 300 },
    trustProxy: trustedProxies.length > 0 && trustedProxies,
  });
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return reply.code(status).type('text/plain').send(error.message);
    log.error({ err: error, method: request.method, route: request.routeOptions.url }, 'request failed');
    return reply.code(500).type('text/plain').send('Something went wrong here; the log says what.');
  });
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        frameSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
      },
    },
    // Pages are served over plain HTTP on loopback; a proxy in front decides about HTTPS.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
  });
  await app.register(healthRoutes, { db, queues });
  await app.register(websubRoutes, { db, parser, log });
  await app.register(actRoutes, { db, linkKey, slowDown: createSlowDown(log, 'links'), log });
  await app.register(feedsRoutes, { db, publicUrl });
  await app.register(async (pages) => {
    await requireLogin(pages, password, createSlowDown(log));
    await pages.register(staticFiles, { root: fileURLToPath(new URL('static', import.meta.url)), prefix: '/static/' });
    await pages.register(staticFiles, {
      root: fileURLToPath(new URL('dist', import.meta.resolve('htmx.org/package.json'))),
      prefix: '/htmx/',
      allowedPath: (path) => path === '/htmx.min.js',
      decorateReply: false,
    });
    await pages.register(overviewRoutes, { db });
    await pages.register(inboxRoutes, { db });
    await pages.register(reloadRoutes, { reload });
    await pages.register(metricsRoutes, { db });
    await pages.register(whyRoutes, { db, watching });
    await pages.register(watchesRoutes, { editor, watching });
    await pages.register(boardRoutes, { queues });
  });
  return app;
}
