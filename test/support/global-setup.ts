import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../src/store/embedded/server.ts';

declare global {
  var stopTestServer: (() => Promise<void>) | undefined;
}

/** Starts one Postgres for all test files, unless `WIREWATCH_TEST_DATABASE_URL` names one whose user may create databases. */
export default async function startTestServer(): Promise<void> {
  if (process.env.WIREWATCH_TEST_DATABASE_URL) return;
  const dataDir = await mkdtemp(join(tmpdir(), 'wirewatch-test-'));
  const server = await startEmbeddedPostgres({ dataDir, durable: false });
  process.env.WIREWATCH_TEST_DATABASE_URL = server.url;
  globalThis.stopTestServer = async () => {
    await server.stop();
    await rm(dataDir, { recursive: true });
  };
}
