import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import { from as copyFrom } from 'pg-copy-streams';
import { counted } from '../../language/counted.ts';
import type { StoreTransaction } from '../database.ts';
import { migrate, migrateTo, migrationNames } from '../migrate.ts';
import { freeAllWork } from '../work/work.ts';
import { LEFT_OUT, readForeignKeys, readTables, sequenceNames } from './catalogue.ts';
import type { Manifest, ManifestTable } from './manifest.ts';
import { createMeter } from './meter.ts';
import { type OneConnection, openOneConnection } from './one-connection.ts';
import { DamagedBackup, type OpenBackup, openBackup, requireWhole } from './read.ts';
import { columnList, quoted } from './statements.ts';

/** What became of a restore. `refused`: nothing was written, `reason` is for people. */
export type RestoreOutcome = { kind: 'restored'; manifest: Manifest } | { kind: 'refused'; reason: string };

/** Told of each table once it is loaded. */
type OnTable = (done: number, total: number) => void;

/**
 * Fills an empty database with what a backup holds: the tables are made as they were then, filled, and brought up to date,
 * all in one transaction. However it ends, the database holds all of it or is as empty as it was. Work that was under way
 * when the backup was made is free to be taken up.
 *
 * @throws when the database fails, or the file cannot be read.
 */
export async function restoreBackup(url: string, path: string, onTable: OnTable): Promise<RestoreOutcome> {
  try {
    const backup = await openBackup(path);
    try {
      const { manifest } = backup;
      requireKnown(manifest);
      const connection = await openOneConnection(url);
      try {
        await connection.db.transaction().execute((trx) => fill(trx, connection, backup, onTable));
        // Until Postgres knows how much there is, it plans as for nothing.
        await sql`ANALYZE`.execute(connection.db);
      } finally {
        await connection.close();
      }
      return { kind: 'restored', manifest };
    } finally {
      backup.close();
    }
  } catch (error) {
    if (error instanceof DamagedBackup)
      return { kind: 'refused', reason: `the backup cannot be used: ${error.message}` };
    if (error instanceof Unfit) return { kind: 'refused', reason: error.message };
    throw error;
  }
}

/** The backup and the database do not go together. The message is for people. */
class Unfit extends Error {}

function requireKnown({ migrations }: Manifest): void {
  const ours = migrationNames();
  if (migrations.some((name, index) => name !== ours[index]))
    throw new Unfit('the backup was made by a newer Wirewatch, which this one does not understand');
}

async function fill(trx: StoreTransaction, { client }: OneConnection, backup: OpenBackup, onTable: OnTable) {
  const { tables, sequences, migrations } = backup.manifest;
  // Two that restore at once: the second waits, and finds the tables of the first.
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('restore', 0))`.execute(trx);
  const there = await readTables(trx);
  if (there.length > 0)
    throw new Unfit(
      `the database is not empty: it has ${counted(there.length, 'table')} already (${there[0]!.name}, …). A backup is restored into an empty data directory, or an empty database of its own`,
    );
  await migrateTo(trx, migrations.at(-1)!);
  await requireSameTables(trx, tables, sequences);

  // Each row would be checked by itself, with a note in memory until its table ends; made anew, a key checks all at once.
  const keys = await readForeignKeys(trx);
  for (const { table, name } of keys)
    await sql`ALTER TABLE ${sql.table(table)} DROP CONSTRAINT ${sql.ref(name)}`.execute(trx);
  let done = 0;
  for (const table of tables) {
    // A migration may have left rows; those of the backup were made of them. What triggers write stands in it, too.
    await sql`TRUNCATE ${sql.table(table.name)}`.execute(trx);
    await sql`ALTER TABLE ${sql.table(table.name)} DISABLE TRIGGER USER`.execute(trx);
    await load(table);
    await sql`ALTER TABLE ${sql.table(table.name)} ENABLE TRIGGER USER`.execute(trx);
    done += 1;
    onTable(done, tables.length);
  }
  for (const { table, name, definition } of keys)
    await sql`ALTER TABLE ${sql.table(table)} ADD CONSTRAINT ${sql.ref(name)} ${sql.raw(definition)}`.execute(trx);
  for (const { name, lastValue, isCalled } of sequences)
    await sql`SELECT setval(${quoted(name)}::regclass, ${lastValue}::bigint, ${isCalled})`.execute(trx);

  await migrate(trx);
  await freeAllWork(trx);

  async function load(table: ManifestTable) {
    const meter = createMeter();
    const rows = await backup.rowsOf(table);
    // Nothing may be waited for between the two: a connection that breaks fails the stream, of which nobody would hear yet.
    const into = client.query(copyFrom(`COPY ${columnList(table)} FROM STDIN`));
    await pipeline(rows, meter.stream, into);
    requireWhole(table, meter.measured());
    if (into.rowCount !== table.rows) throw new DamagedBackup(`the table ${table.name} has another number of rows`);
  }
}

/** @throws Unfit when the backup has another table, column or sequence than its migrations make, or lacks one. */
async function requireSameTables(
  trx: StoreTransaction,
  tables: ManifestTable[],
  sequences: Manifest['sequences'],
): Promise<void> {
  const made = (await readTables(trx)).filter(({ name }) => !LEFT_OUT.includes(name));
  const asText = (list: { name: string; columns: string[] }[]) =>
    list.map(({ name, columns }) => `${name}: ${columns.toSorted().join()}`).toSorted();
  const [expected, given] = [asText(made), asText(tables)];
  const odd = given.find((table) => !expected.includes(table)) ?? expected.find((table) => !given.includes(table));
  if (odd) throw new Unfit(`the backup's tables are not those of its version of Wirewatch (${odd})`);
  const names = sequences.map(({ name }) => name).toSorted();
  if (names.join() !== (await sequenceNames(trx)).join())
    throw new Unfit("the backup's sequences are not those of its version of Wirewatch");
}
