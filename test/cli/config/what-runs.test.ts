import { join } from 'node:path';
import { createActiveConfig } from '../../../src/pipeline/config/active.ts';
import { beatProcess } from '../../../src/store/work/processes.ts';
import { feed, syncFeeds } from '../../store/support.ts';
import { type Desk, openDesk } from '../delivery/support.ts';
import { ask, fromLines } from '../support.ts';

const feedOf = (id: string, name = id) => ({ id, name, url: `https://${id}.example/feed` });

const watch = (id: string, query = id) => ({ id, query, receivers: ['inbox'] });

const RUNS = {
  feeds: [feedOf('kept'), feedOf('gone')],
  watches: [watch('port', 'harbour'), watch('old'), watch('same')],
  receivers: [{ id: 'inbox', inbox: {} }],
};

const SAVED = {
  feeds: [feedOf('kept', 'Another name'), feedOf('new')],
  watches: [watch('strike'), watch('port'), watch('same')],
  receivers: [
    { id: 'inbox', inbox: {} },
    { id: 'desk', inbox: {} },
  ],
};

let desk: Desk;
let differs: string;
let beating: NodeJS.Timeout;
beforeAll(async () => {
  desk = await openDesk(RUNS);
  await desk.activate();
  await syncFeeds(desk.db, [feed('kept'), feed('gone')]);
  await beatProcess(desk.db);
  // As the workers of a process do.
  beating = setInterval(() => void beatProcess(desk.db).catch(() => {}), 500);
  await desk.home.configure(SAVED);
  differs = `${desk.home.config}/ differs from version 1, which runs; \`wirewatch config diff\` shows how\n`;
});
afterAll(async () => {
  clearInterval(beating);
  await desk.close();
});

describe('while other files are on disk than those that run', () => {
  it('watch list shows what runs, and marks what the files have otherwise', async () => {
    expect(await desk.run('watch', 'list')).toEqual({
      code: 0,
      stdout: [
        'port  (another on disk)\n  harbour\n  → inbox',
        'old  (not on disk any more)\n  old\n  → inbox',
        'same\n  same\n  → inbox',
        'strike  (on disk only)\n  strike\n  → inbox\n',
      ].join('\n'),
      stderr: differs,
    });
    const listed = fromLines((await desk.run('watch', 'list', '--json')).stdout);
    expect(listed.map(({ id, version, edit }) => [id, version, edit])).toEqual([
      ['port', 1, 'changed'],
      ['old', 1, 'removed'],
      ['same', 1, null],
      ['strike', null, 'added'],
    ]);
  });

  it('feed list shows what is polled, and behind it what is not', async () => {
    const { stdout, stderr } = await desk.run('feed', 'list', '--json');
    expect(stderr).toBe(differs);
    expect(fromLines(stdout).map(({ id, state, edit }) => [id, state, edit])).toEqual([
      ['gone', 'new', 'removed'],
      ['kept', 'new', 'changed'],
      ['new', 'disk', 'added'],
    ]);
  });

  it('receiver list and receiver test know the receivers that run', async () => {
    const { stdout } = await desk.run('receiver', 'list', '--json');
    expect(fromLines(stdout).map(({ id, version, edit }) => [id, version, edit])).toEqual([
      ['inbox', 1, null],
      ['desk', null, 'added'],
    ]);
    const { code, stderr } = await desk.run('receiver', 'test', 'desk');
    expect([code, stderr]).toEqual([1, expect.stringContaining('The receiver desk is in')]);
    expect(await desk.db.selectFrom('deliveries').select('id').execute()).toEqual([]);
  });

  it('why asks the watches that run', async () => {
    const { stdout } = await desk.run('why', 'The harbour is closed', '--json');
    expect(stdout).toContain('port');
    expect((await desk.run('why', 'The harbour is closed', '--watch', 'strike')).stderr).toContain(
      'There is no watch strike',
    );
  });

  it('story split wants no right files', async () => {
    await desk.home.configure({ watches: 'wrong' });
    const { stderr } = await desk.run('story', 'split', '17', '4');
    await desk.home.configure(SAVED);
    expect(stderr.split('\n')[0]).toBe(
      `${desk.home.config}/ is wrong and differs from version 1, which runs; \`wirewatch config check\` says why`,
    );
    expect(stderr).toContain('other addresses for inbox:');
  });
});

it('reads the files where there is no database, and says so', async () => {
  const flags = ['--config', desk.home.config, '--data', join(desk.home.data, 'none')];
  const [watches, feeds] = await Promise.all([ask(['watch', 'list', ...flags]), ask(['feed', 'list', ...flags])]);
  const says = `this is what ${desk.home.config}/ says.\n`;
  expect(watches).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^strike\n/),
    stderr: `Wirewatch does not run here: ${says}`,
  });
  expect(feeds).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^disk +kept .*\n.*\ndisk +new /),
    stderr: `There is no database yet: ${says}`,
  });
});

it('a process that only shows pages knows what is active, and what is active next', async () => {
  const warned: unknown[] = [];
  const log = { warn: (about: unknown) => warned.push(about) };
  const active = createActiveConfig({ db: desk.db, directory: desk.home.config, env: {}, log });
  expect((await active())?.config.watches.map(({ id }) => id)).toEqual(['port', 'old', 'same']);
  await desk.activate();
  const next = await active();
  expect([next?.version, next?.config.watches[0]?.id]).toEqual([2, 'strike']);
  expect(await active()).toBe(next);
  await desk.home.configure({ ...SAVED, receivers: [{ id: 'inbox', slack: { webhook_url: `$\{NOT_SET}` } }] });
  await desk.activate();
  expect(await active()).toBeNull();
  expect(warned).toEqual([{ version: 3, problem: expect.stringContaining('NOT_SET') }]);
});
