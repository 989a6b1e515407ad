import { sql } from 'kysely';
import { article, commit, feed, leasedItem, syncFeeds, watch } from '../../store/support.ts';
import { type Desk, openDesk } from '../delivery/support.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ retention: { articles: '90d' } });
  await desk.activate();
  const { db } = desk;
  await syncFeeds(db, [feed('a')]);
  await commit(db, await leasedItem(db, 'a', 'one'), article('one'), [watch('port')]);
  await commit(db, await leasedItem(db, 'a', 'two'), article('two'));
  await sql`UPDATE articles SET read_at = '2026-01-02T03:04:05Z'`.execute(db);
  await sql`UPDATE stories SET created_at = '2026-01-02T03:04:05Z'`.execute(db);
});
afterAll(() => desk.close());

const titles = async () => (await desk.db.selectFrom('articles').select('title').execute()).map(({ title }) => title);

it('says what would be forgotten, then forgets it', async () => {
  const dry = await desk.run('retention', '--dry-run');
  expect({ ...dry, stdout: dry.stdout.replace(/about \S+ kB/, 'about 9 kB') }).toEqual({
    code: 0,
    stderr: '',
    stdout: `wanted    articles of 90 days at most
stored    about 9 kB
would go  1 article of 1 story, the latest read at 2026-01-02T03:04:05.000Z
          what 1 feed item said
`,
  });
  expect(await titles()).toHaveLength(2);
  const { code, stdout } = await desk.run('retention', '--json');
  expect({ code, ...JSON.parse(stdout) }).toMatchObject({
    code: 0,
    wanted: { articlesMs: 7_776_000_000, bytes: null },
    forgotten: { stories: 1, articles: 1 },
  });
  expect(await titles()).toEqual(['The story of one']);
});

it('says that all is kept where nothing else is wanted', async () => {
  await desk.home.configure({});
  await desk.activate();
  const { code, stdout } = await desk.run('retention', '--dry-run');
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^All is kept: .* are stored\.\n$/) });
});
