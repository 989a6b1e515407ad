import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { access, open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import { to as copyTo } from 'pg-copy-streams';
import { ZipFile } from 'yazl';
import type { StoreTransaction } from '../database.ts';
import { executedMigrations } from '../migrate.ts';
import { LEFT_OUT, readSequences, readTables } from './catalogue.ts';
import { composeManifest, entryOf, MANIFEST, type Manifest, type ManifestTable } from './manifest.ts';
import { createMeter } from './meter.ts';
import { type OneConnection, openOneConnection } from './one-connection.ts';
import { columnList } from './statements.ts';

/**
 * Files of a gigabyte are known to be large only when they end: their headers must have room for it from the start. The highest
 * speed costs 6 % of the size and saves a third of the time (`npm run bench -- keep`).
 */
const ENTRY = { forceZip64Format: true, compressionLevel: 1 };

/** What was written, or why nothing was. */
export type BackupOutcome = { kind: 'written'; manifest: Omit<Manifest, 'format'>; bytes: number } | { kind: 'exists' };

/** Told of each table once it is written. */
type OnTable = (done: number, total: number) => void;

/**
 * Writes all that stands in a database into one file, as it is at one moment, while others go on working with it. Takes
 * little memory, whatever there is. The file has its name once it is whole and on the disk; it is for its owner's eyes only.
 *
 * @throws when the database or the disk fails; then nothing of the file is left.
 */
export async function writeBackup(url: string, path: string, onTable: OnTable): Promise<BackupOutcome> {
  if (await exists(path)) return { kind: 'exists' };
  const partial = `${path}.${randomUUID()}.partial`;
  const connection = await openOneConnection(url);
  try {
    // It changes nothing: it ends with its connection.
    const trx = await connection.db
      .startTransaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute();
    const manifest = await writeArchive(trx, connection, partial, onTable);
    const file = await open(partial, 'r+');
    const { size } = await file.stat();
    await file.sync().finally(() => file.close());
    await rename(partial, path);
    return { kind: 'written', manifest, bytes: size };
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  } finally {
    await connection.close();
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function writeArchive(
  trx: StoreTransaction,
  { client, cut }: OneConnection,
  path: string,
  onTable: OnTable,
): Promise<Omit<Manifest, 'format'>> {
  const tables = (await readTables(trx)).filter(({ name }) => !LEFT_OUT.includes(name));
  // Nobody changes the form of a table meanwhile; rows may come and go.
  await sql`LOCK TABLE ${sql.join(tables.map(({ name }) => sql.table(name)))} IN ACCESS SHARE MODE`.execute(trx);
  const createdAt = new Date().toISOString();
  const migrations = await executedMigrations(trx);
  const written: ManifestTable[] = [];
  const zip = new ZipFile();
  const output = createWriteStream(path, { mode: 0o600, flags: 'wx' });
  const fail = (error: Error) => void output.destroy(error);
  zip.on('error', fail);

  for (const table of tables) {
    zip.addReadStreamLazy(entryOf(table.name), ENTRY, (start) => {
      const rows = client.query(copyTo(`COPY ${columnList(table)} TO STDOUT`));
      const meter = createMeter();
      pipeline(rows, meter.stream)
        .then(() => {
          written.push({ ...table, rows: rows.rowCount, ...meter.measured() });
          onTable(written.length, tables.length);
        })
        .catch(fail);
      start(null, meter.stream);
    });
  }
  // Asked for when the last table has ended: then all that it tells is known.
  let manifest: Omit<Manifest, 'format'> | undefined;
  zip.addReadStreamLazy(MANIFEST, (start) => {
    readSequences(trx)
      .then((sequences) => {
        manifest = { createdAt, migrations, tables: written, sequences };
        start(null, Readable.from([Buffer.from(composeManifest(manifest))]));
      })
      .catch(fail);
  });
  zip.end();
  // A COPY that nobody reads any more would keep the connection, and everything behind it.
  await pipeline(zip.outputStream, output).finally(() => manifest ?? cut());
  return manifest!;
}
