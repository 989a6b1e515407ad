import { randomBytes } from 'node:crypto';
import { access, mkdir, mkdtemp, open, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { runCommand } from './command.ts';
import { giveTo, type Privileges } from './privileges.ts';

/** The role Wirewatch logs in as, and the database it owns. */
export const ROLE = 'wirewatch';

/** A database cluster on disk, ready for a server. */
export interface Cluster {
  /** Postgres' own data directory. */
  directory: string;
  /** Of {@link ROLE}. Letters, digits, `-` and `_`. */
  password: string;
}

/** What a cluster is made of, and for whom. */
export interface ClusterOptions {
  dataDir: string;
  binaries: Binaries;
  privileges: Privileges;
  /** False: the files may be lost when the machine, not just the program, goes down. */
  durable: boolean;
}

const UNFINISHED = 'postgres.new-';

/** Only {@link ROLE} may log in, over loopback, with its password; nobody can as the superuser. */
const HOST_BASED_AUTHENTICATION = `host all ${ROLE} 127.0.0.1/32 scram-sha-256\n`;

/**
 * The cluster in `<dataDir>/postgres`, made when there is none.
 *
 * It is made under another name and renamed when whole, so that what stands under its name is always a whole cluster
 * with its password. Each try has a directory of its own: the initdb of a killed start may still be writing in its.
 *
 * @throws Error with what Postgres said when it cannot be made.
 */
export async function ensureCluster(options: ClusterOptions): Promise<Cluster> {
  const home = join(options.dataDir, 'postgres');
  const directory = join(home, 'data');
  if (!(await exists(directory))) {
    const unfinished = await mkdtemp(join(options.dataDir, UNFINISHED));
    await createCluster(unfinished, options);
    await rename(unfinished, home);
    if (options.durable) await syncDirectory(options.dataDir);
  }
  await removeUnfinished(options.dataDir);
  await giveTo(options.privileges.owner, directory);
  return { directory, password: await readFile(join(home, 'password'), 'utf8') };
}

/** The cluster of a data directory, or null when none was made there yet. */
export async function findCluster(dataDir: string): Promise<Cluster | null> {
  const home = join(dataDir, 'postgres');
  // Servers are started on the real path, by which they are known again.
  const directory = await realpath(join(home, 'data')).catch(() => null);
  if (directory === null) return null;
  return { directory, password: await readFile(join(home, 'password'), 'utf8') };
}

async function createCluster(home: string, { binaries, privileges, durable }: ClusterOptions): Promise<void> {
  const directory = join(home, 'data');
  await mkdir(directory, { mode: 0o700 });
  await giveTo(privileges.owner, directory);

  const run = async (argv: string[], input?: string) => {
    const { code, output } = await runCommand([...privileges.prefix, ...argv], input);
    if (code !== 0) throw new Error(`The embedded Postgres could not be set up:\n${output}`);
  };
  const initdb = [binaries.initdb, '-D', directory];
  await run([
    ...initdb,
    '--username=postgres',
    '--auth=reject',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    // Synced once, below, with what follows.
    '--no-sync',
  ]);
  await writeFile(join(directory, 'pg_hba.conf'), HOST_BASED_AUTHENTICATION);

  const password = randomBytes(24).toString('base64url');
  await writeFile(join(home, 'password'), password, { mode: 0o600, flush: true });
  const singleUser = [binaries.postgres, '--single', '-D', directory, '-c', 'exit_on_error=on'];
  // A failing statement would be printed with its password.
  await run([...singleUser, '-c', 'log_min_error_statement=panic', 'postgres'], createRole(password));

  if (durable) await run([...initdb, '--sync-only']);
}

async function removeUnfinished(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    if (name.startsWith(UNFINISHED)) await rm(join(dataDir, name), { recursive: true, force: true, maxRetries: 10 });
  }
}

/** CREATEDB lets tests have a database each. */
function createRole(password: string): string {
  return `create role ${ROLE} login createdb password '${password}';\ncreate database ${ROLE} owner ${ROLE};\n`;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Makes a rename in the directory outlive a power failure (POSIX: the entry belongs to the directory, not the file). */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path);
  await directory.sync();
  await directory.close();
}
