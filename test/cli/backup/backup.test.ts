import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../../src/store/database.ts';
import { type HttpReceiver, startHttpReceiver } from '../../alert/support/http-receiver.ts';
import { article, commit, feed, leasedItem, syncFeeds, watch } from '../../store/support.ts';
import { createTestDatabase } from '../../support/database.ts';
import {
  databaseOf,
  type Home,
  makeHomeWithCluster,
  pagesOf,
  startIn,
  waitFor,
  wirewatch,
} from '../../support/process.ts';
import { type Desk, openDesk } from '../delivery/support.ts';

let folder: string;
let slack: HttpReceiver;
let desk: Desk;
let home: Home;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wirewatch-backup-cli-'));
  slack = await startHttpReceiver();
  const content = {
    network: { allow: ['127.0.0.0/8'] },
    receivers: [{ id: 'newsroom', slack: { webhook_url: slack.url } }],
  };
  [desk, home] = await Promise.all([openDesk(content), makeHomeWithCluster(content)]);
  await syncFeeds(desk.db, [feed('a')]);
  await commit(desk.db, await leasedItem(desk.db, 'a', 'one'), article('harbour'), [watch('port', ['newsroom'])]);
});
afterAll(async () => {
  await Promise.all([desk.close(), slack.close(), home.remove(), rm(folder, { recursive: true })]);
});

/** Runs a verb on the home to its end. */
async function ended(...args: string[]) {
  const running = wirewatch([...args, '--data', home.data]);
  const { code } = await running.exited;
  return { code, stdout: running.stdout(), stderr: running.stderr() };
}

it('moves a given database into the embedded one of another machine, where what waited is sent once', async () => {
  const file = join(folder, 'desk.backup');
  const { code, stdout } = await desk.run('backup', file, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ file, tables: { alerts: 1, deliveries: 1, articles: 1 } });

  expect(await ended('restore', file)).toEqual({
    code: 0,
    stdout: expect.stringMatching(/rows of \d+ tables restored\n$/),
    stderr: '',
  });
  const running = startIn(home);
  try {
    await waitFor('the message', () => slack.posts.length > 0);
    const db = openDatabase({ url: await databaseOf(home, running), maxConnections: 1, onConnectionError: () => {} });
    const delivery = await waitFor('the end of the delivery', () =>
      db.selectFrom('deliveries').select(['id', 'state', 'attempts']).where('state', '=', 'sent').executeTakeFirst(),
    );
    await db.destroy();
    const { id } = await desk.db.selectFrom('deliveries').select('id').executeTakeFirstOrThrow();
    expect(delivery).toEqual({ id, state: 'sent', attempts: 1 });
    expect(slack.posts).toHaveLength(1);

    // While Wirewatch runs, a backup is made of what it runs on, and none is restored into it.
    await pagesOf(running);
    const live = join(folder, 'live.backup');
    expect(await ended('backup', live)).toMatchObject({ code: 0, stderr: '' });
    const refused = await ended('restore', live);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/^The backup could not be restored: Another Wirewatch is running/);
  } finally {
    running.signal('SIGTERM');
    await running.exited;
  }
});

it('refuses with a reason what cannot be done', async () => {
  const file = join(folder, 'torn.backup');
  await writeFile(file, 'PK');
  const database = await createTestDatabase();
  try {
    const run = async (...args: string[]) => {
      const running = wirewatch(args, { DATABASE_URL: database.url });
      return { ...(await running.exited), stderr: running.stderr() };
    };
    expect(await run('restore', file)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('cannot be used: it is no backup'),
    });
    expect(await run('restore', join(folder, 'none'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('ENOENT'),
    });
    expect(await run('backup', join(folder, 'x'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('holds nothing of Wirewatch'),
    });
    expect(existsSync(join(folder, 'x'))).toBe(false);
  } finally {
    await database.drop();
  }
  expect(await desk.run('backup', file)).toMatchObject({ code: 1, stderr: expect.stringContaining('exists already') });
});
