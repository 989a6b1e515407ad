import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';

/** Digits of a UUID. */
const DIGITS = 32;

/**
 * The ids that begin so, `limit` of them at most.
 *
 * @param digits The first hexadecimal digits of a UUID, without dashes; 32 are all of it.
 */
export async function idsBeginningWith(
  db: Database,
  table: 'deliveries' | 'alerts',
  digits: string,
  limit: number,
): Promise<string[]> {
  // Between the first and the last that there can be, as the index has them.
  const [first, last] = ['0', 'f'].map((digit) => digits.padEnd(DIGITS, digit));
  const found = await readRows(
    db,
    z.object({ id: z.string() }),
    sql`SELECT id FROM ${sql.table(table)} WHERE id BETWEEN ${first}::uuid AND ${last}::uuid ORDER BY id LIMIT ${limit}`,
  );
  return found.map(({ id }) => id);
}
