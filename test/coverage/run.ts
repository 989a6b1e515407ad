/**
 * `npm run coverage`: the lines of src/ and workers/ that the tests run, in jest and in all processes and threads they
 * start; as a table, and as pages in coverage/. What ended by SIGKILL has nothing to tell. Arguments are passed to jest.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import report from 'istanbul-lib-report';
import reports from 'istanbul-reports';
import { findRedis } from '../support/redis.ts';
import { coverageOfStarted } from './started.ts';

const JEST = [
  '--coverage',
  '--coverageProvider=v8',
  '--coverageReporters=json',
  // With a limit, whatever it is, jest never runs tests in its own process, which starts things uncounted.
  '--workerIdleMemoryLimit=4GB',
  ...['src', 'workers'].map((name) => `--collectCoverageFrom=${name}/**/*.ts`),
];

const directory = await mkdtemp(join(tmpdir(), 'wirewatch-coverage-'));
const redis = await findRedis(process.env);
try {
  const { status } = spawnSync('jest', [...JEST, `--coverageDirectory=${directory}`, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: {
      ...process.env,
      NODE_OPTIONS: `--experimental-vm-modules --disable-warning=ExperimentalWarning --import=${resolve('test/coverage/preload.ts')}`,
      WIREWATCH_COVERAGE: join(directory, 'started'),
      // Functions from the cache are counted less precisely (Node's documentation, "Module compile cache").
      NODE_DISABLE_COMPILE_CACHE: '1',
      ...(redis.kind === 'found' && { REDIS_URL: redis.url }),
    },
  });
  const coverageMap = await coverageOfStarted(join(directory, 'started'), process.cwd());
  coverageMap.merge(JSON.parse(await readFile(join(directory, 'coverage-final.json'), 'utf8')));
  const context = report.createContext({ coverageMap, dir: 'coverage', defaultSummarizer: 'nested' });
  for (const kind of ['html', 'text'] as const) reports.create(kind).execute(context);
  process.exitCode = status ?? 1;
} finally {
  if (redis.kind === 'found') await redis.stop();
  await rm(directory, { recursive: true });
}
