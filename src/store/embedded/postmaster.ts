import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand } from './command.ts';

/** What `postmaster.pid` says (Postgres, src/include/utils/pidfile.h: line 1 the pid, line 4 the port, line 8 the status). */
export interface PostmasterFile {
  pid: number;
  /** Not a number while the file is being written. */
  port: number;
  /** `starting`, `ready`, `stopping`, …; empty while the file is being written. */
  status: string;
}

/** More than any system gives out. */
const NO_PROCESS = 2 ** 31 - 1;
const POLL_MS = 20;

/** What a server is asked to do, the gentlest first, and ms it gets for it: fast shutdown, immediate shutdown, the end. */
const SHUTDOWN_STEPS = [
  ['SIGINT', 5_000],
  ['SIGQUIT', 2_000],
  ['SIGKILL', 2_000],
] as const;

/** The server's own note in its data directory, or null when there is none. */
export async function readPostmasterFile(directory: string): Promise<PostmasterFile | null> {
  const text = await readIfExists(join(directory, 'postmaster.pid'));
  if (text === null) return null;
  const lines = text.split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3] || Number.NaN), status: lines[7]?.trim() ?? '' };
}

/**
 * Ends a server that outlived the program which started it, and clears the way for a new one. Only for the holder of
 * the data directory's lock, who knows that no living program uses that server.
 *
 * @returns the pid of the server that was ended, or null when none was running.
 */
export async function endAbandonedServer(directory: string): Promise<number | null> {
  const note = await readPostmasterFile(directory);
  if (note === null) return null;
  if (await isServerOf(note.pid, directory)) {
    await endServer(note.pid, directory);
    return note.pid;
  }
  await disownPid(directory);
  return null;
}

/**
 * Tells Postgres that no process has the pid of a stale `postmaster.pid`, which by now may be another program's.
 * The file itself stays: by it Postgres finds the backends of a killed server that are still writing.
 */
async function disownPid(directory: string): Promise<void> {
  const file = join(directory, 'postmaster.pid');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/^.*/, String(NO_PROCESS)));
}

/**
 * Ends the server and returns once it is gone.
 *
 * @throws Error when it survives even SIGKILL, or may not be ended by this user.
 */
export async function endServer(pid: number, directory: string): Promise<void> {
  const gone = async () => !(await isServerOf(pid, directory));
  for (const [signal, graceMs] of SHUTDOWN_STEPS) {
    if (await gone()) return;
    sendSignal(pid, signal);
    if (await waitUntil(gone, graceMs)) return;
  }
  throw new Error(`The embedded Postgres, process ${pid}, cannot be stopped.`);
}

/** Whether a living process with that pid is a server on that directory. A pid alone proves nothing: pids are reused. */
export async function isServerOf(pid: number, directory: string): Promise<boolean> {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  return ` ${await commandLine(pid)} `.includes(` -D ${directory} `);
}

/** Empty when there is no such process, or only its zombie. */
async function commandLine(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    return (await readIfExists(`/proc/${pid}/cmdline`))?.replaceAll('\0', ' ') ?? '';
  }
  const { code, output } = await runCommand(['ps', '-ww', '-o', 'command=', '-p', String(pid)]);
  return code === 0 ? output : '';
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Waits for a condition, `timeoutMs` at most. Returns whether it came true. */
export async function waitUntil(condition: () => Promise<boolean>, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > deadline) return false;
    await sleep(POLL_MS);
  }
  return true;
}

async function readIfExists(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // ESRCH: a process that ended while its entry in /proc was read.
    if (code === 'ENOENT' || code === 'ESRCH') return null;
    throw error;
  }
}
