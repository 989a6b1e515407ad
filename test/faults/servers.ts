import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { findBinaries } from '../../src/store/embedded/binaries.ts';
import { ROLE } from '../../src/store/embedded/cluster.ts';
import { launchServer, type RunningServer } from '../../src/store/embedded/launch.ts';
import { freePort } from '../../src/store/embedded/port.ts';
import { choosePrivileges, endWithParent } from '../../src/store/embedded/privileges.ts';
import { serverArguments } from '../../src/store/embedded/settings.ts';
import { copyCluster } from '../support/cluster.ts';
import { startRedis } from '../support/redis.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

/** A server that can be ended and started again at the same address. */
export interface Server {
  /** The straight way to it; Wirewatch takes the one through the proxy. */
  url: string;
  proxy: TcpProxy;
  isRunning(): boolean;
  /** Does nothing while it runs. */
  start(): Promise<void>;
  /** @param signal For Postgres: SIGINT in order, SIGQUIT at once, SIGKILL without a word to its own processes. */
  stop(signal?: 'SIGINT' | 'SIGQUIT' | 'SIGKILL'): Promise<void>;
  close(): Promise<void>;
}

/** Starts a Postgres that is not Wirewatch's own, its files below `directory`, which must not have a `postgres` in it. */
export async function startPostgres(directory: string): Promise<Server> {
  await copyCluster(directory);
  const data = await realpath(join(directory, 'postgres', 'data'));
  const password = await readFile(join(directory, 'postgres', 'password'), 'utf8');
  const binaries = await findBinaries();
  const privileges = await choosePrivileges(binaries, directory);
  const command = [...privileges.prefix, ...(await endWithParent()), binaries.postgres, ...serverArguments(false)];
  const port = await freePort();
  let running: RunningServer | null = null;

  const start = async () => {
    if (running) return;
    const server = await launchServer({
      command,
      directory: data,
      logPath: join(directory, 'postgres.log'),
      pickPort: async () => port,
    });
    running = server;
    void server.ended.then(() => {
      if (running === server) running = null;
    });
  };
  const stop: Server['stop'] = async (signal = 'SIGINT') => {
    if (!running) return;
    const { pid, ended } = running;
    process.kill(pid, signal);
    await ended;
    running = null;
  };
  await start();
  const url = `postgres://${ROLE}:${password}@127.0.0.1:${port}/${ROLE}`;
  const proxy = await startTcpProxy(url);
  return {
    url,
    proxy,
    isRunning: () => running !== null,
    start,
    stop,
    async close() {
      await proxy.close();
      await stop('SIGQUIT');
    },
  };
}

/** Starts a Redis that forgets everything when it ends. */
export async function startOwnRedis(): Promise<Server> {
  let running = await startRedis().then((redis) => redis as typeof redis | null);
  const { url } = running!;
  const proxy = await startTcpProxy(url);
  const stop = async () => {
    const redis = running;
    running = null;
    await redis?.stop();
  };
  return {
    url,
    proxy,
    isRunning: () => running !== null,
    async start() {
      running ??= await startRedis(Number(new URL(url).port));
    },
    stop,
    async close() {
      await proxy.close();
      await stop();
    },
  };
}
