import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Logger } from '../../log.ts';
import { type Follower, followConfig } from '../../pipeline/config/follow.ts';
import type { Settings } from '../../settings.ts';
import type { ProcessReport } from '../../store/work/process-report.ts';
import { reportProcess } from '../../store/work/reports.ts';
import { printProblems } from '../config/problem-lines.ts';
import { author } from '../shared/author.ts';
import { release } from '../shared/release.ts';
import type { Foundation } from './runtime.ts';

/**
 * Begins with the configuration that is active or in the directory, and follows both. `open` gets what is to be closed.
 * @throws when there is none that can run, after its problems were told.
 */
export async function openFollower(
  { settings, db, log }: Foundation,
  role: ProcessReport['role'],
  open: AsyncDisposableStack,
): Promise<Follower> {
  const { configDir: directory, databaseUrl } = settings;
  const followed = await followConfig({
    ...{ db, directory, log, env: process.env, author: author() },
    isOnly: databaseUrl === null,
    about: aboutProcess(role),
  });
  if (followed.kind === 'nothing') {
    printProblems(followed.problems);
    throw new Error('there is no configuration that can run');
  }
  const { follower } = followed;
  open.defer(() => follower.close());
  const { disk } = await follower.look();
  if (disk.kind === 'invalid') for (const problem of disk.problems) console.error(problem);
  reloadOnHangup(follower, log);
  return follower;
}

/** True when no version can be there yet that would run in the place of wrong files: then nothing need be started to say so. */
export function isFirstStart({ databaseUrl, dataDir }: Settings): boolean {
  return databaseUrl === null && !existsSync(dataDir);
}

/** ms between two signs of life of a process that has no worker to give them. */
const SIGN_MS = 2_000;

/** Lets the others know of a process that shows pages and follows no configuration. `open` gets what is to be closed. */
export async function reportServer({ db, log }: Foundation, open: AsyncDisposableStack): Promise<void> {
  const report = { ...aboutProcess('server'), version: 0, directory: '', disk: { kind: 'none' as const }, stuck: null };
  await reportProcess(db, report);
  const timer = setInterval(() => {
    reportProcess(db, report).catch((error: unknown) => log.warn({ err: error }, 'no sign of life could be given'));
  }, SIGN_MS);
  open.defer(() => clearInterval(timer));
}

function aboutProcess(role: ProcessReport['role']) {
  return { role, host: hostname(), pid: process.pid, release: release(), startedAt: new Date().toISOString() };
}

/** Where nobody sits before it, SIGHUP asks for the configuration to be read anew, as it does elsewhere. */
function reloadOnHangup(follower: Follower, log: Logger): void {
  process.on('SIGHUP', () => {
    if (process.stdout.isTTY) return;
    follower.look().then(
      (looked) => log.info(looked, 'the configuration was looked at, as SIGHUP asks'),
      (error: unknown) => log.error({ err: error }, 'the configuration could not be looked at'),
    );
  });
}
