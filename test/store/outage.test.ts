import { connect } from 'node:net';
import pg from 'pg';
import { isOutage } from '../../src/store/outage.ts';
import { createTestDatabase } from '../support/database.ts';

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

it('tells a database that is away from a statement that is wrong', async () => {
  const database = await createTestDatabase();
  const client = new pg.Client(database.url);
  client.on('error', () => {});
  try {
    await client.connect();
    expect(isOutage(await failureOf(client.query('SELECT nothing')))).toBe(false);
    expect(isOutage(await failureOf(client.query('SET statement_timeout = 1; SELECT pg_sleep(1)')))).toBe(false);
    const other = new pg.Client(database.url);
    await other.connect();
    const ended = failureOf(client.query('SELECT pg_sleep(60)'));
    await other.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)'");
    await other.end();
    expect(isOutage(await ended)).toBe(true);
    expect(isOutage(await failureOf(client.query('SELECT 1')))).toBe(true);
  } finally {
    await client.end().catch(() => {});
    await database.drop();
  }
});

it('tells a way to it that is not there', async () => {
  const refused = await new Promise((resolve) => connect(1, '127.0.0.1').on('error', resolve));
  expect(isOutage(refused)).toBe(true);
  expect(isOutage(new Error('a bug'))).toBe(false);
});
