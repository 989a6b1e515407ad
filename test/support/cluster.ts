import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { promisify } from 'node:util';
import { findBinaries } from '../../src/store/embedded/binaries.ts';
import { ensureCluster } from '../../src/store/embedded/cluster.ts';
import { choosePrivileges } from '../../src/store/embedded/privileges.ts';
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

/** Makes the cluster that {@link copyCluster} copies, once for all, when `WIREWATCH_TEST_CLUSTER` is set to the directory returned. */
export async function makeCluster(dataDir: string): Promise<string> {
  await mkdir(dataDir, { mode: 0o700 });
  const binaries = await findBinaries();
  const privileges = await choosePrivileges(binaries, dataDir);
  await ensureCluster({ dataDir, binaries, privileges, durable: false });
  return dataDir;
}
