import type { RawBuilder } from 'kysely';
import { z } from 'zod';
import type { Database } from './database.ts';

/**
 * Runs a statement that Kysely cannot type, and checks each row it returns: a column that is missing, or of another type
 * than the code thinks, is told here and not three calls later.
 *
 * @param row What a row is, in camel case.
 * @throws z.ZodError when a row is something else.
 */
export async function readRows<Row>(db: Database, row: z.ZodType<Row>, statement: RawBuilder<unknown>): Promise<Row[]> {
  const { rows } = await statement.execute(db);
  return z.array(row).parse(rows);
}
