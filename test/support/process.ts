import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { ROLE } from '../../src/store/embedded/cluster.ts';
import { copyCluster } from './cluster.ts';

const PROGRAM = resolve('src/cli/wirewatch.js');
const POLL_MS = 25;

/** Directories for one installation of Wirewatch, which outlive its processes. */
export interface Home {
  config: string;
  data: string;
  /** Writes `wirewatch.yaml`. */
  configure(content: object): Promise<void>;
  remove(): Promise<void>;
}

/** Makes the directories below the system's temporary one. */
export async function makeHome(content: object = {}): Promise<Home> {
  const root = await mkdtemp(join(tmpdir(), 'wirewatch-process-'));
  const config = join(root, 'config');
  await mkdir(config);
  const configure = (yaml: object) => writeFile(join(config, 'wirewatch.yaml'), stringify(yaml));
  await configure(content);
  return {
    config,
    data: join(root, 'data'),
    configure,
    remove: () => rm(root, { recursive: true, force: true, maxRetries: 10 }),
  };
}

/** The same, with its embedded Postgres already made and empty. */
export async function makeHomeWithCluster(content: object = {}): Promise<Home> {
  const home = await makeHome(content);
  await copyCluster(home.data);
  return home;
}

/** How a process ended. */
export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A line of the log, as pino wrote it. */
export type LogEntry = { level: number; msg: string } & Record<string, unknown>;

/** A running command and what it has said so far. */
export interface Running {
  pid: number;
  stdout(): string;
  stderr(): string;
  /** The lines of standard output that are JSON. */
  log(): LogEntry[];
  /** Waits for a log entry with this message. @throws when the process ends or 30 s pass before it comes. */
  logged(msg: string): Promise<LogEntry>;
  exited: Promise<Exit>;
  /** Sends a signal; returns at once. */
  signal(signal: NodeJS.Signals): void;
  /** SIGKILL, if it still runs; returns once it is gone. */
  kill(): Promise<void>;
}

/** The environment of a command: the test's own, without what would lead Wirewatch elsewhere. */
function cleanEnvironment(more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { NODE_OPTIONS, DATABASE_URL, REDIS_URL, ...env } = process.env;
  const own = Object.entries(env).filter(([name]) => !name.startsWith('WIREWATCH_'));
  return { ...Object.fromEntries(own), ...more };
}

/** Starts a command in the checkout, its output collected. */
export function run(argv: string[], env: NodeJS.ProcessEnv = {}): Running {
  const [program, ...args] = argv;
  const child = spawn(program!, args, { stdio: ['ignore', 'pipe', 'pipe'], env: cleanEnvironment(env) });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  let ended = false;
  const exited = once(child, 'close').then(([code, signal]) => {
    ended = true;
    return { code, signal } as Exit;
  });
  const log = () => stdout.split('\n').flatMap(parseEntry);
  return {
    pid: child.pid!,
    stdout: () => stdout,
    stderr: () => stderr,
    log,
    exited,
    logged: (msg) =>
      waitFor(`the log entry "${msg}"`, () => {
        const entry = log().find((candidate) => candidate.msg === msg);
        if (!entry && ended) throw new Error(`ended before it logged "${msg}":\n${stdout}${stderr}`);
        return entry;
      }),
    signal: (signal) => child.kill(signal),
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** What `work` comes to. @throws with all that the process said, when it ends before. */
export async function whileRunning<T>(running: Running, work: Promise<T>): Promise<T> {
  const early = running.exited.then(({ code, signal }) => {
    throw new Error(`ended with ${signal ?? code}:\n${running.stdout()}${running.stderr()}`);
  });
  return Promise.race([work, early]);
}

/** Runs `wirewatch` with these arguments. */
export function wirewatch(args: string[], env: NodeJS.ProcessEnv = {}): Running {
  return run([process.execPath, PROGRAM, ...args], env);
}

/** Runs `wirewatch start` on a home, its pages on any free port. */
export function startIn(home: Home, env: NodeJS.ProcessEnv = {}): Running {
  return wirewatch(['start', '--config', home.config, '--data', home.data, '--port', '0'], env);
}

/** Where the pages of a running `start` are, without a final slash. */
export async function pagesOf(running: Running): Promise<string> {
  const listening = await waitFor('the address of the pages', () =>
    running.log().find(({ msg }) => msg.startsWith('Server listening at ')),
  );
  return listening.msg.slice('Server listening at '.length);
}

/** The embedded database of a running `start`. */
export async function databaseOf(home: Home, running: Running): Promise<string> {
  const { port } = await running.logged('database server started');
  const password = await readFile(join(home.data, 'postgres', 'password'), 'utf8');
  return `postgres://${ROLE}:${password}@127.0.0.1:${port}/${ROLE}`;
}

function parseEntry(line: string): LogEntry[] {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}

/** A process, told apart from a later one that got the same pid. */
export interface ProcessId {
  pid: number;
  /** Ticks of the kernel's clock since it booted. */
  startedAt: string;
  command: string;
}

/** The children of a process, their children and so on (Linux: proc(5), `stat`). */
export async function descendantsOf(pid: number): Promise<ProcessId[]> {
  const all = await listProcesses();
  const below = (parent: number): ProcessId[] =>
    all.filter((process) => process.parent === parent).flatMap((child) => [child, ...below(child.pid)]);
  return below(pid);
}

/** Waits until none of these is left. @throws naming those that are. */
export async function allGone(processes: ProcessId[], timeoutMs = 30_000): Promise<void> {
  let left = processes;
  await waitFor(
    () => `the end of ${left.map(({ pid, command }) => `${command} (${pid})`).join(', ')}`,
    async () => {
      const running = await listProcesses();
      left = processes.filter((one) =>
        running.some(({ pid, startedAt }) => pid === one.pid && startedAt === one.startedAt),
      );
      return left.length === 0;
    },
    timeoutMs,
  );
}

async function listProcesses(): Promise<(ProcessId & { parent: number })[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
  return stats.flatMap((stat) => {
    // The name stands in parentheses and may hold anything, even those.
    const match = /^(\d+) \((.*)\) (.*)$/s.exec(stat);
    const fields = match?.[3]?.split(' ') ?? [];
    const [state, parent] = fields;
    if (!match || state === 'Z') return [];
    return [{ pid: Number(match[1]), command: match[2]!, parent: Number(parent), startedAt: fields[19]! }];
  });
}

/** Looks again and again until `find` returns something. @throws after `timeoutMs`, naming `what`; and what `find` throws. */
export async function waitFor<T>(
  what: string | (() => string),
  find: () => T | undefined | null | false | Promise<T | undefined | null | false>,
  timeoutMs = 60_000,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const found = await find();
    if (found) return found;
    if (performance.now() > deadline)
      throw new Error(`waited ${timeoutMs} ms in vain for ${typeof what === 'string' ? what : what()}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
