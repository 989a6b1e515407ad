import pg from 'pg';
import { createTestDatabase } from '../support/database.ts';

describe('a test database', () => {
  it('is empty, apart from others, and gone once dropped, even while someone is connected', async () => {
    const [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    const client = new pg.Client(first.url);
    client.on('error', () => {});
    await client.connect();
    await client.query('create table feed ()');
    const other = new pg.Client(second.url);
    await other.connect();
    expect((await other.query(`select to_regclass('feed') as feed`)).rows).toEqual([{ feed: null }]);
    await other.end();
    await Promise.all([first.drop(), second.drop()]);
    await expect(new pg.Client(first.url).connect()).rejects.toThrow('does not exist');
  });
});
