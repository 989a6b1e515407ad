import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { z } from 'zod';
import { readTables } from '../../../src/store/backup/catalogue.ts';
import type { Manifest } from '../../../src/store/backup/manifest.ts';
import { restoreBackup } from '../../../src/store/backup/restore.ts';
import { writeBackup } from '../../../src/store/backup/write.ts';
import { type Database, openDatabase } from '../../../src/store/database.ts';
import { executedMigrations, migrate, migrateTo, migrationNames, schemaState } from '../../../src/store/migrate.ts';
import { readRows } from '../../../src/store/rows.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { fill } from '../filled.ts';
import {
  article,
  commit,
  EVIDENCE,
  feed,
  leasedItem,
  openStore,
  syncFeeds,
  type TestStore,
  watch,
} from '../support.ts';
import { rewriteZip } from './zip.ts';

const silent = () => {};

let folder: string;
let source: TestStore;
let target: TestDatabase;
beforeAll(async () => {
  source = await openStore();
});
afterAll(() => source.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wirewatch-backup-'));
  target = await createTestDatabase();
  await source.empty();
});
afterEach(async () => {
  await target.drop();
  await rm(folder, { recursive: true });
});

/** Looks into a database. */
async function within<T>(url: string, look: (db: Database) => Promise<T>): Promise<T> {
  const db = openDatabase({ url, maxConnections: 1, onConnectionError: silent });
  return look(db).finally(() => db.destroy());
}

/** Every row of every table that travels, as text, and where each sequence stands. */
async function allOf(db: Database): Promise<Record<string, string[]>> {
  const content: Record<string, string[]> = {};
  for (const { name } of await readTables(db)) {
    if (/^kysely|^processes$|^workers$/.test(name)) continue;
    const rows = await readRows(
      db,
      z.object({ row: z.string() }),
      sql`SELECT t::text AS row FROM ${sql.table(name)} AS t ORDER BY 1`,
    );
    content[name] = rows.map(({ row }) => row);
  }
  const sequences = await readRows(
    db,
    z.object({ row: z.string() }),
    sql`SELECT sequencename || ' ' || coalesce(last_value, 0) AS row FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1`,
  );
  return { ...content, sequences: sequences.map(({ row }) => row) };
}

/** A feed, two articles, an alert, and its delivery, which waits. */
async function tell(): Promise<void> {
  const { db } = source;
  await syncFeeds(db, [feed('a')]);
  const odd = article('one', { title: 'Tab\there, \\N, "quotes"\nand lines \\.', text: 'Ä 警察 \\.\n\\.\n' });
  await commit(db, await leasedItem(db, 'a', 'one'), odd, [watch('port', ['newsroom'])]);
  await commit(db, await leasedItem(db, 'a', 'two'), article('two'), [watch('port', ['newsroom'])], [], EVIDENCE);
  await sql`INSERT INTO credentials (name, password_hash) VALUES ('admin', 'scrypt$x')`.execute(db);
  await sql`UPDATE stories SET continues = (SELECT max(id) FROM stories) WHERE id = (SELECT min(id) FROM stories)`.execute(
    db,
  );
}

const backupOf = async (name = 'one.backup') => {
  const path = join(folder, name);
  const outcome = await writeBackup(source.url, path, silent);
  if (outcome.kind !== 'written') throw new Error(outcome.kind);
  return { path, ...outcome };
};

