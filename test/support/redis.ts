import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A Redis for tests, or why there is none. `stop` ends what was started; it leaves a Redis of `REDIS_URL` alone. */
export type TestRedis = FoundRedis | { kind: 'none'; reason: string };

/** A Redis that answers. */
export type FoundRedis = { kind: 'found'; url: string; stop: () => Promise<void> };

/** `REDIS_URL`, else a `redis-server` of our own on a free port, installed first where we may. */
export async function findRedis(env: NodeJS.ProcessEnv): Promise<TestRedis> {
  if (env.REDIS_URL) return { kind: 'found', url: env.REDIS_URL, stop: async () => {} };
  if (!hasRedisServer() && !installWithApt()) {
    return {
      kind: 'none',
      reason: 'no REDIS_URL, no redis-server on the path, and it could not be installed with apt',
    };
  }
  return startRedis();
}

/** Whether there is a `redis-server` on the path. */
export function hasRedisServer(): boolean {
  return spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0;
}

function installWithApt(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return false;
  console.log('\n▸ installing redis-server with apt');
  // RUNLEVEL=1 keeps the package from starting a server of its own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const apt = (...args: string[]) =>
    spawnSync('apt-get', ['-qq', '-o', 'Dpkg::Use-Pty=0', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env })
      .status === 0;
  const install = () => apt('install', '-y', '--no-install-recommends', 'redis-server');
  return (install() || (apt('update') && install())) && hasRedisServer();
}

/** Starts a `redis-server` that keeps nothing, on this port of loopback, or on a free one. */
export async function startRedis(onPort?: number): Promise<FoundRedis> {
  const directory = await mkdtemp(join(tmpdir(), 'wirewatch-redis-'));
  const port = onPort ?? (await freePort());
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory, '--save', '', '--appendonly', 'no'];
  const server = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(server, 'exit');
  const ready = (async () => {
    for await (const line of createInterface({ input: server.stdout }))
      if (line.includes('Ready to accept connections')) return true;
    return false;
  })();
  if (!(await ready)) throw new Error('redis-server ended before it was ready');
  return {
    kind: 'found',
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      server.kill();
      await exited;
      await rm(directory, { recursive: true });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
