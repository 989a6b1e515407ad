import { resolve } from 'node:path';
import { sql } from 'kysely';
import { z } from 'zod';
import { openBackup } from '../../src/store/backup/read.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { executedMigrations, migrationNames } from '../../src/store/migrate.ts';
import { readRows } from '../../src/store/rows.ts';
import { type HttpReceiver, startHttpReceiver } from '../alert/support/http-receiver.ts';
import { databaseOf, type Home, makeHomeWithCluster, startIn, waitFor, wirewatch } from '../support/process.ts';

/**
 * What a demo left behind that ran on the schema of 0019: seven outlets, stories with copies and translations, alerts and what was
 * sent of them, and one delivery that waits. Made by `wirewatch backup`; never made anew.
 */
const KEPT = resolve('test/store/backup/fixtures/0019.backup');
const WAITING = '0bfd985e-af68-4fcf-a214-304e0064829d';
const SENT = '8e950471-a2ee-4f56-89ba-6a922c0b8645';

let slack: HttpReceiver;
let home: Home;
beforeAll(async () => {
  slack = await startHttpReceiver();
  home = await makeHomeWithCluster({
    network: { allow: ['127.0.0.0/8'] },
    receivers: [{ id: 'newsdesk-slack', slack: { webhook_url: slack.url } }],
    watches: [{ id: 'port', query: 'harbour' }],
  });
});
afterAll(async () => {
  await Promise.all([slack.close(), home.remove()]);
});

const countOf = async (db: Database, table: string) => {
  const [row] = await readRows(db, z.object({ count: z.number() }), sql`SELECT count(*) FROM ${sql.table(table)}`);
  return row!.count;
};

/** What goes on while Wirewatch runs; all else is as it was. */
const MOVING = ['attempts', 'delivery_work', 'feed_work', 'heartbeats', 'endpoints', 'hosts', 'notices', 'addresses'];

it('starts on the data of an older version, with all that was there, and sends what waited, once', async () => {
  const backup = await openBackup(KEPT);
  const { tables, migrations } = backup.manifest;
  backup.close();
  expect(migrations.at(-1)).toBe('0019_embeddings');

  const restored = wirewatch(['restore', KEPT, '--data', home.data]);
  expect({ ...(await restored.exited), stderr: restored.stderr() }).toEqual({ code: 0, signal: null, stderr: '' });
  const running = startIn(home);
  const db = openDatabase({ url: await databaseOf(home, running), maxConnections: 2, onConnectionError: () => {} });
  try {
    await waitFor('the end of the delivery', () =>
      db.selectFrom('deliveries').select('id').where('id', '=', WAITING).where('state', '=', 'sent').executeTakeFirst(),
    );
    expect(slack.posts.map(({ body }) => body)).toEqual([expect.stringContaining('Told after the upgrade')]);
    expect(await executedMigrations(db)).toEqual(migrationNames());
    for (const { name, rows } of tables)
      if (!MOVING.includes(name)) expect([name, await countOf(db, name)]).toEqual([name, rows]);
    const attempts = await db.selectFrom('attempts').select('deliveryId').where('deliveryId', '=', SENT).execute();
    expect(attempts).toHaveLength(1);
    const told = await db.selectFrom('deliveries').select('state').where('state', '<>', 'sent').execute();
    expect(told).toEqual([]);
  } finally {
    await db.destroy();
    running.signal('SIGTERM');
    await running.exited;
  }
  const shown = wirewatch(['alert', 'list', '--json', '--data', home.data]);
  await shown.exited;
  expect(shown.stdout().trim().split('\n')).toHaveLength(tables.find(({ name }) => name === 'alerts')!.rows);
});
