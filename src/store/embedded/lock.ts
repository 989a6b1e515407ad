import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Held by the one process that may run the server of a data directory. */
export interface DataDirLock {
  release(): void;
}

const SQLITE_BUSY = 5;

/**
 * Takes the data directory for this process, at once or never.
 *
 * The lock is SQLite's exclusive lock on an empty file: Node has no file locks of its own, and this one is the
 * kernel's. It is gone when its process is, however that ended, and holds between containers that share a volume.
 *
 * @throws Error when another process, or this one, has the directory already.
 */
export async function lockDataDir(dataDir: string): Promise<DataDirLock> {
  const file = join(dataDir, 'postgres.lock');
  await (await open(file, 'a', 0o600)).close();
  const lock = new DatabaseSync(file);
  try {
    // Nothing is ever written, so no journal file either.
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    if ((cause as { errcode?: number }).errcode !== SQLITE_BUSY) throw cause;
    throw new Error(
      `Another Wirewatch is running on ${dataDir}. Stop it first, or give this one a data directory of its own.`,
      { cause },
    );
  }
  return { release: () => lock.close() };
}
