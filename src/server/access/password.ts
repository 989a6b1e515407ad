import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { addPasswordHash, findPasswordHash } from '../../store/access/credentials.ts';
import type { Database } from '../../store/database.ts';

/** The one account there is. */
export const ADMIN = 'admin';

/** How the admin's password is checked, and whether it was made just now. */
export interface AdminPassword {
  /** The password, at the one start that made it; null ever after. */
  made: string | null;
  matches(candidate: string): boolean;
}

/**
 * The password from the environment, else the one made at first start. Only the digest of a made one is stored; 144
 * random bits need no slow hash against guessing.
 */
export async function openAdminPassword(db: Database, fromEnvironment: string | null): Promise<AdminPassword> {
  if (fromEnvironment !== null) return { made: null, matches: matcher(digest(fromEnvironment)) };
  const password = randomBytes(18).toString('base64url');
  const made = await addPasswordHash(db, ADMIN, digest(password).toString('hex'));
  const stored = await findPasswordHash(db, ADMIN);
  if (stored === undefined) throw new Error('the admin password vanished from the database');
  return { made: made ? password : null, matches: matcher(Buffer.from(stored, 'hex')) };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function matcher(expected: Buffer): (candidate: string) => boolean {
  return (candidate) => timingSafeEqual(digest(candidate), expected);
}
