import { databaseFacts } from '../../store/doctor/database-facts.ts';
import type { SchemaState } from '../../store/migrate.ts';
import { type Check, failed, ok, skipped, warning } from '../check.ts';
import type { DatabaseState } from '../database-state.ts';
import { spanOf } from '../words.ts';

/** `server_version_num` of the oldest Postgres that does, see docs/operating.md. */
const OLDEST = 140_000;
/** ms; each step of the work asks the database several times. */
const SLOW_MS = 100;

const HOW = {
  given: 'that of DATABASE_URL',
  running: 'embedded, of the Wirewatch that runs',
  started: 'embedded, started for this look',
};

const SCHEMAS: Record<Exclude<SchemaState, 'same'>, [found: string, advice: string]> = {
  none: ['it holds nothing of Wirewatch', 'It is made by wirewatch start, or by wirewatch migrate'],
  older: [
    'its tables are those of an older Wirewatch',
    'They are brought up to date by wirewatch start, or by wirewatch migrate',
  ],
  newer: ['its tables are those of a newer Wirewatch', 'Run that one: this one does not understand them'],
};

/** Whether the database can be reached, and is one that Wirewatch can work with. */
export const databaseCheck: Check = {
  name: 'database',
  needs: 'nothing',
  async look(ground) {
    const state = await ground.database;
    if (state.kind === 'none') return [skipped('no database was made yet', 'It is made by the first wirewatch start')];
    if (state.kind === 'unreachable') return [unreachable(state)];
    const { version, versionNumber, answersInMs } = await databaseFacts(state.db);
    const what = `PostgreSQL ${version}, ${HOW[state.how]} at ${state.where}`;
    if (versionNumber < OLDEST) return [failed(`${what}, is too old`, 'Use PostgreSQL 14 or newer')];
    if (state.schema !== 'same') {
      const [found, advice] = SCHEMAS[state.schema];
      return [failed(`${what}: ${found}`, advice)];
    }
    const found = `${what}, its tables up to date, answers in ${spanOf(answersInMs)}`;
    if (answersInMs > SLOW_MS)
      return [
        warning(found, 'Look at how busy it is, and how far away: Wirewatch asks it several times for each article'),
      ];
    return [ok(found)];
  },
};

function unreachable({ how, where, reason }: Extract<DatabaseState, { kind: 'unreachable' }>) {
  if (how === 'given')
    return failed(
      `the database of DATABASE_URL at ${where} cannot be reached: ${reason}`,
      'See whether it runs, and whether host, user and password in DATABASE_URL are right',
    );
  return failed(
    `the embedded database in ${where} cannot be reached: ${reason}`,
    'Its last words are in postgres.log in that directory; free the disk if it is full, else set DATABASE_URL',
  );
}
