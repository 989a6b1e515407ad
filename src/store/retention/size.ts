import { sql } from 'kysely';
import { z } from 'zod';
import { readTables, type Table } from '../backup/catalogue.ts';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';

/** Bytes of a table that are looked at: of a larger one, pages at random. Some 60 ms for a large table. */
const SAMPLE_BYTES = 16 * 2 ** 20;

/** Bytes that a row takes beside its columns: its header, and where it stands on its page. */
const ROW_BYTES = 28;

/**
 * About how many bytes all rows that there are take, with their indexes. Files do not shrink: room that was made by
 * forgetting is used again, and does not count here.
 */
export async function storedBytes(db: Database): Promise<number> {
  let sum = 0;
  for (const table of await readTables(db)) sum += await bytesOf(db, table);
  return Math.round(sum);
}

async function bytesOf(db: Database, { name, columns }: Table): Promise<number> {
  const [file] = await readRows(
    db,
    z.object({ main: z.number(), whole: z.number(), total: z.number() }),
    sql`SELECT pg_relation_size(oid) AS main, pg_table_size(oid) AS whole, pg_total_relation_size(oid) AS total
      FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relname = ${name}`,
  );
  if (!file || file.main === 0) return 0;
  const percent = Math.min(100, (100 * SAMPLE_BYTES) / file.main);
  const [sample] = await readRows(
    db,
    z.object({ bytes: z.number() }),
    sql`SELECT coalesce(sum(${rowBytes(columns)}), 0)::float8 AS bytes FROM ${sql.table(name)} TABLESAMPLE SYSTEM (${percent})`,
  );
  return ((sample!.bytes * 100) / percent) * (file.total / file.whole);
}

/** What a row takes as it is stored: compressed, and wherever its long texts lie. */
export function rowBytes(columns: readonly string[], table?: string) {
  const sizes = columns.map(
    (column) => sql`coalesce(pg_column_size(${sql.ref(table ? `${table}.${column}` : column)}), 0)`,
  );
  return sql`(${sql.join([...sizes, sql.lit(ROW_BYTES)], sql` + `)})`;
}
