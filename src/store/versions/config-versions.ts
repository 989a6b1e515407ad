import { type Selectable, sql } from 'kysely';
import type { Database, StoreTransaction } from '../database.ts';
import type { ConfigVersionsTable } from './tables.ts';

/** A version, without its files. */
export type ConfigVersion = Selectable<ConfigVersionsTable>;

/** What a version has besides its number. */
export interface NewVersion extends Omit<ConfigVersion, 'number' | 'createdAt'> {
  /** Paths seen from the directory; digests are SHA-256 of the text, in hex. */
  files: { path: string; digest: string; text: string }[];
}

/**
 * Those who activate a configuration do so one after the other, to the end of their transaction. One that stands still at it
 * is ended by the database within seconds (`idle_in_transaction_session_timeout`).
 */
export async function lockActivation(trx: StoreTransaction): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('config', 0))`.execute(trx);
}

/** The version that is active; undefined before the first. */
export function findActiveVersion(db: Database): Promise<ConfigVersion | undefined> {
  return db.selectFrom('configVersions').selectAll().orderBy('number', 'desc').limit(1).executeTakeFirst();
}

/** The version of this number, or undefined. */
export function findVersion(db: Database, number: number): Promise<ConfigVersion | undefined> {
  return db.selectFrom('configVersions').selectAll().where('number', '=', number).executeTakeFirst();
}

/** The number of the active version; 0 before the first. */
export async function activeNumber(db: Database): Promise<number> {
  const row = await db
    .selectFrom('configVersions')
    .select(({ fn }) => fn.max('number').as('number'))
    .executeTakeFirst();
  return row?.number ?? 0;
}

/** True when a configuration of these files was active before, or is. */
export async function wasActive(db: Database, digest: string): Promise<boolean> {
  const row = await db
    .selectFrom('configVersions')
    .select('number')
    .where('digest', '=', digest)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Versions, the latest first. */
export function listVersions(db: Database, limit: number): Promise<ConfigVersion[]> {
  return db.selectFrom('configVersions').selectAll().orderBy('number', 'desc').limit(limit).execute();
}

/** The files of a version as written, by their paths. */
export function filesOfVersion(db: Database, number: number): Promise<{ path: string; text: string }[]> {
  return db
    .selectFrom('configFiles')
    .innerJoin('configTexts', 'configTexts.digest', 'configFiles.digest')
    .select(['path', 'text'])
    .where('number', '=', number)
    .orderBy('path')
    .execute();
}

/** Makes a version the active one and returns its number. Only under {@link lockActivation}. */
export async function insertVersion(trx: StoreTransaction, { files, ...version }: NewVersion): Promise<number> {
  const number = (await activeNumber(trx)) + 1;
  await trx
    .insertInto('configVersions')
    .values({ ...version, number })
    .execute();
  if (files.length === 0) return number;
  await trx
    .insertInto('configTexts')
    .values(files.map(({ digest, text }) => ({ digest, text })))
    .onConflict((conflict) => conflict.column('digest').doNothing())
    .execute();
  await trx
    .insertInto('configFiles')
    .values(files.map(({ path, digest }) => ({ number, path, digest })))
    .execute();
  return number;
}
