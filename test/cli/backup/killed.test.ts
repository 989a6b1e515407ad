import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { writeBackup } from '../../../src/store/backup/write.ts';
import { openDatabase } from '../../../src/store/database.ts';
import { findEmbeddedPostgres } from '../../../src/store/embedded/server.ts';
import { fill } from '../../store/filled.ts';
import { openStore, type TestStore } from '../../store/support.ts';
import { type Home, makeHomeWithCluster, waitFor, wirewatch } from '../../support/process.ts';

let store: TestStore;
let home: Home;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wirewatch-killed-'));
  [store, home] = await Promise.all([openStore(), makeHomeWithCluster()]);
});
afterAll(() => Promise.all([store.close(), home.remove(), rm(folder, { recursive: true })]));

/** Resolves once a transaction of the embedded database has written something that nobody else sees yet. */
async function writingHasBegun(): Promise<void> {
  const url = await waitFor('the database', () => findEmbeddedPostgres(home.data));
  const db = openDatabase({ url, maxConnections: 1, onConnectionError: () => {} });
  await waitFor('a transaction that writes', async () => {
    const writing = sql`SELECT FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND query LIKE 'COPY%'`;
    return (await writing.execute(db)).rows.length > 0;
  });
  await db.destroy();
}

it('can be restored again after a restore that was killed in the middle', async () => {
  await fill(store.db, { feeds: 100, items: 20_000, heldItems: 0, articles: 20_000, deliveries: 1_000 });
  const file = join(folder, 'one.backup');
  await writeBackup(store.url, file, () => {});
  const restore = () => wirewatch(['restore', file, '--data', home.data]);

  const killed = restore();
  await writingHasBegun();
  await killed.kill();
  expect(await killed.exited).toEqual({ code: null, signal: 'SIGKILL' });
  expect(killed.stdout()).toBe('');

  const again = restore();
  expect({ ...(await again.exited), stderr: again.stderr() }).toEqual({ code: 0, signal: null, stderr: '' });
  expect(again.stdout()).toMatch(/tables restored\n$/);
});
