import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openDatabase } from '../../src/store/database.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/store/embedded/server.ts';
import { migrate } from '../../src/store/migrate.ts';
import { copyCluster, makeCluster } from './cluster.ts';
import { createTestDatabase, nameOf } from './database.ts';

declare global {
  var stopTestServer: (() => Promise<void>) | undefined;
}

/**
 * Starts one Postgres for all test files, unless `WIREWATCH_TEST_DATABASE_URL` names one whose user may create
 * databases, and makes what costs them most once, for each to take a copy: a migrated database, and a cluster that
 * never ran.
 */
export default async function startTestServer(): Promise<void> {
  // What the tests start, processes and threads, loads the same few hundred files each time: they are compiled once.
  process.env.NODE_COMPILE_CACHE ??= resolve('node_modules/.cache/wirewatch-tests');
  const root = await mkdtemp(join(tmpdir(), 'wirewatch-test-'));
  process.env.WIREWATCH_TEST_CLUSTER = await makeCluster(join(root, 'cluster'));
  const server = process.env.WIREWATCH_TEST_DATABASE_URL ? null : await startServer(join(root, 'server'));
  if (server) process.env.WIREWATCH_TEST_DATABASE_URL = server.url;
  const template = await createTestDatabase();
  const db = openDatabase({ url: template.url, maxConnections: 1, onConnectionError: () => {} });
  await migrate(db);
  // A database can be copied only while nobody is connected to it.
  await db.destroy();
  process.env.WIREWATCH_TEST_TEMPLATE = nameOf(template);
  globalThis.stopTestServer = async () => {
    await template.drop();
    await server?.stop();
    await rm(root, { recursive: true });
  };
}

async function startServer(dataDir: string): Promise<EmbeddedPostgres> {
  await copyCluster(dataDir);
  return startEmbeddedPostgres({ dataDir, durable: false });
}
