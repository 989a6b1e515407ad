import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { type Desk, openDesk } from '../delivery/support.ts';

const ONE = 'watches: [{id: one, query: one}]\n';
const TWO = 'watches: [{id: two, query: two}] # the second\n';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk({ include: ['watches/*.yaml'] });
  await mkdir(join(desk.home.config, 'watches'));
  await write('one', ONE);
});
afterEach(() => desk.close());

const write = (name: string, text: string) => writeFile(join(desk.home.config, 'watches', `${name}.yaml`), text);
const config = (...args: string[]) => desk.run('config', ...args);
const json = async (...args: string[]) => JSON.parse((await config(...args, '--json')).stdout);

it('makes files the active version, once', async () => {
  expect(await config('apply', '-m', 'at first')).toEqual({
    code: 0,
    stdout: 'Version 1 is active; Wirewatch does not run, and goes on with it when it starts.\n',
    stderr: '',
  });
  expect((await config('apply')).stdout).toContain('Version 1 is active already');
  const { versions } = await json('versions');
  expect(versions).toEqual([
    expect.objectContaining({ number: 1, source: 'apply', message: 'at first', restores: null }),
  ]);
  expect((await config('versions')).stdout).toMatch(/^1 .*active .*@.* apply {2}at first\n$/);
});

it('warns of what watches expect that an edit has changed, and makes it active', async () => {
  const expecting = (query: string) =>
    `watches: [{id: one, query: ${query}, expect: {match: [first]}}, {id: two, query: two, expect: {match: [none]}}]\n`;
  await write('one', expecting('first'));
  await config('apply');
  await write('one', expecting('second'));
  const { code, stdout, stderr } = await config('apply');
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^Version 2 is active;/) });
  expect(stderr).toMatch(/^\S+one\.yaml:1:\d+: warning: The watch "one" must match this, and does not: .*\n$/);
  await write('one', expecting('third'));
  expect(await json('apply')).toMatchObject({ ok: true, version: 3, warnings: [{ line: 1 }] });
});

it('tells what an edit changes, before it is active', async () => {
  await config('apply');
  await write('one', 'watches: [{id: one, query: one OR first}]\n');
  await write('two', TWO);
  const { code, stdout } = await config('diff');
  expect([code, stdout.split('\n').slice(1)]).toEqual([
    0,
    [
      'changed  watch       one: query',
      'added    watch       two',
      '',
      expect.stringMatching(/^--- a\/watches\/one.yaml/),
      expect.stringMatching(/^\+\+\+ b\/watches\/one.yaml/),
      '@@ -1,1 +1,1 @@',
      `-${ONE.trim()}`,
      '+watches: [{id: one, query: one OR first}]',
      expect.stringMatching(/^--- \/dev\/null/),
      expect.stringMatching(/^\+\+\+ b\/watches\/two.yaml/),
      '@@ -0,0 +1,1 @@',
      `+${TWO.trim()}`,
      '',
    ],
  ]);
});

it('refuses what is wrong, file, line and column, and shows how far it is from what runs', async () => {
  await config('apply');
  await write('one', 'watches: [{id: one, query: "one NEAR"}]\n');
  const applied = await config('apply');
  expect([applied.code, applied.stderr]).toEqual([1, expect.stringMatching(/watches\/one\.yaml:1:\d+: /)]);
  const { same, changes, problems } = await json('diff');
  expect([same, changes, problems]).toEqual([false, null, [expect.stringContaining('one.yaml:1:')]]);
  expect((await json('versions')).versions).toHaveLength(1);
});

it('refuses files that come from an older version than the active one, and shows what both have changed', async () => {
  await config('apply');
  await write('one', 'watches: [{id: one, query: theirs}]\n');
  await config('apply', '--base', '1');
  await write('one', 'watches: [{id: one, query: mine}]\n');
  const { code, stderr } = await config('apply', '--base', '1');
  expect(code).toBe(1);
  for (const words of [
    'Version 2 became active since version 1',
    '+watches: [{id: one, query: theirs}]',
    '+watches: [{id: one, query: mine}]',
    'Both changed watches/one.yaml',
    '--base 2',
  ])
    expect(stderr).toContain(words);
  expect(await json('apply', '--base', '1')).toMatchObject({ ok: false, inBoth: ['watches/one.yaml'] });
  expect((await config('apply', '--base', '2')).code).toBe(0);
});

it('goes back to an earlier version as a new one, and writes its files only when asked', async () => {
  await config('apply');
  await write('one', TWO);
  await write('more', 'watches: [{id: more, query: more}]\n');
  await config('apply');
  expect((await config('rollback', '1', '-m', 'too noisy')).code).toBe(0);
  expect(await readFile(join(desk.home.config, 'watches/one.yaml'), 'utf8')).toBe(TWO);
  expect((await json('versions')).versions[0]).toMatchObject({ number: 3, restores: 1, message: 'too noisy' });
  const { stdout } = await config('rollback', '1', '--write');
  expect(stdout).toContain('watches/more.yaml.removed');
  expect(await readFile(join(desk.home.config, 'watches/one.yaml'), 'utf8')).toBe(ONE);
  expect((await readdir(join(desk.home.config, 'watches'))).sort()).toEqual(['more.yaml.removed', 'one.yaml']);
  expect((await json('diff')).same).toBe(true);
});

it('does not write over edits that were never active', async () => {
  await config('apply');
  await write('one', TWO);
  const { code, stderr } = await config('rollback', '1', '--write');
  expect([code, stderr]).toEqual([1, expect.stringContaining('never active')]);
  expect(await readFile(join(desk.home.config, 'watches/one.yaml'), 'utf8')).toBe(TWO);
});

it('prints a version as it was written', async () => {
  await write('one', TWO);
  await config('apply');
  await write('one', ONE);
  expect((await config('show', '1', '--file', 'watches/one.yaml')).stdout).toBe(TWO);
  expect((await json('show')).files).toHaveLength(2);
});

it.each([
  [['show'], 'No configuration has ever been active here.'],
  [['show', '7'], 'There is no version 7.'],
  [['rollback', '7'], 'There is no version 7.'],
  [['apply', '--base', '7'], 'There is no version 7.'],
  [['diff', '--from', '7'], 'There is no version 7.'],
  [['diff', '--from', 'x'], 'a version has a whole number, from 1 on'],
])('says what is wrong with %j', async (args, words) => {
  expect(await config(...args)).toEqual({
    code: expect.any(Number),
    stdout: '',
    stderr: expect.stringContaining(words),
  });
});

it('keeps what a hostile file says from the terminal', async () => {
  await config('apply');
  await write('one', 'watches: [{id: one, query: one}] # \u202e\u200b\n');
  const { stdout } = await config('diff');
  expect(stdout).not.toMatch(/[\u202e\u200b]/u);
});

it('keeps the past of what is taken out', async () => {
  await config('apply');
  await sql`INSERT INTO feeds (id, url, tags, backfill, active, host) VALUES ('gone', 'https://gone.example/', '{}', false, true, 'gone.example')`.execute(
    desk.db,
  );
  await write('one', TWO);
  await config('apply');
  expect(await desk.db.selectFrom('feeds').select(['id', 'active']).execute()).toEqual([{ id: 'gone', active: false }]);
});
