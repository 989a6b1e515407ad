import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import dockerfileUtils from 'dockerfile-utils';
import { parse } from 'yaml';
import { readSettings } from '../src/settings.ts';
import { packageOf, readSources } from './support/sources.ts';

interface Service {
  build?: string;
  image: string;
  command?: string[];
  environment?: Record<string, string>;
  volumes?: string[];
  healthcheck?: { test: string[] };
  depends_on?: Record<string, { condition: string }>;
}

const compose: { services: Record<string, Service>; volumes: Record<string, unknown> } = parse(
  readFileSync('docker-compose.yml', 'utf8'),
  { merge: true },
);
const services = Object.entries(compose.services);
const ours = services.filter(([, service]) => service.build !== undefined);

const dockerfile = readFileSync('Dockerfile', 'utf8');

/** A variable of the shell replaced by a value, as Compose does (`${NAME:?why}`). */
const interpolate = (value: string) => value.replaceAll(/\$\{\w+(:\?[^}]*)?\}/g, 'correct-horse');

/** Whether readSettings knows the variable: it makes a difference, or is refused. */
function isSetting(name: string, value: string): boolean {
  return JSON.stringify(readSettings({ [name]: value })) !== JSON.stringify(readSettings({}));
}

describe('docker-compose.yml', () => {
  it('has the services that are told of, and ours are three', () => {
    expect(services.map(([name]) => name).toSorted()).toEqual(['migrate', 'postgres', 'redis', 'server', 'worker']);
    expect(ours.map(([name]) => name).toSorted()).toEqual(['migrate', 'server', 'worker']);
  });

  it('waits for services that can be waited for', () => {
    const awaited = services.flatMap(([, { depends_on = {} }]) => Object.entries(depends_on));
    expect(awaited.length).toBeGreaterThan(0);
    for (const [name, { condition }] of awaited) {
      const service = compose.services[name];
      if (condition === 'service_completed_successfully') expect(service?.command).toEqual(['migrate']);
      else expect([name, condition, service?.healthcheck !== undefined]).toEqual([name, 'service_healthy', true]);
    }
  });

  it('starts server and workers after the schema is up to date', () => {
    for (const name of ['server', 'worker'])
      expect(compose.services[name]?.depends_on?.migrate?.condition).toBe('service_completed_successfully');
  });

  it('sets variables that Wirewatch knows, to values it takes', () => {
    for (const [name, { environment = {} }] of ours) {
      const given = Object.entries(environment).map(([key, value]) => [key, interpolate(value)] as const);
      expect(given.filter(([key, value]) => !isSetting(key, value)).map(([key]) => `${name}: ${key}`)).toEqual([]);
      expect(readSettings(Object.fromEntries(given))).toMatchObject({
        kind: 'valid',
        settings: { databaseUrl: expect.any(String), redisUrl: expect.any(String) },
      });
    }
  });

  it('gives Wirewatch the addresses of its own services', () => {
    for (const [, { environment = {} }] of ours) {
      expect(compose.services).toHaveProperty(new URL(interpolate(environment.DATABASE_URL!)).hostname);
      expect(compose.services).toHaveProperty(new URL(environment.REDIS_URL!).hostname);
    }
  });

  it('runs verbs that the command line has', () => {
    const { stdout } = spawnSync(process.execPath, ['src/cli/wirewatch.js', '--help'], { encoding: 'utf8' });
    const verbs = [...stdout.matchAll(/^ {2}([a-z]+) /gm)].map(([, verb]) => verb);
    expect(verbs).toEqual(expect.arrayContaining(['start', ...ours.map(([, { command }]) => command?.[0])]));
  });

  it('declares the volumes it uses, and mounts what exists', () => {
    const sources = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0]!));
    expect(sources.length).toBeGreaterThan(0);
    for (const source of sources) {
      if (source.startsWith('.')) expect(existsSync(source)).toBe(true);
      else expect(compose.volumes).toHaveProperty(source);
    }
  });

  it('checks the health of the server on a port and path there is', () => {
    const check = compose.services.server?.healthcheck?.test.join(' ');
    expect(check).toContain('http://127.0.0.1:8080/healthz');
    expect(dockerfile).toMatch(/^EXPOSE 8080$/m);
  });
});

describe('the Dockerfile', () => {
  const copied = [...dockerfile.matchAll(/^COPY (?!--)(.+)$/gm)].flatMap(([, words]) =>
    words!.split(/\s+/).slice(0, -1),
  );

  it('has no mistake a linter finds', () => {
    expect(dockerfileUtils.validate(dockerfile)).toEqual([]);
  });

  it('copies files that exist and that .dockerignore lets through', () => {
    const patterns = readFileSync('.dockerignore', 'utf8').split('\n').filter(Boolean);
    // Only "everything" and plain names are understood here.
    expect(patterns.filter((pattern) => !/^(\*|!?[\w.-]+)$/.test(pattern))).toEqual([]);
    const isIgnored = (path: string) =>
      patterns.reduce((ignored, pattern) => {
        const name = pattern.replace(/^!/, '');
        return name === '*' || name === path ? !pattern.startsWith('!') : ignored;
      }, false);
    expect(copied).toEqual(expect.arrayContaining(['package.json', 'src', 'workers', 'config']));
    expect(copied.filter((path) => !existsSync(path) || isIgnored(path))).toEqual([]);
  });

  it('installs every package the program imports at once', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: object };
    const imported = readSources().flatMap(({ imports }) => imports.flatMap((name) => packageOf(name) ?? []));
    expect([...new Set(imported)].filter((name) => !(name in dependencies))).toEqual([]);
  });

  it('starts a program that is copied, with a verb there is, and sets variables that Wirewatch knows', () => {
    const entry = /^ENTRYPOINT \["node", "([^"]+)"\]$/m.exec(dockerfile)?.[1];
    expect(existsSync(entry!)).toBe(true);
    expect(copied).toContain(entry!.split('/')[0]);
    expect(dockerfile).toMatch(/^CMD \["start"\]$/m);
    const variables = [...dockerfile.matchAll(/^(?:ENV| {4}) ?(\w+)=(\S+)/gm)].filter(
      ([, name]) => name !== 'NODE_ENV',
    );
    expect(variables.map(([, name, value]) => [name, isSetting(name!, value!)])).toEqual([['WIREWATCH_HOST', true]]);
  });
});
