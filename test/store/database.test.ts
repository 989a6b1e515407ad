import { sql } from 'kysely';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

describe('the database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('may break a connection in the middle of a transaction: the transaction fails, and the next one works', async () => {
    const told: Error[] = [];
    const db = openDatabase({ url: database.url, maxConnections: 2, onConnectionError: (error) => told.push(error) });
    const broken = db.transaction().execute(async (trx) => {
      const { rows } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(trx);
      await sql`SELECT pg_terminate_backend(${rows[0]!.pid})`.execute(db);
      await sql`SELECT 1`.execute(trx);
    });
    await expect(broken).rejects.toThrow();
    expect(told.length).toBeGreaterThan(0);
    expect((await sql<{ one: number }>`SELECT 1 AS one`.execute(db)).rows).toEqual([{ one: 1 }]);
    await db.destroy();
  });

  it('gives the others what one keeps locked that says nothing any more', async () => {
    const limits = ['work', 'work', 'migration'] as const;
    const open = (each: 'work' | 'migration') =>
      openDatabase({ url: database.url, maxConnections: 3, onConnectionError: () => {}, limits: each });
    const [silent, other, migrating] = limits.map(open) as [Database, Database, Database];
    await sql`CREATE TABLE held AS SELECT 1 AS id`.execute(other);
    const locks = [sql`SELECT FROM held FOR UPDATE`, sql`SELECT pg_advisory_xact_lock(7)`];
    const standsStill = Promise.withResolvers<void>();
    const held: Promise<void>[] = [];
    const standing = locks.map((lock) => {
      const isLocked = Promise.withResolvers<void>();
      held.push(isLocked.promise);
      return silent.transaction().execute(async (trx) => {
        await lock.execute(trx);
        isLocked.resolve();
        await standsStill.promise;
      });
    });
    // As the migrator does, for the session.
    held.push(migrating.connection().execute(async (one) => void (await sql`SELECT pg_advisory_lock(8)`.execute(one))));
    await Promise.all(held);
    const wanted = [...locks, sql`SELECT pg_advisory_lock(8)`];
    await Promise.all(wanted.map((lock) => other.transaction().execute((trx) => lock.execute(trx))));
    standsStill.resolve();
    const outcomes = await Promise.allSettled(standing);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect((await sql<{ one: number }>`SELECT 1 AS one`.execute(silent)).rows).toEqual([{ one: 1 }]);
    await Promise.all([silent, other, migrating].map((db) => db.destroy()));
  });

  it('prepares statements, and goes on with another connection when a table is changed under them', async () => {
    const db = openDatabase({ url: database.url, maxConnections: 1, onConnectionError: () => {} });
    await sql`CREATE TABLE things (id int)`.execute(db);
    const things = () => sql`SELECT * FROM things WHERE id = ${1}`.execute(db);
    await things();
    const prepared = () => sql<{ n: number }>`SELECT count(*) AS n FROM pg_prepared_statements`.execute(db);
    expect((await prepared()).rows).toEqual([{ n: 1 }]);
    await sql`ALTER TABLE things ADD COLUMN name text`.execute(db);
    await expect(things()).rejects.toThrow('must not change result type');
    await sql`INSERT INTO things VALUES (${1}, 'one')`.execute(db);
    expect((await things()).rows).toEqual([{ id: 1, name: 'one' }]);
    await db.destroy();
  });

  it('keeps no more statements prepared than it may', async () => {
    const db = openDatabase({ url: database.url, maxConnections: 1, onConnectionError: () => {} });
    for (let length = 1; length <= 320; length++) {
      await sql`SELECT ${sql.join(Array.from({ length }, () => 1))}`.execute(db);
    }
    const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM pg_prepared_statements`.execute(db);
    expect(rows).toEqual([{ n: 300 }]);
    await db.destroy();
  });
});
