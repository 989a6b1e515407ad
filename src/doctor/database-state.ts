import type { Settings } from '../settings.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { findCluster } from '../store/embedded/cluster.ts';
import { findEmbeddedPostgres, startEmbeddedPostgres } from '../store/embedded/server.ts';
import { type SchemaState, schemaState } from '../store/migrate.ts';
import { within } from './within.ts';

/** ms that the embedded database may take to start: after a crash it goes through its journal first. */
const START_MS = 30_000;
/** ms that the database may take to answer; a connection is given up after 10 s. */
const ANSWER_MS = 12_000;

/**
 * How the database was reached. `given`: it is that of DATABASE_URL; `running`: the embedded one of a Wirewatch that runs;
 * `started`: the embedded one, started for this look.
 */
export type DatabaseState =
  | { kind: 'open'; db: Database; how: 'given' | 'running' | 'started'; where: string; schema: SchemaState }
  /** The embedded one was not made yet. */
  | { kind: 'none' }
  | { kind: 'unreachable'; how: 'given' | 'embedded'; where: string; reason: string };

/**
 * Reaches the database without changing anything in it. Never rejects, and takes 45 s at most.
 *
 * @param open Gets what is to be closed.
 */
export async function reachDatabase(settings: Settings, open: AsyncDisposableStack): Promise<DatabaseState> {
  const given = settings.databaseUrl;
  const where = given === null ? settings.dataDir : hostOf(given);
  const unreachable = (error: unknown): DatabaseState => ({
    kind: 'unreachable',
    how: given === null ? 'embedded' : 'given',
    where,
    // Set into a sentence.
    reason: reasonOf(error).replace(/\.$/, ''),
  });
  try {
    const found = given === null ? await embedded(settings.dataDir, open) : { url: given, how: 'given' as const };
    if (found === null) return { kind: 'none' };
    // One connection for each check that asks, so that none waits behind another.
    const db = openDatabase({ url: found.url, maxConnections: 4, onConnectionError: () => {} });
    open.defer(() => db.destroy());
    const schema = await within(ANSWER_MS, schemaState(db));
    if (schema.kind === 'late') return unreachable(new Error(`it has not answered within ${ANSWER_MS / 1_000} s`));
    return { kind: 'open', db, how: found.how, where, schema: schema.value };
  } catch (error) {
    return unreachable(error);
  }
}

async function embedded(dataDir: string, open: AsyncDisposableStack) {
  const running = await findEmbeddedPostgres(dataDir);
  if (running !== null) return { url: running, how: 'running' as const };
  if ((await findCluster(dataDir)) === null) return null;
  const starting = startEmbeddedPostgres({ dataDir });
  // It may come after it was given up, and is ended all the same.
  open.defer(() =>
    starting.then(
      (server) => server.stop(),
      () => {},
    ),
  );
  const started = await within(START_MS, starting);
  if (started.kind === 'late') throw new Error(`it has not started within ${START_MS / 1_000} s`);
  return { url: started.value.url, how: 'started' as const };
}

/** Whether nobody else can be at the database: it is the embedded one, which runs for this look alone. */
export async function isAlone(database: Promise<DatabaseState>): Promise<boolean> {
  const state = await database;
  return state.kind === 'open' && state.how === 'started';
}

/** Host and port; the rest of a database's address may be secret. */
function hostOf(url: string): string {
  return URL.parse(url)?.host || 'an unknown host';
}

/** What an error says, or the first of those behind it: Node's, for a host none of whose addresses answers, says nothing. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
