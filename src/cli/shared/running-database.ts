import type { Settings } from '../../settings.ts';
import type { Database } from '../../store/database.ts';

/**
 * The database of a Wirewatch that may run at the moment: none, one of another Wirewatch than this, or one that does not
 * answer; with the reason.
 */
export type RunningDatabase =
  | { kind: 'open'; db: Database }
  | { kind: 'none' }
  | { kind: 'foreign' | 'unreachable'; reason: string };

/**
 * Opens the database of `DATABASE_URL`, else the embedded one of a Wirewatch that runs; none is started for it, which takes
 * seconds. What talks to a database is loaded once there is one.
 *
 * @param open Gets what is to be closed.
 */
export async function openRunningDatabase(
  { databaseUrl, dataDir }: Pick<Settings, 'databaseUrl' | 'dataDir'>,
  open: AsyncDisposableStack,
): Promise<RunningDatabase> {
  const url = databaseUrl ?? (await urlOfEmbedded(dataDir));
  if (url === null) return { kind: 'none' };
  const [{ openDatabase }, { schemaState }] = await Promise.all([
    import('../../store/database.ts'),
    import('../../store/migrate.ts'),
  ]);
  const db = openDatabase({ url, maxConnections: 1, onConnectionError: () => {} });
  open.defer(() => db.destroy());
  try {
    const state = await schemaState(db);
    return state === 'same' ? { kind: 'open', db } : { kind: 'foreign', reason: REASONS[state] };
  } catch (error) {
    return { kind: 'unreachable', reason: `the database cannot be asked: ${wordsOf(error)}` };
  }
}

const REASONS = {
  none: 'the database holds nothing of Wirewatch yet',
  older: 'the database is that of an older Wirewatch',
  newer: 'the database is that of a newer Wirewatch',
};

async function urlOfEmbedded(dataDir: string): Promise<string | null> {
  const { findCluster } = await import('../../store/embedded/cluster.ts');
  if ((await findCluster(dataDir)) === null) return null;
  const { findEmbeddedPostgres } = await import('../../store/embedded/server.ts');
  return findEmbeddedPostgres(dataDir);
}

/** Node's error for a host none of whose addresses answers says nothing itself. */
function wordsOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return wordsOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
