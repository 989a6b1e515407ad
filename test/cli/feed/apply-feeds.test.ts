import { sql } from 'kysely';
import { applyFeeds } from '../../../src/cli/feed/apply-feeds.ts';
import { type Database, openDatabase } from '../../../src/store/database.ts';
import { migrate } from '../../../src/store/migrate.ts';
import { feed, syncFeeds } from '../../store/support.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
let db: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase({ url: database.url, maxConnections: 2, onConnectionError: () => {} });
  process.env.DATABASE_URL = database.url;
});
afterAll(async () => {
  delete process.env.DATABASE_URL;
  await db.destroy();
  await database.drop();
});

it('leaves a database alone in which there is nothing of Wirewatch', async () => {
  expect(await applyFeeds('config', [feed('new')])).toContain('once Wirewatch starts');
  expect(await db.introspection.getTables()).toEqual([]);
});

it('lets the running Wirewatch poll what was added, and leaves the feeds of all other folders as they are', async () => {
  await migrate(db);
  await syncFeeds(db, [feed('one'), feed('two')]);
  await sql`UPDATE feeds SET etag = '"v1"', baseline_at = now()`.execute(db);
  const others = () => db.selectFrom('feeds').selectAll().where('id', '<>', 'new').orderBy('id').execute();
  const before = await others();
  expect(await applyFeeds('some/other/folder', [feed('new')])).toContain('from now on');
  expect(await others()).toEqual(before);
  expect(await db.selectFrom('feeds').select('id').where('active', '=', true).orderBy('id').execute()).toEqual(
    ['new', 'one', 'two'].map((id) => ({ id })),
  );
});
