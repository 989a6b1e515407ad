import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { configOf } from '../config/support.ts';
import type { Generated } from './pages.ts';

// In a process of its own: everything there is is loaded.
const { stdout, stderr } = spawnSync(process.execPath, ['test/docs/write.ts', '--json'], {
  encoding: 'utf8',
  env: { ...process.env, NODE_OPTIONS: '' },
  maxBuffer: 2 ** 26,
});
if (stdout === '') throw new Error(stderr);
const { pages, commands, keys, faults } = JSON.parse(stdout) as Generated;

describe('pages made of the program', () => {
  it.each(Object.keys(pages))('%s is what `npm run docs` writes', (path) => {
    expect(readFileSync(path, 'utf8')).toBe(pages[path]);
  });
});

describe('the keys of the configuration', () => {
  it('all have a meaning', () => {
    expect(keys.length).toBeGreaterThan(40);
    expect(keys.filter(({ description }) => description === '').map(({ path }) => path)).toEqual([]);
  });

  it('mean the same left out as with their defaults written out', async () => {
    const defaults = Object.fromEntries(keys.flatMap(({ path, default: value }) => (value ? [[path, value]] : [])));
    const { 'feeds[].backfill': backfill, ...settings } = defaults;
    const feeds = (more: object) => [{ url: 'https://example.org/feed.xml', ...more }];
    const written: Record<string, unknown> = { feeds: feeds({ backfill: JSON.parse(backfill!) }) };
    for (const [path, value] of Object.entries(settings)) put(written, path.split('.'), parse(value));
    expect(Object.keys(settings).length).toBeGreaterThan(3);
    expect(await configOf(stringify(written))).toEqual(await configOf(stringify({ feeds: feeds({}) })));
  });
});

/** Sets the value at a path in sections, which are made. */
function put(section: Record<string, unknown>, [name, ...rest]: string[], value: unknown): void {
  if (rest.length > 0) {
    section[name!] ??= {};
    put(section[name!] as Record<string, unknown>, rest, value);
  } else section[name!] = value;
}

describe('the help', () => {
  it('has an example of each verb, which calls that verb, and an example for each noun', () => {
    expect(commands.length).toBeGreaterThan(40);
    const without = commands.filter(({ name, examples }) => !examples.some((one) => one.includes(name)));
    expect(without.map(({ name }) => name)).toEqual([]);
  });

  it('has no example that the command line would refuse', () => {
    expect(faults).toEqual([]);
  });

  it('says what each verb, argument and option is for', () => {
    const silent = commands.flatMap(({ name, summary, arguments: given, options }) => [
      ...(summary === '' ? [name] : []),
      ...options.filter(({ description }) => description === '').map(({ term }) => `${name} ${term}`),
      ...given.filter(({ description }) => description === '').map(({ term }) => `${name} ${term}`),
    ]);
    expect(silent).toEqual([]);
  });

  it('offers --json wherever a verb answers with data', () => {
    const without = commands.filter(
      ({ name, isNoun, options }) =>
        !isNoun && !SILENT.includes(name) && !options.some(({ term }) => term === '--json'),
    );
    expect(without.map(({ name }) => name)).toEqual([]);
  });
});

/** Verbs that run until they are stopped, or answer with nothing but their exit code or a script. */
const SILENT = [...['start', 'worker', 'server', 'migrate', 'demo', 'completion'].map((verb) => `wirewatch ${verb}`)];
