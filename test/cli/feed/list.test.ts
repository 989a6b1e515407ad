import { sql } from 'kysely';
import { type Database, openDatabase } from '../../../src/store/database.ts';
import { migrate } from '../../../src/store/migrate.ts';
import { feed, syncFeeds } from '../../store/support.ts';
import {
  createTestDatabase,
  type MigratedDatabase,
  openMigratedDatabase,
  type TestDatabase,
} from '../../support/database.ts';
import { type Answer, answerOf, fromLines, open } from '../support.ts';

let database: MigratedDatabase;
let db: Database;

beforeAll(async () => {
  database = await openMigratedDatabase(2);
  db = database.db;
  await syncFeeds(
    db,
    ['bad', 'good', 'silent', 'withdrawn'].map((id) => feed(id, { name: `The ${id} one` })),
  );
  await sql`UPDATE feeds SET last_polled_at = now(), last_outcome = 'notModified' WHERE id <> 'good'`.execute(db);
  await sql`UPDATE feeds SET failures = 3, last_reason = 'HTTP 404: there is no feed at this address',
    last_warnings = '{a date cannot be read}' WHERE id = 'bad'`.execute(db);
  await sql`UPDATE feeds SET gone_at = now() WHERE id = 'withdrawn'`.execute(db);
  await sql`INSERT INTO notices (subject, kind, reason) VALUES ('silent', 'silent', 'no new item for 9 days')`.execute(
    db,
  );
});
afterAll(() => database.close());

function run(...args: string[]): Promise<Answer> {
  return runOn(database, ...args);
}

function runOn({ url }: { url: string }, ...args: string[]): Promise<Answer> {
  process.env.DATABASE_URL = url;
  const child = open(['feed', ...args]);
  delete process.env.DATABASE_URL;
  child.stdin.end();
  return answerOf(child);
}

it('lists feeds and how they fare, those in trouble first', async () => {
  const { code, stdout } = await run('list');
  expect(code).toBe(0);
  const states = stdout.split('\n').flatMap((line) => /^(\w+)\s+(\w+) {2}The/.exec(line)?.slice(1, 3).join(' ') ?? []);
  expect(states).toEqual(['failing bad', 'silent silent', 'gone withdrawn', 'new good']);
  expect(stdout).toContain('✗ HTTP 404: there is no feed at this address (3 times in a row)');
  expect(stdout).toContain('! silent: no new item for 9 days');
  expect(stdout).toContain('~ a date cannot be read');
});

it('lists only those in trouble when asked to, as JSON too', async () => {
  const { stdout } = await run('list', '--trouble', '--json');
  expect(fromLines(stdout).map(({ id, state }) => `${id} ${state}`)).toEqual([
    'bad failing',
    'silent silent',
    'withdrawn gone',
  ]);
});

it('pauses and resumes a feed', async () => {
  expect(await run('pause', 'good')).toMatchObject({ code: 0, stdout: expect.stringContaining('good is paused') });
  expect((await run('list')).stdout).toMatch(/^paused +good/m);
  expect(await run('resume', 'good')).toMatchObject({ code: 0 });
  const row = await db.selectFrom('feeds').select('pausedAt').where('id', '=', 'good').executeTakeFirstOrThrow();
  expect(row.pausedAt).toBeNull();
});

it('resumes a feed that said it was gone', async () => {
  await sql`UPDATE feeds SET gone_at = now() WHERE id = 'good'`.execute(db);
  await sql`DELETE FROM feed_work WHERE id = 'good'`.execute(db);
  expect(await run('resume', 'good')).toMatchObject({ code: 0, stdout: 'good is polled again\n' });
  expect(await sql`SELECT FROM feed_work WHERE id = 'good' AND visible_at <= now()`.execute(db)).toMatchObject({
    rows: [{}],
  });
  expect((await run('list')).stdout).not.toMatch(/^gone +good/m);
});

it('has articles read again that were given up', async () => {
  await sql`INSERT INTO feed_items (feed_id, guid, title, authors, categories, state, reason)
    VALUES ('good', 'lost', 'Lost', '{}', '{}', 'failed', 'given up')`.execute(db);
  expect(await run('retry', 'good')).toMatchObject({ code: 0, stdout: 'articles of good that are read again: 1\n' });
  expect(await run('retry', 'good')).toMatchObject({ code: 0, stdout: 'no article of good was given up\n' });
  expect(await db.selectFrom('feedItems').select(['guid', 'state']).execute()).toEqual([
    { guid: 'lost', state: 'pending' },
  ]);
  expect(await db.selectFrom('itemWork').select('leases').execute()).toEqual([{ leases: 0 }]);
});

it('sets a new baseline after a long pause', async () => {
  await sql`UPDATE feeds SET baseline_at = now(), paused_at = now() - interval '4 days' WHERE id = 'good'`.execute(db);
  await run('resume', 'good');
  const row = await db.selectFrom('feeds').select('baselineAt').where('id', '=', 'good').executeTakeFirstOrThrow();
  expect(row.baselineAt).toBeNull();
});

it('says so when there is no such feed', async () => {
  expect(await run('pause', 'godo')).toMatchObject({
    code: 1,
    stderr: 'There is no feed godo. Did you mean good?\n',
  });
});

describe('on a database of another version', () => {
  let other: TestDatabase;
  let otherDb: Database;
  beforeAll(async () => {
    other = await createTestDatabase();
    otherDb = openDatabase({ url: other.url, maxConnections: 1, onConnectionError: () => {} });
  });
  afterAll(async () => {
    await otherDb.destroy();
    await other.drop();
  });
  const tables = async () => (await otherDb.introspection.getTables()).map(({ name }) => name);

  it('leaves an empty one empty, and says what makes it', async () => {
    expect(await runOn(other, 'list')).toMatchObject({ code: 1, stderr: expect.stringContaining('wirewatch migrate') });
    expect(await tables()).toEqual([]);
  });

  it('does not bring an older one up to date', async () => {
    await migrate(otherDb);
    await sql`ALTER TABLE articles DROP COLUMN headlines CASCADE`.execute(otherDb);
    await sql`DELETE FROM kysely_migration WHERE name >= '0006'`.execute(otherDb);
    expect(await runOn(other, 'list')).toMatchObject({ code: 1, stderr: expect.stringContaining('older Wirewatch') });
    const { rows } = await sql<{ name: string }>`SELECT name FROM kysely_migration ORDER BY name DESC`.execute(otherDb);
    expect(rows[0]?.name).toMatch(/^0005/);
  });

  it('does not touch a newer one', async () => {
    await sql`INSERT INTO kysely_migration VALUES ('9999_from_the_future', now())`.execute(otherDb);
    expect(await runOn(other, 'pause', 'good')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('newer Wirewatch'),
    });
  });
});
