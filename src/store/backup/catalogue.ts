import { sql } from 'kysely';
import { DEFAULT_MIGRATION_LOCK_TABLE, DEFAULT_MIGRATION_TABLE } from 'kysely/migration';
import { z } from 'zod';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';

/**
 * Tables that do not travel. Which processes run, and which feeds their configuration has, is true of the machine they run
 * on: elsewhere they would seem to be dead, or would keep feeds that nobody watches. Which migrations were carried out
 * stands in the manifest, and is written by carrying them out.
 */
export const LEFT_OUT = ['processes', 'workers', DEFAULT_MIGRATION_TABLE, DEFAULT_MIGRATION_LOCK_TABLE];

const TABLE = z.object({
  name: z.string(),
  /** Those that are stored, in their order: what is generated from others is generated again. */
  columns: z.array(z.string()),
});

/** A table and what is stored in it. */
export type Table = z.infer<typeof TABLE>;

/** The tables of the database, by name; those of extensions are not among them. */
export function readTables(db: Database): Promise<Table[]> {
  return readRows(
    db,
    TABLE,
    sql`
    SELECT relname::text AS name, array_agg(attname::text ORDER BY attnum) AS columns
    FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
    WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
      AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
      AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e')
    GROUP BY relname ORDER BY relname`,
  );
}

const SEQUENCE = z.object({
  name: z.string(),
  /** In decimal: beyond what a number of JavaScript holds. */
  lastValue: z.string(),
  isCalled: z.boolean(),
});

/** Where a sequence stands. */
export type Sequence = z.infer<typeof SEQUENCE>;

/** The names of the sequences of the database, those of identity columns among them. */
export async function sequenceNames(db: Database): Promise<string[]> {
  const rows = await readRows(
    db,
    z.object({ name: z.string() }),
    sql`SELECT relname::text AS name FROM pg_class
      WHERE relnamespace = current_schema()::regnamespace AND relkind = 'S' ORDER BY relname`,
  );
  return rows.map(({ name }) => name);
}

/**
 * Where each sequence stands. A sequence belongs to no snapshot: read after one was taken, it stands at the last number that
 * the snapshot knows, or beyond it.
 */
export async function readSequences(db: Database): Promise<Sequence[]> {
  const found: Sequence[] = [];
  for (const name of await sequenceNames(db)) {
    const rows = await readRows(
      db,
      SEQUENCE,
      sql`SELECT ${name}::text AS name, last_value::text, is_called FROM ${sql.table(name)}`,
    );
    found.push(...rows);
  }
  return found;
}

const FOREIGN_KEY = z.object({ table: z.string(), name: z.string(), definition: z.string() });

/** A constraint by which rows of one table point to those of another, and how it is made. */
export type ForeignKey = z.infer<typeof FOREIGN_KEY>;

/** All of them. */
export function readForeignKeys(db: Database): Promise<ForeignKey[]> {
  return readRows(
    db,
    FOREIGN_KEY,
    sql`
    SELECT relname::text AS table, conname::text AS name, pg_get_constraintdef(pg_constraint.oid) AS definition
    FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
    WHERE connamespace = current_schema()::regnamespace AND contype = 'f' AND conparentid = 0
    ORDER BY relname, conname`,
  );
}
