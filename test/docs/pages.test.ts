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

  /** A receiver has one channel: those that have keys with defaults, with the keys that they need. */
  const channels = [
    { slack: { token: 'xoxb-1', channel: 'C0123456789' } },
    { telegram: { token: `1:${'A'.repeat(35)}`, chat: 1 } },
  ];
  const isOfReceiver = (path: string, channel: object) =>
    Object.keys(channel).some((name) => path.startsWith(`receivers[].${name}.`));
  const withDefault = keys.filter(({ default: value }) => value);

  it('have all their channels tried', () => {
    const ofChannels = withDefault.filter(({ path }) => /^receivers\[\]\.\w+\./.test(path));
    expect(ofChannels.filter(({ path }) => !channels.some((channel) => isOfReceiver(path, channel)))).toEqual([]);
  });

  it.each(channels)('mean the same left out as with their defaults written out, with %j', async (channel) => {
    const others = channels.filter((one) => one !== channel);
    const defaults = Object.fromEntries(
      withDefault.flatMap(({ path, default: value }) =>
        others.some((other) => isOfReceiver(path, other)) ? [] : [[path, value!]],
      ),
    );
    const withLists = () => ({
      feeds: [{ url: 'https://example.org/feed.xml' }],
      receivers: [{ id: 'newsroom', ...structuredClone(channel) }],
      route: { receiver: 'newsroom', routes: [{}] },
    });
    const written = withLists();
    for (const [path, value] of Object.entries(defaults)) put(written, path.split('.'), parse(value));
    expect(Object.keys(defaults)).toEqual(expect.arrayContaining(['feeds[].backfill', 'route.routes[].continue']));
    expect(Object.keys(defaults).length).toBeGreaterThan(4);
    expect(await configOf(stringify(written))).toEqual(await configOf(stringify(withLists())));
  });
});

/** Sets the value at a path in sections, which are made, and in the first entry of lists, which is there. */
function put(section: Record<string, unknown>, [name, ...rest]: string[], value: unknown): void {
  if (name!.endsWith('[]')) put((section[name!.slice(0, -2)] as Record<string, unknown>[])[0]!, rest, value);
  else if (rest.length > 0) {
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
