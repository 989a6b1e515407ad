import type { Feed } from '../../model/feed.ts';
import { readSettings } from '../../settings.ts';
import { openDatabase } from '../../store/database.ts';
import { findEmbeddedPostgres } from '../../store/embedded/server.ts';
import { schemaState } from '../../store/migrate.ts';
import { announceFeeds } from '../../store/work/workers.ts';

/**
 * Lets a Wirewatch that is running poll the feeds that were just added, without a restart; all others stay as they are.
 * Returns what became of it, in words for people.
 *
 * @param configDir The directory of the configuration they were added to.
 */
export async function applyFeeds(configDir: string, feeds: Feed[]): Promise<string> {
  const read = readSettings(process.env, { config: configDir });
  const url =
    read.kind === 'valid' ? (read.settings.databaseUrl ?? (await findEmbeddedPostgres(read.settings.dataDir))) : null;
  if (url === null) return 'they are polled once Wirewatch starts';
  const db = openDatabase({ url, maxConnections: 1, onConnectionError: () => {} });
  try {
    if ((await schemaState(db)) !== 'same') return 'they are polled once Wirewatch starts';
    const runs = await announceFeeds(db, feeds);
    return runs ? 'the running Wirewatch polls them from now on' : 'they are polled once Wirewatch starts';
  } catch {
    return 'the running Wirewatch could not be told; they are polled once it is restarted';
  } finally {
    await db.destroy();
  }
}
