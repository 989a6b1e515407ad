import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { jest } from '@jest/globals';
import pg from 'pg';
import { findBinaries } from '../../src/store/embedded/binaries.ts';
import { launchServer } from '../../src/store/embedded/launch.ts';
import { freePort } from '../../src/store/embedded/port.ts';
import { endServer, isServerOf, waitUntil } from '../../src/store/embedded/postmaster.ts';
import { choosePrivileges } from '../../src/store/embedded/privileges.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/store/embedded/server.ts';
import { serverArguments } from '../../src/store/embedded/settings.ts';

const PATIENCE_MS = 60_000;
// A first start writes 1,000 files, which a busy disk may take its time for.
jest.setTimeout(180_000);
const linuxIt = process.platform === 'linux' ? it : it.skip;
const rootIt = process.platform === 'linux' && process.getuid?.() === 0 ? it : it.skip;

/** Ends what a test started, the last first. */
const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Removed after all tests: making a cluster is slow on a file system that has just deleted one. */
let root: string;
/** With a cluster already in it, for the tests that are not about the first start. */
let dataDir: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'wirewatch-embedded-'));
  dataDir = await makeDirectory();
  const server = await startEmbeddedPostgres({ dataDir, durable: false });
  await server.stop();
});
afterAll(() => rm(root, { recursive: true }));

function makeDirectory(): Promise<string> {
  return mkdtemp(join(root, 'data-'));
}

async function start(directory = dataDir): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir: directory, durable: false });
  cleanups.push(() => server.stop());
  return server;
}

async function query(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

/** Leaves this feed as the only one. */
async function storeFeed(url: string, id: string): Promise<void> {
  await query(url, `create table if not exists feed (id text); delete from feed; insert into feed values ('${id}')`);
}

async function readFeeds(url: string): Promise<unknown[]> {
  return (await query(url, 'select id from feed')).map((row) => row.id);
}

/** Another program that runs the embedded Postgres of a directory. The programs in `forbidden` fail for it. */
async function spawnApp({ directory = dataDir, forbidden = [] as string[] } = {}) {
  const programs = await makeDirectory();
  for (const name of forbidden) {
    await writeFile(join(programs, name), '#!/bin/sh\necho forbidden >&2\nexit 1\n', { mode: 0o755 });
  }
  const app = spawn(process.execPath, [resolve('test/support/embedded-app.ts'), directory], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PATH: [programs, process.env.PATH].join(delimiter) },
  });
  const exited = once(app, 'exit');
  const end = async (signal: NodeJS.Signals) => {
    app.kill(signal);
    await exited;
  };
  cleanups.push(() => end('SIGTERM'));
  return { app, end };
}

/** The same, once its server is up. */
async function startApp(options: { forbidden?: string[] } = {}) {
  const { app, end } = await spawnApp(options);
  const complaint = text(app.stderr);
  for await (const line of createInterface({ input: app.stdout })) {
    return { ...(JSON.parse(line) as { url: string; pid: number }), end };
  }
  throw new Error(await complaint);
}

function isRunning(pid: number): Promise<boolean> {
  return isServerOf(pid, join(dataDir, 'postgres', 'data'));
}