describe('a backup', () => {
  it('gives an empty database every row, id and sequence, and leaves nothing out but who runs', async () => {
    await tell();
    const { path } = await backupOf();
    expect(await restoreBackup(target.url, path, silent)).toMatchObject({ kind: 'restored' });
    const restored = await within(target.url, allOf);
    expect(restored).toEqual(await allOf(source.db));
    expect(restored.deliveries).toHaveLength(2);
    expect(restored.delivery_work).toHaveLength(2);
    expect(restored.credentials).toHaveLength(1);
    expect(await within(target.url, schemaState)).toBe('same');
  });

  it('has keys, triggers and indexes afterwards as they were', async () => {
    await tell();
    const shape = (db: Database) =>
      readRows(
        db,
        z.object({ what: z.string() }),
        sql`SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || ' ' || convalidated AS what
          FROM pg_constraint WHERE connamespace = 'public'::regnamespace
          UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
          UNION ALL SELECT tgrelid::regclass || ' ' || tgfoid::regproc || ' ' || tgenabled::text FROM pg_trigger ORDER BY 1`,
      );
    await restoreBackup(target.url, (await backupOf()).path, silent);
    expect(await within(target.url, shape)).toEqual(await shape(source.db));
  });

  it('goes on counting where it was', async () => {
    await tell();
    await restoreBackup(target.url, (await backupOf()).path, silent);
    const known = await source.db.selectFrom('articles').select('id').orderBy('id', 'desc').execute();
    await within(target.url, async (db) => {
      const stored = await commit(db, await leasedItem(db, 'a', 'three'), article('three'), []);
      expect(stored!.articleId).toBeGreaterThan(known[0]!.id);
    });
  });

  it('frees the work that was under way: nobody else will', async () => {
    await tell();
    await sql`UPDATE delivery_work SET holder = 'worker', visible_at = now() + interval '1 h', process = gen_random_uuid()`.execute(
      source.db,
    );
    await restoreBackup(target.url, (await backupOf()).path, silent);
    const free = await within(target.url, (db) =>
      db
        .selectFrom('deliveryWork')
        .select('id')
        .where('holder', 'is', null)
        .where('visibleAt', '<=', new Date())
        .execute(),
    );
    expect(free).toHaveLength(2);
  });

  it('is of one moment, whatever is written meanwhile', async () => {
    await fill(source.db, { feeds: 20, items: 3_000, heldItems: 0, articles: 3_000, deliveries: 500 });
    const before = await allOf(source.db);
    let changed: Promise<unknown> | undefined;
    const path = join(folder, 'one.backup');
    // After the first table is written, rows go and come in those that are not written yet.
    await writeBackup(source.url, path, () => {
      changed ??=
        sql`WITH gone AS (DELETE FROM attempts) INSERT INTO story_keys (key, story_id) SELECT 'k' || id, id FROM stories`.execute(
          source.db,
        );
    });
    await changed;
    await restoreBackup(target.url, path, silent);
    const { sequences: _, ...rows } = await within(target.url, allOf);
    const { sequences: __, ...expected } = before;
    expect(rows).toEqual(expected);
  });

  it('is for the eyes of its owner, replaces nothing, and leaves nothing half done', async () => {
    await tell();
    const { path } = await backupOf();
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const before = await readFile(path);
    expect(await writeBackup(source.url, path, silent)).toEqual({ kind: 'exists' });
    expect(await readFile(path)).toEqual(before);
    await expect(writeBackup(source.url, join(folder, 'none', 'x.backup'), silent)).rejects.toThrow('ENOENT');
    const broken = writeBackup(source.url, join(folder, 'two.backup'), () => {
      throw new Error('the disk is full');
    });
    await expect(broken).rejects.toThrow('the disk is full');
    expect(await readdir(folder)).toEqual(['one.backup']);
  });

  it('of an older version is restored as that, and brought up to date', async () => {
    const old = await createTestDatabase();
    try {
      const name = '0016_troubles';
      await within(old.url, async (db) => {
        await migrateTo(db, name);
        await sql`INSERT INTO stories DEFAULT VALUES`.execute(db);
        await sql`INSERT INTO articles (story_id, title, text, authors, source) SELECT id, 'Old', '', '{}', 'page' FROM stories`.execute(
          db,
        );
      });
      const path = join(folder, 'old.backup');
      const written = await writeBackup(old.url, path, silent);
      expect(written.kind === 'written' && written.manifest.migrations.at(-1)).toBe(name);
      expect(await restoreBackup(target.url, path, silent)).toMatchObject({ kind: 'restored' });
      await within(target.url, async (db) => {
        expect(await executedMigrations(db)).toEqual(migrationNames());
        expect(await db.selectFrom('stories').select('articles').execute()).toEqual([{ articles: 1 }]);
      });
    } finally {
      await old.drop();
    }
  });
});

