import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { COMMAND_ENV } from './command.ts';
import { openServerLog, type ServerLog } from './log-file.ts';
import { endServer, readPostmasterFile, waitUntil } from './postmaster.ts';

/** What to run, and where. */
export interface Launch {
  /** Everything but data directory and port: the words before `postgres`, its path and its settings. */
  command: string[];
  /** Postgres' data directory. */
  directory: string;
  logPath: string;
  /** Asked for a port before each try. */
  pickPort: () => Promise<number>;
}

/** A server that accepts connections. */
export interface RunningServer {
  port: number;
  pid: number;
  /** Settles when the server has ended, whoever ended it. */
  ended: Promise<void>;
}

/** ms for a server to accept connections; recovery after a crash has to fit in. */
const START_TIMEOUT_MS = 60_000;
/** ms to go on trying while something is in the way that passes. */
const BUSY_TIMEOUT_MS = 10_000;
const RETRY_MS = 100;

/** The port was taken meanwhile, or backends of a killed server are still on their way out. */
const PASSING = /Address already in use|pre-existing shared memory block|lock file "postmaster\.pid" already exists/;

/**
 * Starts a server and waits until it accepts connections.
 *
 * @throws Error with the last lines of the server's log when it does not come up.
 */
export async function launchServer(launch: Launch): Promise<RunningServer> {
  const giveUpAt = performance.now() + BUSY_TIMEOUT_MS;
  for (;;) {
    const result = await tryLaunch(launch);
    if (result.kind === 'running') return result.server;
    if (!PASSING.test(result.reason) || performance.now() > giveUpAt) {
      throw new Error(`The embedded Postgres did not start (log: ${launch.logPath}):\n${result.reason}`);
    }
    await sleep(RETRY_MS);
  }
}

type LaunchResult = { kind: 'running'; server: RunningServer } | { kind: 'failed'; reason: string };

async function tryLaunch(launch: Launch): Promise<LaunchResult> {
  const port = await launch.pickPort();
  const log = await openServerLog(launch.logPath);
  try {
    const { pid, ended } = spawnServer(launch, port, log);
    let hasEnded = false;
    const end = ended.then(() => {
      hasEnded = true;
    });
    const isReady = async () => {
      const note = await readPostmasterFile(launch.directory);
      return note?.pid === pid && note?.status === 'ready';
    };
    const settled = await waitUntil(async () => hasEnded || (await isReady()), START_TIMEOUT_MS);
    if (hasEnded || pid === undefined) return { kind: 'failed', reason: (await log.tail()) || 'It said nothing.' };
    if (settled) return { kind: 'running', server: { port, pid, ended: end } };
    await endServer(pid, launch.directory);
    return { kind: 'failed', reason: `Not ready after ${START_TIMEOUT_MS} ms.\n${await log.tail()}` };
  } finally {
    await log.close();
  }
}

function spawnServer(launch: Launch, port: number, log: ServerLog) {
  const [program, ...args] = launch.command;
  const child = spawn(program!, [...args, '-D', launch.directory, '-p', String(port)], {
    env: COMMAND_ENV,
    cwd: '/',
    stdio: ['ignore', log.fd, log.fd],
    // In a session of its own: Ctrl-C in a terminal is for the program, which stops the server last.
    detached: true,
  });
  const stopWithProgram = () => child.kill('SIGINT');
  process.once('exit', stopWithProgram);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  }).finally(() => process.off('exit', stopWithProgram));
  return { pid: child.pid, ended };
}