describe('the embedded Postgres', () => {
  it('is made at the first start and answers in UTF-8, on loopback only, to a user without special rights', async () => {
    const directory = join(await makeDirectory(), 'data');
    const { url } = await start(directory);

    const [row] = await query(
      url,
      `select lower('ÜBER 警察') as lower, current_setting('listen_addresses') as addresses,
       current_database() as database,
       (select rolsuper from pg_roles where rolname = current_user) as superuser`,
    );
    expect(row).toEqual({
      lower: 'über 警察',
      addresses: '127.0.0.1',
      database: 'wirewatch',
      superuser: false,
    });
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    expect((await stat(join(directory, 'postgres', 'password'))).mode & 0o777).toBe(0o600);
  });

  it('lets nobody in without the password, nor the superuser at all', async () => {
    const { url } = await start();
    const guess = new URL(url);
    guess.password = 'guess';
    await expect(query(guess.href, 'select 1')).rejects.toThrow('password authentication failed');
    const superuser = new URL(url);
    superuser.username = 'postgres';
    await expect(query(superuser.href, 'select 1')).rejects.toThrow('no pg_hba.conf entry');
  });

  it('keeps its data and its password over a restart', async () => {
    const first = await start();
    await storeFeed(first.url, 'over a restart');
    await first.stop();
    const second = await start();
    expect(await readFeeds(second.url)).toEqual(['over a restart']);
    expect(new URL(second.url).password).toBe(new URL(first.url).password);
  });

  it('syncs to disk unless told that it need not', async () => {
    const server = await startEmbeddedPostgres({ dataDir });
    cleanups.push(() => server.stop());
    expect(
      await query(server.url, `select current_setting('fsync') || current_setting('synchronous_commit') as s`),
    ).toEqual([{ s: 'onon' }]);
  });

  it('stops although clients are connected and in a transaction', async () => {
    const server = await start();
    const client = new pg.Client(server.url);
    client.on('error', () => {});
    await client.connect();
    await client.query('begin');
    await Promise.all([server.stop(), server.stop()]);
    await server.ended;
    expect(await isRunning(server.pid)).toBe(false);
  });

  it('gives a data directory to one program only', async () => {
    const app = await startApp();
    await expect(start()).rejects.toThrow(`Another Wirewatch is running on ${dataDir}`);
    expect(await query(app.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await app.end('SIGTERM');
    await start();
    await expect(start()).rejects.toThrow('Another Wirewatch is running');
  });

  it('tells its program that it was killed, and recovers at the next start', async () => {
    const first = await start();
    await storeFeed(first.url, 'before postgres was killed');
    process.kill(first.pid, 'SIGKILL');
    await first.ended;
    await first.stop();
    const second = await start();
    expect(await readFeeds(second.url)).toEqual(['before postgres was killed']);
  });

  linuxIt('does not outlive a program that was killed', async () => {
    const app = await startApp();
    await app.end('SIGKILL');
    expect(await waitUntil(async () => !(await isRunning(app.pid)), PATIENCE_MS)).toBe(true);
  });

  it('takes over from a program that was killed and whose server is still running', async () => {
    const app = await startApp({ forbidden: ['setpriv'] });
    await storeFeed(app.url, 'before its program was killed');
    await app.end('SIGKILL');
    expect(await isRunning(app.pid)).toBe(true);

    const server = await start();
    expect(await isRunning(app.pid)).toBe(false);
    expect(await readFeeds(server.url)).toEqual(['before its program was killed']);
  });

  it('starts although its stale pid file names a living process, and leaves that alone', async () => {
    const first = await start();
    const pidFile = join(dataDir, 'postgres', 'data', 'postmaster.pid');
    const note = await readFile(pidFile, 'utf8');
    await first.stop();
    const bystander = spawn('sleep', ['60']);
    const exited = once(bystander, 'exit');
    cleanups.push(async () => {
      bystander.kill();
      await exited;
    });
    await writeFile(pidFile, note.replace(String(first.pid), String(bystander.pid)));

    const second = await start();
    expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(bystander.exitCode ?? bystander.signalCode).toBeNull();
  });

  it('tries another port when the one it picked was taken meanwhile', async () => {
    const binaries = await findBinaries();
    const { prefix } = await choosePrivileges(binaries, dataDir);
    const directory = join(dataDir, 'postgres', 'data');
    const rival = createServer().listen(0, '127.0.0.1');
    await once(rival, 'listening');
    cleanups.push(async () => rival.close());
    const free = await freePort();
    const ports = [(rival.address() as AddressInfo).port, free];

    const server = await launchServer({
      command: [...prefix, binaries.postgres, ...serverArguments(false)],
      directory,
      logPath: join(root, 'port.log'),
      pickPort: async () => ports.shift()!,
    });
    cleanups.push(() => endServer(server.pid, directory));
    expect(server.port).toBe(free);
  });

  it('starts over where a first start was cut short', async () => {
    const directory = await makeDirectory();
    const { end } = await spawnApp({ directory });
    const begun = async () =>
      (await readdir(directory, { recursive: true })).some((name) => name.endsWith('PG_VERSION'));
    expect(await waitUntil(begun, PATIENCE_MS)).toBe(true);
    await end('SIGKILL');
    expect(await readdir(directory)).not.toContain('postgres');

    const { url } = await start(directory);
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect((await readdir(directory)).sort()).toEqual(['postgres', 'postgres.lock', 'postgres.log']);
  });

  it('says why it does not start, and frees the data directory', async () => {
    const first = await start();
    await first.stop();
    const config = join(dataDir, 'postgres', 'data', 'postgresql.conf');
    const intact = await readFile(config, 'utf8');
    await appendFile(config, '\nno such thing\n');
    await expect(start()).rejects.toThrow(/did not start \(log: .*postgres\.log\):\n.*syntax error/);
    await writeFile(config, intact);
    await start();
  });

  rootIt('runs as nobody below a directory that only root may enter, where user namespaces are forbidden', async () => {
    const first = await start();
    await storeFeed(first.url, 'as one user');
    await first.stop();

    const app = await startApp({ forbidden: ['unshare'] });
    expect(await readFeeds(app.url)).toEqual(['as one user']);
    const status = await readFile(`/proc/${app.pid}/status`, 'utf8');
    expect(status).toMatch(/^Uid:\t65534\t65534\t65534\t65534$/m);
    await app.end('SIGTERM');

    const again = await start();
    expect(await readFeeds(again.url)).toEqual(['as one user']);
  });

  rootIt('says what was tried when there is no way to run it', async () => {
    await expect(startApp({ forbidden: ['unshare', 'setpriv'] })).rejects.toThrow(
      /cannot run here\.\nunshare .*: forbidden\nsetpriv .*: forbidden\nSet DATABASE_URL/,
    );
  });
});
