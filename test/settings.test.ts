import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { readSettings, type SettingFlags, type Settings } from '../src/settings.ts';

const DEFAULTS: Settings = {
  configDir: resolve('config'),
  dataDir: resolve('data'),
  host: '127.0.0.1',
  port: 8080,
  databaseUrl: null,
  redisUrl: null,
  adminPassword: null,
  trustedProxies: [],
  logLevel: 'info',
  capacity: {
    feedThreads: 2,
    pageThreads: Math.max(2, availableParallelism()),
    polls: 32,
    reads: 16,
    sends: 128,
    leaseMs: 45_000,
  },
};

/** @throws when they are refused. */
function settings(env: NodeJS.ProcessEnv, flags?: SettingFlags): Settings {
  const read = readSettings(env, flags);
  if (read.kind === 'invalid') throw new Error(read.problems.join('\n'));
  return read.settings;
}

function problems(env: NodeJS.ProcessEnv, flags?: SettingFlags): string[] {
  const read = readSettings(env, flags);
  return read.kind === 'invalid' ? read.problems : [];
}

it('needs nothing, and listens on loopback then', () => {
  expect(settings({})).toEqual(DEFAULTS);
});

it('ignores the variables of others', () => {
  expect(settings({ PATH: '/bin', PORT: 'x', HOST: 'y' })).toEqual(DEFAULTS);
});

it('takes everything from the environment', () => {
  expect(
    settings({
      WIREWATCH_CONFIG: '/etc/wirewatch',
      WIREWATCH_DATA: '/var/lib/wirewatch',
      WIREWATCH_HOST: '0.0.0.0',
      WIREWATCH_PORT: '0',
      DATABASE_URL: 'postgres://user:secret@db:5432/wirewatch',
      REDIS_URL: 'rediss://:secret@redis:6379/1',
      WIREWATCH_ADMIN_PASSWORD: 'correct horse',
      WIREWATCH_TRUSTED_PROXIES: '10.0.0.7, fd00::/8',
      WIREWATCH_LOG_LEVEL: 'debug',
    }),
  ).toEqual({
    configDir: '/etc/wirewatch',
    dataDir: '/var/lib/wirewatch',
    host: '0.0.0.0',
    port: 0,
    databaseUrl: 'postgres://user:secret@db:5432/wirewatch',
    redisUrl: 'rediss://:secret@redis:6379/1',
    adminPassword: 'correct horse',
    trustedProxies: ['10.0.0.7', 'fd00::/8'],
    logLevel: 'debug',
    capacity: DEFAULTS.capacity,
  });
});

it('lets a flag win over its variable', () => {
  const env = { WIREWATCH_CONFIG: '/a', WIREWATCH_DATA: '/b', WIREWATCH_HOST: '0.0.0.0', WIREWATCH_PORT: '1' };
  const flags = { config: '/c', data: '/d', host: '127.0.0.2', port: '2' };
  expect(settings(env, flags)).toEqual({
    ...DEFAULTS,
    configDir: '/c',
    dataDir: '/d',
    host: '127.0.0.2',
    port: 2,
  });
});

it('takes an empty variable as not set', () => {
  const names = ['WIREWATCH_CONFIG', 'WIREWATCH_PORT', 'DATABASE_URL', 'REDIS_URL', 'WIREWATCH_ADMIN_PASSWORD'];
  expect(settings(Object.fromEntries(names.map((name) => [name, ''])))).toEqual(DEFAULTS);
});

it.each([
  ['WIREWATCH_PORT', '65536'],
  ['WIREWATCH_PORT', '-1'],
  ['WIREWATCH_PORT', '80.5'],
  ['WIREWATCH_PORT', 'http'],
  ['DATABASE_URL', 'mysql://db/wirewatch'],
  ['DATABASE_URL', 'wirewatch'],
  ['REDIS_URL', 'http://redis:6379'],
  ['WIREWATCH_ADMIN_PASSWORD', 'short'],
  ['WIREWATCH_TRUSTED_PROXIES', 'everybody'],
  ['WIREWATCH_LOG_LEVEL', 'loud'],
])('refuses %s=%s, naming the variable', (name, value) => {
  expect(problems({ [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name}: .`))]);
});

it('names every problem at once', () => {
  expect(problems({ WIREWATCH_PORT: 'x', REDIS_URL: 'y', WIREWATCH_LOG_LEVEL: 'z' })).toHaveLength(3);
});

it('never repeats a secret in a problem', () => {
  const said = problems({ DATABASE_URL: 'mysql://u:s3cret@db/w', WIREWATCH_ADMIN_PASSWORD: 's3cret' });
  expect(said).toHaveLength(2);
  expect(said.join('\n')).not.toContain('s3cret');
});

describe('how much is done at once', () => {
  it('is taken from the environment', () => {
    const { capacity } = settings({
      WIREWATCH_FEED_THREADS: '3',
      WIREWATCH_PAGE_THREADS: '8',
      WIREWATCH_POLLS: '64',
      WIREWATCH_READS: '4',
      WIREWATCH_SENDS: '5',
      WIREWATCH_LEASE_SECONDS: '90',
    });
    expect(capacity).toEqual({ feedThreads: 3, pageThreads: 8, polls: 64, reads: 4, sends: 5, leaseMs: 90_000 });
  });

  it.each(['0', '-1', '1.5', 'many', '65'])('is refused where it is no number that makes sense: %s', (threads) => {
    expect(problems({ WIREWATCH_PAGE_THREADS: threads })).toEqual([
      'WIREWATCH_PAGE_THREADS: a whole number from 1 to 64',
    ]);
  });
});
