import { type Kysely, sql } from 'kysely';

/** Which process has a lease or a turn at a host, and when it was last heard of: what one that died had is free again at once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Written every second: apart from `workers`, whose rows are wide and locked while feeds are declared.
  await sql`
    CREATE TABLE processes (id uuid PRIMARY KEY, seen_at timestamptz NOT NULL DEFAULT now()) WITH (fillfactor = 50)`.execute(
    db,
  );
  for (const table of ['feed_work', 'item_work', 'delivery_work'])
    await sql`ALTER TABLE ${sql.table(table)} ADD COLUMN process uuid`.execute(db);
  await sql`ALTER TABLE hosts ADD COLUMN takers uuid[] NOT NULL DEFAULT '{}'`.execute(db);
}
