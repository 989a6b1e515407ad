import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { promisify } from 'node:util';
import { settingOf } from './database.ts';

/**
 * Makes a data directory whose embedded Postgres is made already: making one takes seconds, a copy a fraction of one.
 * For tests that are not about the first start.
 */
export async function copyCluster(dataDir: string): Promise<void> {
  await mkdir(dataDir, { mode: 0o700 });
  // Node's own copying does not keep the owner, which Postgres insists on.
  await promisify(execFile)('cp', ['-a', `${settingOf('WIREWATCH_TEST_CLUSTER')}/postgres`, dataDir]);
}
