import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { migrate, schemaState } from '../../src/store/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const FOLDER = join(process.cwd(), 'src/store/migrations');

let database: TestDatabase;
let db: Database;
beforeEach(async () => {
  database = await createTestDatabase();
  db = openDatabase({ url: database.url, maxConnections: 2, onConnectionError: () => {} });
});
afterEach(async () => {
  await db.destroy();
  await database.drop();
});

/** Brings the schema to where it was with this migration. */
async function migrateTo(name: string): Promise<void> {
  const getMigrations = async () => {
    const names = readdirSync(FOLDER).filter((file) => file.endsWith('.ts'));
    const modules = names.map(
      async (file) => [file.slice(0, -3), (await import(join(FOLDER, file))) as Migration] as const,
    );
    return Object.fromEntries(await Promise.all(modules));
  };
  const { error } = await new Migrator({ db, provider: { getMigrations } }).migrateTo(name);
  if (error) throw error;
}

it('keeps the work that is open when it gets rows of its own, with fences that grow on', async () => {
  await migrateTo('0009_workers');
  expect(await schemaState(db)).toBe('older');
  await sql`
    INSERT INTO feeds (id, url, tags, backfill, active, gone_at, paused_at, failures, next_poll_at, lease_until, fence, host) VALUES
      ('polled', 'https://a.example/', '{}', false, true, NULL, NULL, 0, '2026-01-01', NULL, 7, 'a.example'),
      ('leased', 'https://a.example/2', '{}', false, true, NULL, NULL, 2, '2026-01-01', '2999-01-01', 40, 'a.example'),
      ('left', 'https://b.example/', '{}', false, false, NULL, NULL, 0, '2026-01-01', NULL, 0, 'b.example'),
      ('gone', 'https://c.example/', '{}', false, true, now(), NULL, 0, '2026-01-01', NULL, 0, 'c.example'),
      ('paused', 'https://d.example/', '{}', false, true, NULL, now(), 0, '2026-01-01', NULL, 0, 'd.example')`.execute(
    db,
  );
  await sql`
    INSERT INTO feed_items (feed_id, guid, title, authors, categories, state, due_at, leases, fence) VALUES
      ('polled', 'read', 'Read', '{}', '{}', 'done', now(), 1, 1),
      ('polled', 'to read', 'To read', '{}', '{}', 'pending', '2999-01-01', 3, 90)`.execute(db);
  await sql`INSERT INTO stories DEFAULT VALUES`.execute(db);
  await sql`INSERT INTO articles (story_id, title, text, authors, tags, source) SELECT id, '', '', '{}', '{}', 'page' FROM stories`.execute(
    db,
  );
  await sql`INSERT INTO matches (article_id, watch_id, evidence) SELECT id, 'w', '{}' FROM articles`.execute(db);
  await sql`INSERT INTO alerts (story_id, watch_id, match_id, watch) SELECT 1, 'w', id, '{}' FROM matches`.execute(db);
  await sql`
    INSERT INTO deliveries (alert_id, receiver_id, state)
    SELECT id, state, state FROM alerts, unnest(ARRAY['pending', 'sending', 'retry', 'unknown', 'sent', 'dead']) AS state`.execute(
    db,
  );

  await migrate(db);
  expect(await schemaState(db)).toBe('same');
  const feeds = await db.selectFrom('feedWork').select(['id', 'failing', 'dueAt', 'visibleAt']).orderBy('id').execute();
  const due = new Date('2026-01-01T00:00:00Z').getTime();
  expect(feeds.map(({ id, failing }) => [id, failing])).toEqual([
    ['leased', true],
    ['polled', false],
  ]);
  expect(feeds[0]!.visibleAt.getFullYear()).toBeGreaterThan(2990);
  expect(Math.abs(feeds[1]!.visibleAt.getTime() - due)).toBeLessThan(86_400_000);
  expect(await db.selectFrom('feeds').select(['id', 'items']).where('items', '>', 0).execute()).toEqual([
    { id: 'polled', items: 2 },
  ]);
  const items = await db
    .selectFrom('itemWork')
    .innerJoin('feedItems', 'feedItems.id', 'itemWork.id')
    .selectAll()
    .execute();
  expect(items).toEqual([expect.objectContaining({ guid: 'to read', leases: 3 })]);
  const open = await db
    .selectFrom('deliveryWork')
    .innerJoin('deliveries', 'deliveries.id', 'deliveryWork.id')
    .select('state')
    .execute();
  expect(open.map(({ state }) => state).sort()).toEqual(['pending', 'retry', 'sending', 'unknown']);
  expect(items[0]!.fence).toBeGreaterThan(90);
});
