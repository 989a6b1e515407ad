import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openDatabase } from '../../src/store/database.ts';
import { startEmbeddedPostgres } from '../../src/store/embedded/server.ts';
import { migrate } from '../../src/store/migrate.ts';
import { createTestDatabase, nameOf } from './database.ts';

declare global {
  var stopTestServer: (() => Promise<void>) | undefined;
}

/**
 * Starts one Postgres for all test files, unless `WIREWATCH_TEST_DATABASE_URL` names one whose user may create
 * databases, and makes the migrated database of which theirs are copies.
 */
export default async function startTestServer(): Promise<void> {
  // What the tests start, processes and threads, loads the same few hundred files each time: they are compiled once.
  process.env.NODE_COMPILE_CACHE ??= resolve('node_modules/.cache/wirewatch-tests');
  const stopServer = process.env.WIREWATCH_TEST_DATABASE_URL ? async () => {} : await startServer();
  const template = await createTestDatabase();
  const db = openDatabase({ url: template.url, maxConnections: 1, onConnectionError: () => {} });
  await migrate(db);
  // A database can be copied only while nobody is connected to it.
  await db.destroy();
  process.env.WIREWATCH_TEST_TEMPLATE = nameOf(template);
  globalThis.stopTestServer = async () => {
    await template.drop();
    await stopServer();
  };
}

async function startServer(): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'wirewatch-test-'));
  const server = await startEmbeddedPostgres({ dataDir, durable: false });
  process.env.WIREWATCH_TEST_DATABASE_URL = server.url;
  return async () => {
    await server.stop();
    await rm(dataDir, { recursive: true });
  };
}
