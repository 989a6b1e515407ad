import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { answerOf, open } from './support.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'wirewatch-loading-'));
});
afterAll(() => rm(directory, { recursive: true }));

/** Packages and files of Wirewatch that a verb loads, from the root of the repository. */
async function loadedBy(args: string[]): Promise<{ packages: Set<string>; sources: string[]; files: number }> {
  const file = join(directory, `${args.join('-').replaceAll('/', '-')}.json`);
  const hook = pathToFileURL(resolve('test/cli/loaded-modules.js'));
  const { code, stderr } = await answerOf(open(args, { LOADED_MODULES: file, NODE_OPTIONS: `--import ${hook}` }));
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: expect.stringMatching(/^(?:Wirewatch does not run here.*\n)?$/),
  });
  const root = pathToFileURL(`${resolve('.')}/`).href;
  const paths = (JSON.parse(readFileSync(file, 'utf8')) as string[])
    .filter((url) => url.startsWith(root))
    .map((url) => url.slice(root.length));
  const names = paths.flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
  return {
    packages: new Set(names),
    sources: paths.filter((path) => path.startsWith('src/')),
    files: paths.length,
  };
}

// Not seconds but what they are made of, which is the same on every machine: each file costs some tenths of a millisecond
// even when it was compiled before.
describe('a short verb loads no more than it needs', () => {
  it.each([[['--help']], [['--version']], [['help']]])('%j: commander and the names of the verbs', async (args) => {
    const { packages, sources } = await loadedBy(args);
    expect([...packages]).toEqual(['commander']);
    expect(sources).toEqual(expect.arrayContaining(['src/cli/main.ts', 'src/cli/program.ts']));
    expect(sources.length).toBeLessThan(6);
  });

  it('the help of a noun: not its verbs', async () => {
    const { packages, sources } = await loadedBy(['feed', '--help']);
    expect([...packages]).toEqual(['commander']);
    expect(sources.filter((path) => path.startsWith('src/cli/feed/'))).toEqual(['src/cli/feed/feed.ts']);
  });

  it('config check: YAML, Zod and the watch language, and nothing that fetches, reads pages, stores or stems', async () => {
    const { packages, sources } = await loadedBy(['config', 'check']);
    expect([...packages].toSorted()).toEqual([
      '@stablelib/base64',
      'commander',
      'fast-sha256',
      'ipaddr.js',
      // Its parser of addresses.
      'nodemailer',
      // Conditions of routes.
      're2js',
      'standardwebhooks',
      'yaml',
      'zod',
    ]);
    const parts = sources.map((path) => path.split('/').slice(1, 3).join('/'));
    expect(parts).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(extract|feed|store|server|pipeline)/)]));
    expect(parts).not.toEqual(expect.arrayContaining([expect.stringMatching(/^match\/(inflection|spelling|terms)/)]));
  });

  it('watch list where no Wirewatch runs: nothing that talks to a database', async () => {
    const { packages, sources } = await loadedBy(['watch', 'list', '--data', directory]);
    expect([...packages]).toEqual(expect.arrayContaining(['yaml', 'zod']));
    expect([...packages].filter((name) => ['kysely', 'pg', 'pino'].includes(name))).toEqual([]);
    expect(sources).not.toContain('src/store/database.ts');
  });

  it('a verb on the database: nothing that serves pages, works off queues, logs, or runs a database', async () => {
    const { packages, sources } = await loadedBy(['delivery', 'list', '--help']);
    expect([...packages].toSorted()).toEqual(expect.arrayContaining(['commander', 'kysely', 'pg']));
    expect([...packages].filter((name) => ['fastify', 'bullmq', 'pino', 'undici', 'yaml'].includes(name))).toEqual([]);
    expect(sources.filter((path) => /^(workers|src\/(server\/app|pipeline|extract))/.test(path))).toEqual([]);
  });
});
