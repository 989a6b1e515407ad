import type { Database } from '../database.ts';

/** The stored hash of the password for `name`, or undefined. */
export async function findPasswordHash(db: Database, name: string): Promise<string | undefined> {
  const row = await db.selectFrom('credentials').select('passwordHash').where('name', '=', name).executeTakeFirst();
  return row?.passwordHash;
}

/** Stores the hash unless there is one. Returns whether it was stored: of several first starts one wins. */
export async function addPasswordHash(db: Database, name: string, passwordHash: string): Promise<boolean> {
  const result = await db
    .insertInto('credentials')
    .values({ name, passwordHash })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}