describe('a restore', () => {
  const isEmpty = () => within(target.url, async (db) => (await readTables(db)).length === 0);

  it('refuses a database that has tables, and leaves them as they are', async () => {
    await tell();
    const { path } = await backupOf();
    await within(target.url, async (db) => {
      await migrate(db);
      await syncFeeds(db, [feed('b')]);
    });
    expect(await restoreBackup(target.url, path, silent)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('not empty'),
    });
    expect(await within(target.url, (db) => db.selectFrom('feeds').select('id').execute())).toEqual([{ id: 'b' }]);
  });

  it('refuses a file that was cut short, wherever, and anything else that is no backup', async () => {
    await tell();
    const { path } = await backupOf();
    const whole = await readFile(path);
    const wrong = [
      ...[0, 1, 100, whole.length >> 1, whole.length - 200, whole.length - 1].map((end) => whole.subarray(0, end)),
      Buffer.from('not a backup'),
      randomBytes(5_000),
    ];
    for (const content of wrong) {
      await writeFile(path, content);
      expect(await restoreBackup(target.url, path, silent)).toMatchObject({
        kind: 'refused',
        reason: expect.stringContaining('cannot be used'),
      });
    }
    expect(await isEmpty()).toBe(true);
  });

  it('refuses a file of which a bit was changed, or restores what was written', async () => {
    await tell();
    const { path } = await backupOf();
    const whole = await readFile(path);
    let refused = 0;
    for (let at = 0; at < whole.length; at += Math.ceil(whole.length / 25)) {
      const altered = Buffer.from(whole);
      altered[at]! ^= 0x10;
      await writeFile(path, altered);
      const outcome = await restoreBackup(target.url, path, silent);
      if (outcome.kind === 'refused') refused += 1;
      else {
        // What an archive says of its files' times and rights is of no consequence.
        expect(await within(target.url, allOf)).toEqual(await allOf(source.db));
        await target.drop();
        target = await createTestDatabase();
      }
    }
    // Much of a small archive is headers and padding; what is in it is not.
    expect(refused).toBeGreaterThan(5);
    expect(await isEmpty()).toBe(true);
  });

  it.each<[string, (manifest: Manifest) => void]>([
    ['a table that does not exist', ({ tables }) => tables.push({ ...tables[0]!, name: 'colours' })],
    ['a table too few', ({ tables }) => tables.pop()],
    ['a column that does not exist', ({ tables }) => tables[0]!.columns.push('colour')],
    ['a name that is no name', ({ tables }) => Object.assign(tables[0]!, { name: 'a"; DROP TABLE feeds; --' })],
    ['another number of rows', ({ tables }) => Object.assign(tables[0]!, { rows: 7 })],
    ['another sum', ({ tables }) => Object.assign(tables[0]!, { sha256: '0'.repeat(64) })],
    ['a sequence that does not exist', ({ sequences }) => Object.assign(sequences[0]!, { name: 'colours' })],
    ['a migration to come', ({ migrations }) => migrations.push('9999_colours')],
    ['another form', (manifest) => Object.assign(manifest, { format: 'wirewatch-backup-2' })],
  ])('refuses a manifest with %s, and writes nothing', async (_what, change) => {
    await tell();
    const { path } = await backupOf();
    await rewriteZip(path, (name, content) => {
      if (name !== 'manifest.json') return content;
      const manifest = JSON.parse(content.toString());
      change(manifest);
      return Buffer.from(JSON.stringify(manifest));
    });
    expect(await restoreBackup(target.url, path, silent)).toMatchObject({ kind: 'refused' });
    expect(await isEmpty()).toBe(true);
  });

  it('refuses a manifest of which a digit was changed', async () => {
    await tell();
    const { path } = await backupOf();
    await rewriteZip(path, (_name, content) => content);
    const whole = await readFile(path);
    const at = whole.indexOf('"lastValue":') + '"lastValue":'.length;
    const digit = whole.subarray(at).findIndex((byte) => byte >= 0x30 && byte <= 0x39) + at;
    whole[digit]! ^= 1;
    await writeFile(path, whole);
    expect(await restoreBackup(target.url, path, silent)).toMatchObject({ kind: 'refused' });
    expect(await isEmpty()).toBe(true);
  });

  it('that breaks off leaves the database empty, so that it can be tried again', async () => {
    await tell();
    const { path } = await backupOf();
    const broken = restoreBackup(target.url, path, (done) => {
      if (done !== 5) return;
      void within(source.url, (db) =>
        sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ${new URL(target.url).pathname.slice(1)}`.execute(
          db,
        ),
      );
    });
    await expect(broken).rejects.toThrow();
    expect(await isEmpty()).toBe(true);
    expect(await restoreBackup(target.url, path, silent)).toMatchObject({ kind: 'restored' });
  });
});
