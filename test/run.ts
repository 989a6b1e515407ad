/**
 * `npm test`: type check, lint, then every test, on both queue backends.
 *
 * The tests bring their own Postgres. For Redis they use `REDIS_URL`, or a `redis-server` on the path, or install one
 * with apt where that is possible; else the Redis runs are left out, which is said in one line and, with `CI` set, is
 * a failure. Arguments are passed to jest.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findRedis } from './support/redis.ts';

/** Runs a command and returns its exit code. */
function run(title: string, command: string, args: string[], env: NodeJS.ProcessEnv = {}): number {
  console.log(`\n▸ ${title}`);
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  if (error) throw error;
  return status ?? 1;
}

/** What jest reports of each file. */
interface JestReport {
  testResults: { name: string; status: string; message: string }[];
}

async function readReport(file: string): Promise<JestReport> {
  const text = await readFile(file, 'utf8').catch(() => '{"testResults":[]}');
  return JSON.parse(text);
}

/**
 * The files whose process was ended by a signal, if that is all that failed: V8 crashes now and then in a process whose
 * threads are killed, as the tests on hostile documents do. They are run once more, and then have to pass.
 */
function lostSuites({ testResults }: JestReport): string[] {
  const failed = testResults.filter(({ status }) => status === 'failed');
  const lost = failed.filter(({ message }) =>
    /jest worker process .* was terminated .*signal=SIG(?:SEGV|TRAP|ABRT|ILL|BUS)/.test(message),
  );
  return lost.length === failed.length ? lost.map(({ name }) => name) : [];
}

async function runTests(jestArgs: string[]): Promise<number> {
  const redis = await findRedis(process.env);
  if (redis.kind === 'none') console.log(`\nNot run: the tests on Redis (${redis.reason}).`);
  const title = redis.kind === 'found' ? 'tests, on Postgres and on Redis' : 'tests, on Postgres only';
  try {
    const jest = (title: string, args: string[]) =>
      // A test that fails may leave a server open; CI must end all the same.
      run(title, 'jest', [...(process.env.CI ? ['--forceExit'] : []), ...args], {
        NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
        ...(redis.kind === 'found' && { REDIS_URL: redis.url }),
      });
    const report = join(await mkdtemp(join(tmpdir(), 'wirewatch-tests-')), 'report.json');
    const ended = jest(title, ['--json', `--outputFile=${report}`, ...jestArgs]);
    const lost = ended === 0 ? [] : lostSuites(await readReport(report));
    const failed = lost.length > 0 ? jest('again what a crash of Node cut off', ['--runTestsByPath', ...lost]) : ended;
    await rm(dirname(report), { recursive: true });
    const incomplete = redis.kind === 'none' && process.env.CI;
    if (incomplete) console.error('CI must not leave out the tests on Redis.');
    return failed || (incomplete ? 1 : 0);
  } finally {
    if (redis.kind === 'found') await redis.stop();
  }
}

process.exitCode =
  run('types', 'tsc', ['--noEmit']) ||
  run('lint and format', 'biome', ['ci', '--error-on-warnings']) ||
  (await runTests(process.argv.slice(2)));
