import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** An empty database of its own for one test or test file. */
export interface TestDatabase {
  url: string;
  /** Removes it, with whatever is still connected to it. */
  drop(): Promise<void>;
}

/** Makes a database on the Postgres that all test files share, see global-setup.ts. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env.WIREWATCH_TEST_DATABASE_URL;
  if (!server) throw new Error('WIREWATCH_TEST_DATABASE_URL is not set: run the tests with jest.config.js');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await execute(server, `create database ${name} template template0`);
  const url = new URL(server);
  url.pathname = name;
  return { url: url.href, drop: () => execute(server, `drop database if exists ${name} with (force)`) };
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
