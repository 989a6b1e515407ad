import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Home, makeHome, wirewatch } from '../support/process.ts';
import { answerOf, open } from './support.ts';

let home: Home;
beforeAll(async () => {
  home = await makeHome();
});
afterAll(() => home.remove());

/** Runs a verb to its end. */
async function ended(args: string[]) {
  const running = wirewatch(args);
  const { code } = await running.exited;
  return { code, stdout: running.stdout(), stderr: running.stderr() };
}

const WRONG = `feeds:
  - url: ftp://example.org/feed
watches:
  - id: strike
    query: strike AND (
    receivers: [nobody]
colour: red
`;

/** Where the mistakes of WRONG are, in the order of the file. */
const PLACES = ['2:10', '5:', '6:17', '7:1'];

describe('a wrong configuration', () => {
  beforeAll(() => writeFile(join(home.config, 'wirewatch.yaml'), WRONG));

  it.each([['start'], ['worker']])('ends %s with every problem and its place, and nothing started', async (verb) => {
    const running = wirewatch([verb, '--config', home.config, '--data', home.data]);
    expect(await running.exited).toEqual({ code: 1, signal: null });
    const lines = running.stderr().trim().split('\n');
    expect(lines).toEqual(PLACES.map((place) => expect.stringContaining(`wirewatch.yaml:${place}`)));
    for (const line of lines) expect(line).toMatch(/:\d+:\d+: \S/);
    expect(running.stdout()).toBe('');
    expect(existsSync(home.data)).toBe(false);
    expect((await ended(['config', 'check', home.config])).stderr).toBe(running.stderr());
  });

  it('is refused by config check in the same words', async () => {
    const { code, stdout, stderr } = await ended(['config', 'check', home.config]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.trim().split('\n')).toHaveLength(PLACES.length);
  });

  it('is told to programs as JSON', async () => {
    const { code, stdout, stderr } = await ended(['config', 'check', home.config, '--json']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const { ok, problems } = JSON.parse(stdout);
    expect(ok).toBe(false);
    expect(problems).toHaveLength(PLACES.length);
    expect(problems[0]).toEqual({
      file: join(home.config, 'wirewatch.yaml'),
      line: 2,
      column: 10,
      reason: expect.stringMatching(/\w/),
    });
  });
});

describe('config check', () => {
  it('says what a sound configuration holds', async () => {
    await home.configure({ watches: [{ id: 'strike', query: 'strike' }] });
    expect(await ended(['config', 'check', home.config])).toEqual({
      code: 0,
      stdout: expect.stringContaining('0 feeds, 1 watch, 1 receiver'),
      stderr: '',
    });
    const { code, stdout } = await ended(['config', 'check', home.config, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ ok: true, feeds: 0, watches: 1, receivers: 1, warnings: [] });
  });

  it('warns of a query that can match nothing', async () => {
    await home.configure({ watches: [{ id: 'nothing', query: 'lang:de AND lang:fr' }] });
    expect(await ended(['config', 'check', home.config])).toEqual({
      code: 0,
      stdout: expect.stringContaining('1 watch'),
      stderr: expect.stringMatching(/:\d+:\d+: warning: This can match nothing/),
    });
  });

  it('finds no fault with the configuration that is shipped', async () => {
    expect(await ended(['config', 'check', 'config'])).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('the command line', () => {
  it.each([[['--version']], [['-V']]])('says with %j which version it is', async (args) => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(await ended(args)).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('prints the help of a verb in both ways it is asked for', async () => {
    const [asked, named] = await Promise.all([ended(['feed', 'list', '--help']), ended(['help', 'feed', 'list'])]);
    expect(asked).toEqual({ code: 0, stdout: expect.stringContaining('wirewatch feed list --trouble'), stderr: '' });
    expect(named).toEqual(asked);
  });

  it('prints colours where they are wanted, and else on terminals only', async () => {
    const help = (env: NodeJS.ProcessEnv) => answerOf(open(['--help'], env));
    expect((await help({ FORCE_COLOR: '1' })).stdout).toContain('\u001b[1m');
    expect((await help({})).stdout).not.toContain('\u001b');
    expect((await help({ NO_COLOR: '1' })).stdout).not.toContain('\u001b');
  });

  it.each([[['publish']], [['start', '--colour']], [['config', 'chekc']]])(
    'refuses %j as wrong usage',
    async (args) => {
      const { code, stdout, stderr } = await ended(args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^error: unknown/);
    },
  );

  it('refuses a port that is none', async () => {
    const { code, stderr } = await ended(['start', '--port', '99999']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/port/i);
  });
});
