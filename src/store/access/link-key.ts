import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../database.ts';
import { readRows } from '../rows.ts';

/** As many as HMAC-SHA256 makes use of (RFC 2104 §3). */
const KEY_BYTES = 32;

const KEY = z.object({ key: z.instanceof(Buffer) });

/** What links in messages are signed with: made at first use, and the same in all processes and for good. */
export async function openLinkKey(db: Database): Promise<Buffer> {
  await sql`INSERT INTO link_keys (key) VALUES (${randomBytes(KEY_BYTES)}) ON CONFLICT DO NOTHING`.execute(db);
  const [row] = await readRows(db, KEY, sql`SELECT key FROM link_keys`);
  if (!row) throw new Error('the key of links vanished from the database');
  return row.key;
}
