import { randomBytes } from 'node:crypto';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { createFeedParser } from '../../src/feed/readers/parse.ts';
import { createLogger } from '../../src/log.ts';
import { openQueues } from '../../src/queue.ts';
import { openAdminPassword } from '../../src/server/access/password.ts';
import { createServer, type ServerDependencies } from '../../src/server/app.ts';
import type { Database } from '../../src/store/database.ts';
import { openStore } from '../store/support.ts';
import type { QueueBackend } from '../support/app.ts';

export const PASSWORD = 'correct horse';

/** What links are signed with. */
export const LINK_KEY = randomBytes(32);

/** Where the pages say that they are. */
export const PUBLIC_URL = 'https://wirewatch.example/desk/';

/** The pages on a database and queues of their own. */
export interface TestPages {
  app: FastifyInstance;
  db: Database;
  /** A request that is logged in, unless its headers say otherwise. */
  request(options: InjectOptions): Promise<LightMyRequestResponse>;
  close(): Promise<void>;
}

export async function openPages(
  backend: QueueBackend = 'postgres',
  watching: ServerDependencies['watching'] = async () => null,
  createEditor: (db: Database) => ServerDependencies['editor'] = () => null,
): Promise<TestPages> {
  const store = await openStore();
  const queues = await openQueues({
    redisUrl: backend === 'redis' ? process.env.REDIS_URL! : null,
    databaseUrl: store.url,
    prefix: `test-${randomBytes(4).toString('hex')}`,
    onError: () => {},
  });
  // They look for their schema in the background, where a test that takes it away would make them fail.
  await Promise.all(Object.values(queues.all).map((queue) => queue.waitUntilReady()));
  const parser = createFeedParser({ threads: 1 });
  const editor = createEditor(store.db);
  const app = await createServer({
    db: store.db,
    queues,
    password: await openAdminPassword(store.db, PASSWORD),
    parser,
    linkKey: LINK_KEY,
    trustedProxies: [],
    reload: null,
    editor,
    watching,
    publicUrl: async () => PUBLIC_URL,
    log: createLogger({ level: 'silent', pretty: false }),
  });
  return {
    app,
    db: store.db,
    request: (options) => app.inject({ ...options, headers: { authorization: login(PASSWORD), ...options.headers } }),
    async close() {
      await app.close();
      await editor?.close();
      await parser.close();
      await Promise.all(Object.values(queues.all).map((queue) => queue.obliterate({ force: true })));
      await queues.close();
      await store.close();
    },
  };
}

/** The value of an `Authorization` header (RFC 7617). */
export function login(password: string, user = 'admin'): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}
