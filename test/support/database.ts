import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { type Database, openDatabase } from '../../src/store/database.ts';

/** A database of its own for one test or test file, on the Postgres that all test files share; see global-setup.ts. */
export interface TestDatabase {
  url: string;
  /** Removes it, with whatever is still connected to it. */
  drop(): Promise<void>;
}

/** A migrated database and a pool of connections to it. */
export interface MigratedDatabase {
  db: Database;
  url: string;
  /** Closes the pool and removes the database. */
  close(): Promise<void>;
}

/** Makes an empty database. */
export function createTestDatabase(): Promise<TestDatabase> {
  return copyOf('template0');
}

/** Makes a database with all tables and nothing in them. */
export async function openMigratedDatabase(maxConnections: number): Promise<MigratedDatabase> {
  const database = await copyOf(settingOf('WIREWATCH_TEST_TEMPLATE'));
  const db = openDatabase({ url: database.url, maxConnections, onConnectionError: () => {} });
  return {
    db,
    url: database.url,
    async close() {
      await db.destroy();
      await database.drop();
    },
  };
}

/** The name of a database, as Postgres has it. */
export function nameOf({ url }: TestDatabase): string {
  return new URL(url).pathname.slice(1);
}

async function copyOf(template: string): Promise<TestDatabase> {
  const server = settingOf('WIREWATCH_TEST_DATABASE_URL');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await execute(server, `create database ${name} template ${template}`);
  const url = new URL(server);
  url.pathname = name;
  return { url: url.href, drop: () => execute(server, `drop database if exists ${name} with (force)`) };
}

/** What global-setup.ts left in this variable. @throws when it did not run. */
export function settingOf(variable: string): string {
  const value = process.env[variable];
  if (!value) throw new Error(`${variable} is not set: run the tests with jest.config.js`);
  return value;
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
