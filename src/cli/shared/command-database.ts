import type { SettingFlags, Settings } from '../../settings.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { findCluster } from '../../store/embedded/cluster.ts';
import { migrate, type SchemaState, schemaState } from '../../store/migrate.ts';
import { reportFailure } from './failure.ts';
import { settingsOrExit } from './options.ts';

/**
 * Runs a verb that looks something up or sets something, while Wirewatch runs or while it does not: on the database of
 * `DATABASE_URL`, else on the embedded one, of the running Wirewatch or started for the moment. The schema stays as it is.
 * Ends with exit code 1 and a reason when the database cannot be had or is another version's, or `work` throws.
 *
 * @param what Begins the reason: "The feeds could not be listed".
 * @param work Gets the database, and its address for what needs a connection of its own; the address holds a password.
 * @param options.takesOlder The schema may be that of an older Wirewatch.
 * @param options.makesIt A database that holds nothing yet gets the schema: for what is tried before the first start.
 */
export async function withDatabase(
  flags: SettingFlags,
  what: string,
  work: (db: Database, url: string) => Promise<void>,
  { takesOlder = false, makesIt = false } = {},
): Promise<void> {
  const settings = settingsOrExit(flags);
  const open = new AsyncDisposableStack();
  try {
    const { db, url } = await openCommandDatabase(settings, open);
    await work(db, url);
  } catch (error) {
    reportFailure(what, error);
    process.exitCode = 1;
  } finally {
    await open.disposeAsync();
  }

  async function openCommandDatabase(from: Settings, stack: AsyncDisposableStack) {
    const url = from.databaseUrl ?? (await embeddedUrl(from, stack));
    const db = openDatabase({ url, maxConnections: 2, onConnectionError: () => {} });
    stack.defer(() => db.destroy());
    if (makesIt && (await schemaState(db)) === 'none') await makeSchema(url);
    const state = await schemaState(db);
    const trouble = TROUBLE[state];
    if (trouble && !(takesOlder && state === 'older')) throw new Error(trouble);
    return { db, url };
  }
}

async function makeSchema(url: string): Promise<void> {
  const db = openDatabase({ url, maxConnections: 1, onConnectionError: () => {}, limits: 'migration' });
  await migrate(db).finally(() => db.destroy());
}

/** Of the embedded database: what makes and starts one is loaded where that is what there is. */
async function embeddedUrl(settings: Settings, open: AsyncDisposableStack): Promise<string> {
  const { findEmbeddedPostgres } = await import('../../store/embedded/server.ts');
  const running = await findEmbeddedPostgres(settings.dataDir);
  if (running !== null) return running;
  const [{ openEmbeddedPostgres }, { createLogger }] = await Promise.all([
    import('../run/embedded.ts'),
    import('../../log.ts'),
  ]);
  // Standard output is for the answer.
  return openEmbeddedPostgres(settings, createLogger({ level: 'silent', pretty: false }), open);
}

/** True when there is a database to ask: one that the settings name, or an embedded one that was made before. */
export async function hasDatabase(flags: SettingFlags): Promise<boolean> {
  const { databaseUrl, dataDir } = settingsOrExit(flags);
  return databaseUrl !== null || (await findCluster(dataDir)) !== null;
}

/** Why a verb that does not own the database cannot work with it. */
const TROUBLE: Record<SchemaState, string | null> = {
  same: null,
  none: 'the database holds nothing of Wirewatch; it is made by `wirewatch start`, or by `wirewatch migrate`',
  older:
    'the database was made by an older Wirewatch; it is brought up to date by `wirewatch start`, or by `wirewatch migrate`',
  newer: 'the database was made by a newer Wirewatch, which this one does not understand',
};
