import { addPasswordHash, findPasswordHash } from '../../src/store/access/credentials.ts';
import { readInboxMessage, storeInboxMessage } from '../../src/store/alerts/inbox.ts';
import { openDatabase } from '../../src/store/database.ts';
import { migrate, schemaState } from '../../src/store/migrate.ts';
import { pingDatabase } from '../../src/store/views/health.ts';
import { listInbox } from '../../src/store/views/inbox.ts';
import { beat, msSinceBeat } from '../../src/store/work/heartbeats.ts';
import { createTestDatabase } from '../support/database.ts';
import { article, commit, feed, leasedItem, syncFeeds, useStore, watch } from './support.ts';

const store = useStore();

describe('the inbox', () => {
  async function deliveryIds(...receivers: string[]): Promise<string[]> {
    await syncFeeds(store.db, [feed('a')]);
    await commit(store.db, await leasedItem(store.db, 'a', 'one'), article('one'), [watch('port', receivers)]);
    const rows = await store.db.selectFrom('deliveries').select('id').orderBy('receiverId').execute();
    return rows.map((row) => row.id);
  }
  const message = (deliveryId: string, subject: string) => ({
    deliveryId,
    receiverId: 'inbox',
    subject,
    text: 'text',
    html: '<p>html</p>',
  });

  it('keeps a delivery once, as it came first', async () => {
    const [id] = await deliveryIds('inbox');
    await storeInboxMessage(store.db, message(id!, 'first'));
    await storeInboxMessage(store.db, message(id!, 'again'));
    expect(await listInbox(store.db, 10)).toEqual([
      {
        deliveryId: id,
        receiverId: 'inbox',
        subject: 'first',
        receivedAt: expect.any(Date),
        reach: { articles: 1, sources: 1, languages: 1 },
      },
    ]);
    expect(await readInboxMessage(store.db, id!)).toMatchObject(message(id!, 'first'));
  });

  it('lists the newest first, no more than asked for', async () => {
    const ids = await deliveryIds('a', 'b', 'c');
    for (const id of ids) await storeInboxMessage(store.db, message(id, id));
    expect((await listInbox(store.db, 2)).map((each) => each.subject)).toEqual([ids[2], ids[1]]);
  });

  it('has nothing for an id it does not know', async () => {
    expect(await readInboxMessage(store.db, '00000000-0000-4000-8000-000000000000')).toBeUndefined();
  });
});

describe('a heartbeat', () => {
  it('is missing until the first', async () => {
    expect(await msSinceBeat(store.db, 'tick')).toBeNull();
  });

  it('counts from the last one', async () => {
    await store.db
      .insertInto('heartbeats')
      .values({ name: 'tick', at: new Date(Date.now() - 3_600_000) })
      .execute();
    expect(await msSinceBeat(store.db, 'tick')).toBeGreaterThan(3_500_000);
    await beat(store.db, 'tick');
    expect(await msSinceBeat(store.db, 'tick')).toBeLessThan(3_500_000);
    expect(await msSinceBeat(store.db, 'other')).toBeNull();
  });
});

describe('a password', () => {
  it('is stored by one of several first starts, and stays', async () => {
    const hashes = ['1', '2', '3', '4', '5'];
    const stored = await Promise.all(hashes.map((hash) => addPasswordHash(store.db, 'admin', hash)));
    expect(stored.filter(Boolean)).toHaveLength(1);
    expect(await findPasswordHash(store.db, 'admin')).toBe(hashes[stored.indexOf(true)]);
    expect(await addPasswordHash(store.db, 'admin', 'late')).toBe(false);
  });

  it('is missing before', async () => {
    expect(await findPasswordHash(store.db, 'admin')).toBeUndefined();
  });
});

it('brings the schema up to date from several processes at once, and again', async () => {
  const fresh = await createTestDatabase();
  const open = () =>
    openDatabase({ url: fresh.url, maxConnections: 1, onConnectionError: () => {}, limits: 'migration' });
  const processes = [open(), open(), open()];
  await Promise.all(processes.map(migrate));
  expect(await Promise.all(processes.map(schemaState))).toEqual(['same', 'same', 'same']);
  await Promise.all(processes.map(migrate));
  await Promise.all(processes.map((db) => db.destroy()));
  await fresh.drop();
});

it('says when the database does not answer', async () => {
  const nowhere = openDatabase({ url: 'postgres://127.0.0.1:1/none', maxConnections: 1, onConnectionError: () => {} });
  await expect(pingDatabase(nowhere)).rejects.toThrow();
  await nowhere.destroy();
  await expect(pingDatabase(store.db)).resolves.toBeUndefined();
});
