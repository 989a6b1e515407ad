import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../../log.ts';
import { findBinaries } from './binaries.ts';
import { type Cluster, ensureCluster, findCluster, ROLE } from './cluster.ts';
import { launchServer } from './launch.ts';
import { lockDataDir } from './lock.ts';
import { freePort } from './port.ts';
import { endAbandonedServer, endServer, isServerOf, readPostmasterFile } from './postmaster.ts';
import { choosePrivileges, endWithParent } from './privileges.ts';
import { serverArguments } from './settings.ts';

/** Where the embedded Postgres keeps its data, and how carefully. */
export interface EmbeddedPostgresOptions {
  /** Made with mode 0700 when missing. Holds `postgres/`, `postgres.lock` and the server's `postgres.log`. */
  dataDir: string;
  log?: Pick<Logger, 'info' | 'warn'>;
  /** False: faster, but a crash of the machine may cost the data; made for tests. True when not given. */
  durable?: boolean;
}

/** A Postgres server of our own on 127.0.0.1. */
export interface EmbeddedPostgres {
  /** `postgres://user:password@127.0.0.1:port/wirewatch`. The user owns the database and is no superuser. */
  url: string;
  /** Another one at each start. */
  port: number;
  pid: number;
  /** Settles when the server has ended, by {@link stop} or by itself. It is not started again. */
  ended: Promise<void>;
  /** Ends the server, within 9 s at the worst, and frees the data directory. May be called twice. */
  stop(): Promise<void>;
}

/**
 * Starts the server of a data directory, makes it at first, and returns when it accepts connections.
 *
 * The directory is this process's until {@link EmbeddedPostgres.stop} or its end. Call it from the main thread: the
 * server is stopped when the thread that started it ends. A server left over by a killed process is stopped first.
 *
 * @throws Error, in words for the operator, when another process uses the directory or Postgres cannot run here.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { durable = true, log } = options;
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  const dataDir = await realpath(options.dataDir);
  const lock = await lockDataDir(dataDir);
  try {
    const binaries = await findBinaries();
    const privileges = await choosePrivileges(binaries, dataDir);
    const cluster = await ensureCluster({ dataDir, binaries, privileges, durable });
    const abandoned = await endAbandonedServer(cluster.directory);
    if (abandoned !== null)
      log?.warn({ postgresPid: abandoned }, 'stopped the database server of a run that was killed');

    const startedAt = performance.now();
    const server = await launchServer({
      command: [...privileges.prefix, ...(await endWithParent()), binaries.postgres, ...serverArguments(durable)],
      directory: cluster.directory,
      logPath: join(dataDir, 'postgres.log'),
      pickPort: freePort,
    });
    const { pid, port, ended } = server;
    log?.info(
      { postgresPid: pid, port, durationMs: Math.round(performance.now() - startedAt) },
      'database server started',
    );

    let stopping: Promise<void> | undefined;
    const stop = async () => {
      await endServer(pid, cluster.directory);
      await ended;
      lock.release();
    };
    return {
      url: databaseUrl(cluster, server),
      port,
      pid,
      ended,
      stop: () => {
        stopping ??= stop();
        return stopping;
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** The URL of the server that another process runs on a data directory, or null when none is ready there. */
export async function findEmbeddedPostgres(dataDir: string): Promise<string | null> {
  const cluster = await findCluster(dataDir);
  if (cluster === null) return null;
  const note = await readPostmasterFile(cluster.directory);
  if (note?.status !== 'ready' || !(await isServerOf(note.pid, cluster.directory))) return null;
  return databaseUrl(cluster, note);
}

function databaseUrl(cluster: Cluster, { port }: { port: number }): string {
  return `postgres://${ROLE}:${cluster.password}@127.0.0.1:${port}/${ROLE}`;
}
