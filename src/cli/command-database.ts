import { createLogger } from '../log.ts';
import type { SettingFlags, Settings } from '../settings.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { findEmbeddedPostgres } from '../store/embedded/server.ts';
import { reportFailure } from './failure.ts';
import { settingsOrExit } from './options.ts';
import { openFoundation } from './runtime.ts';

/**
 * Runs a verb that looks something up or sets something, while Wirewatch runs or while it does not: on the database of
 * `DATABASE_URL`, else on the embedded one, of the running Wirewatch or started for the moment. Ends with exit code 1 and
 * a reason when that cannot be had or `work` throws.
 *
 * @param what Begins the reason: "The feeds could not be listed".
 */
export async function withDatabase(
  flags: SettingFlags,
  what: string,
  work: (db: Database) => Promise<void>,
): Promise<void> {
  const settings = settingsOrExit(flags);
  // Standard output is for the answer.
  const log = createLogger({ level: 'silent', pretty: false });
  const open = new AsyncDisposableStack();
  try {
    await work(await openCommandDatabase(settings, open));
  } catch (error) {
    reportFailure(what, error, log);
    process.exitCode = 1;
  } finally {
    await open.disposeAsync();
  }

  async function openCommandDatabase({ databaseUrl, dataDir }: Settings, stack: AsyncDisposableStack) {
    const running = databaseUrl === null ? await findEmbeddedPostgres(dataDir) : null;
    if (running === null) return (await openFoundation(settings, log, stack)).db;
    const db = openDatabase({ url: running, maxConnections: 2, onConnectionError: () => {} });
    stack.defer(() => db.destroy());
    return db;
  }
}
