/**
 * `npm test`: type check, lint, then every test, on both queue backends.
 *
 * The tests bring their own Postgres. For Redis they use `REDIS_URL`, or a `redis-server` on the path, or install one
 * with apt where that is possible; else the Redis runs are left out, which is said in one line and, with `CI` set, is
 * a failure. Arguments are passed to jest.
 */
import { spawnSync } from 'node:child_process';
import { findRedis } from './support/redis.ts';

/** Runs a command and returns its exit code. */
function run(title: string, command: string, args: string[], env: NodeJS.ProcessEnv = {}): number {
  console.log(`\n▸ ${title}`);
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  if (error) throw error;
  return status ?? 1;
}

async function runTests(jestArgs: string[]): Promise<number> {
  const redis = await findRedis(process.env);
  if (redis.kind === 'none') console.log(`\nNot run: the tests on Redis (${redis.reason}).`);
  const title = redis.kind === 'found' ? 'tests, on Postgres and on Redis' : 'tests, on Postgres only';
  try {
    // A test that fails may leave a server open; CI must end all the same.
    const failed = run(title, 'jest', process.env.CI ? ['--forceExit', ...jestArgs] : jestArgs, {
      NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
      ...(redis.kind === 'found' && { REDIS_URL: redis.url }),
    });
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
