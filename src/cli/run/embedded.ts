import type { Logger } from '../../log.ts';
import type { Settings } from '../../settings.ts';
import { startEmbeddedPostgres } from '../../store/embedded/server.ts';

/** Starts the embedded database, and returns its address, which holds a password. `open` gets what is to be closed. */
export async function openEmbeddedPostgres(
  settings: Settings,
  log: Logger,
  open: AsyncDisposableStack,
): Promise<string> {
  const postgres = await startEmbeddedPostgres({ dataDir: settings.dataDir, log });
  let stopping = false;
  open.defer(() => {
    stopping = true;
    return postgres.stop();
  });
  postgres.ended.then(() => {
    if (stopping) return;
    log.fatal('the database server ended by itself; its last words are in postgres.log in the data directory');
    process.exit(1);
  });
  return postgres.url;
}
