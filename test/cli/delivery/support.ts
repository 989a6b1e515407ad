import { loadFiles } from '../../../src/config/load.ts';
import { digestFiles, digestOf } from '../../../src/config/versions/digest.ts';
import type { Database } from '../../../src/store/database.ts';
import { insertVersion } from '../../../src/store/versions/config-versions.ts';
import { type MigratedDatabase, openMigratedDatabase } from '../../support/database.ts';
import { type Home, makeHome } from '../../support/process.ts';
import { type Answer, answerOf, open } from '../support.ts';

/** A database, a configuration, and the verbs on both. */
export interface Desk extends MigratedDatabase {
  home: Home;
  /** See {@link activateFiles}. */
  activate(): Promise<void>;
  /** Runs `wirewatch` to its end. */
  run(...args: string[]): Promise<Answer>;
}

/** @param content Of `wirewatch.yaml`. */
export async function openDesk(content: object): Promise<Desk> {
  const [database, home] = await Promise.all([openMigratedDatabase(2), makeHome(content)]);
  return {
    ...database,
    home,
    activate: () => activateFiles(database.db, home.config),
    async run(...args) {
      const child = open(args, { DATABASE_URL: database.url, WIREWATCH_CONFIG: home.config });
      child.stdin.end();
      return answerOf(child);
    },
    async close() {
      await database.close();
      await home.remove();
    },
  };
}

/** Makes what is in a directory the active version, and does nothing else for that. */
export async function activateFiles(db: Database, directory: string): Promise<void> {
  const { files } = await loadFiles(directory, process.env);
  const about = { diskDigest: null, author: 'anna@test', source: 'apply', message: null, restores: null };
  await db
    .transaction()
    .execute((trx) => insertVersion(trx, { ...about, digest: digestOf(files), files: digestFiles(files) }));
}
