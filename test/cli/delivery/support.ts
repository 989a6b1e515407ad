import { type MigratedDatabase, openMigratedDatabase } from '../../support/database.ts';
import { type Home, makeHome } from '../../support/process.ts';
import { type Answer, answerOf, open } from '../support.ts';

/** A database, a configuration, and the verbs on both. */
export interface Desk extends MigratedDatabase {
  home: Home;
  /** Runs `wirewatch` to its end. */
  run(...args: string[]): Promise<Answer>;
}

/** @param content Of `wirewatch.yaml`. */
export async function openDesk(content: object): Promise<Desk> {
  const [database, home] = await Promise.all([openMigratedDatabase(2), makeHome(content)]);
  return {
    ...database,
    home,
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
