import { sql } from 'kysely';
import { DEFAULT_MIGRATION_TABLE, type Migration, Migrator } from 'kysely/migration';
import { z } from 'zod';
import type { Database } from './database.ts';
import * as mainJob from './migrations/0001_main_job.ts';
import * as countryAndTags from './migrations/0002_country_and_tags.ts';
import * as polling from './migrations/0003_polling.ts';
import * as articleFlags from './migrations/0004_article_flags.ts';
import * as itemMarks from './migrations/0005_item_marks.ts';
import * as headlines from './migrations/0006_headlines.ts';
import * as leases from './migrations/0007_leases.ts';
import * as leftFeeds from './migrations/0008_left_feeds.ts';
import * as workers from './migrations/0009_workers.ts';
import * as workRows from './migrations/0010_work_rows.ts';
import * as endpoints from './migrations/0011_endpoints.ts';
import * as processes from './migrations/0012_processes.ts';
import * as notices from './migrations/0013_notices.ts';
import * as retried from './migrations/0014_retried.ts';
import * as addresses from './migrations/0015_addresses.ts';
import * as troubles from './migrations/0016_troubles.ts';
import * as signatures from './migrations/0017_signatures.ts';
import * as stories from './migrations/0018_stories.ts';
import * as embeddings from './migrations/0019_embeddings.ts';
import * as configVersions from './migrations/0020_config_versions.ts';
import * as archive from './migrations/0021_archive.ts';
import * as retention from './migrations/0022_retention.ts';
import * as canary from './migrations/0023_canary.ts';
import * as routes from './migrations/0024_routes.ts';
import * as links from './migrations/0025_links.ts';
import * as threads from './migrations/0026_threads.ts';
import { readRows } from './rows.ts';

/** In order; a migration that has been released is never edited. */
const MIGRATIONS: Record<string, Migration> = {
  '0001_main_job': mainJob,
  '0002_country_and_tags': countryAndTags,
  '0003_polling': polling,
  '0004_article_flags': articleFlags,
  '0005_item_marks': itemMarks,
  '0006_headlines': headlines,
  '0007_leases': leases,
  '0008_left_feeds': leftFeeds,
  '0009_workers': workers,
  '0010_work_rows': workRows,
  '0011_endpoints': endpoints,
  '0012_processes': processes,
  '0013_notices': notices,
  '0014_retried': retried,
  '0015_addresses': addresses,
  '0016_troubles': troubles,
  '0017_signatures': signatures,
  '0018_stories': stories,
  '0019_embeddings': embeddings,
  '0020_config_versions': configVersions,
  '0021_archive': archive,
  '0022_retention': retention,
  '0023_canary': canary,
  '0024_routes': routes,
  '0025_links': links,
  '0026_threads': threads,
};

/**
 * Brings the schema up to date. Safe to call from several processes at once: Kysely's migrator holds a lock, which is not
 * asked for when there is nothing to do. The database is to be one opened with the limits of a migration, by which who
 * stands still in the middle of one does not keep the lock.
 *
 * @throws when a migration fails; nothing of it is kept.
 */
export async function migrate(db: Database): Promise<void> {
  if ((await schemaState(db)) === 'same') return;
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw new Error('the database schema could not be brought up to date', { cause: error });
}

/**
 * Brings an empty database to where it was with this migration; see {@link migrate}.
 * @throws when there is no such migration, or one fails.
 */
export async function migrateTo(db: Database, name: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
  const { error } = await migrator.migrateTo(name);
  if (error) throw new Error(`the database schema could not be made as it was with ${name}`, { cause: error });
}

/** The names of all migrations, in order. */
export function migrationNames(): string[] {
  return Object.keys(MIGRATIONS);
}

/** How a database's schema stands to the one this Wirewatch is made for. */
export type SchemaState = 'same' | 'none' | 'older' | 'newer';

/** Looks, and changes nothing. */
export async function schemaState(db: Database): Promise<SchemaState> {
  const executed = await executedMigrations(db);
  const ours = Object.keys(MIGRATIONS);
  if (executed.some((name) => !ours.includes(name))) return 'newer';
  if (executed.length === 0) return 'none';
  return executed.length === ours.length ? 'same' : 'older';
}

/** The names of the migrations that were carried out on a database, in order. */
export async function executedMigrations(db: Database): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === DEFAULT_MIGRATION_TABLE)) return [];
  const executed = await readRows(
    db,
    z.object({ name: z.string() }),
    sql`SELECT name FROM ${sql.table(DEFAULT_MIGRATION_TABLE)} ORDER BY name`,
  );
  return executed.map(({ name }) => name);
}
