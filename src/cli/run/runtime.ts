import { startWorkers } from '../../../workers/index.ts';
import { createFeedParser } from '../../feed/readers/parse.ts';
import type { Logger } from '../../log.ts';
import { createActiveConfig } from '../../pipeline/config/active.ts';
import { createWatchEditor } from '../../pipeline/config/edit-watch.ts';
import type { Follower } from '../../pipeline/config/follow.ts';
import { openQueues, type Queues } from '../../queue.ts';
import { openAdminPassword } from '../../server/access/password.ts';
import { createServer } from '../../server/app.ts';
import type { Settings } from '../../settings.ts';
import { openLinkKey } from '../../store/access/link-key.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { migrate } from '../../store/migrate.ts';
import { freeAllWork } from '../../store/work/work.ts';
import { openEmbeddedPostgres } from './embedded.ts';
import type { Login } from './login.ts';
import { keepServerAlarm } from './server-alarm.ts';

/** Connections of a process to Postgres, beside those of the queues. */
const CONNECTIONS = 16;

/** ms. A statement that takes this long holds up everybody, and is told of. */
const SLOW_MS = 2_000;

/** Threads that read what hubs push; none is started before the first push. */
const PUSH_THREADS = 1;

/** What every part of Wirewatch stands on. */
export interface Foundation {
  settings: Settings;
  log: Logger;
  db: Database;
  /** Holds a password. */
  databaseUrl: string;
}

/**
 * Opens the database, the embedded one if none is named, with its schema up to date. `open` gets what is to be closed.
 * @throws with a reason for people.
 */
export async function openFoundation(settings: Settings, log: Logger, open: AsyncDisposableStack): Promise<Foundation> {
  const databaseUrl = settings.databaseUrl ?? (await openEmbeddedPostgres(settings, log, open));
  const onConnectionError = (error: Error) => log.warn({ err: error }, 'lost a connection to the database');
  await bringUpToDate(databaseUrl, onConnectionError);
  const db = openDatabase({
    url: databaseUrl,
    maxConnections: CONNECTIONS,
    onConnectionError,
    onStatement: ({ sql, durationMs }) => {
      if (durationMs > SLOW_MS) log.warn({ sql, durationMs: Math.round(durationMs) }, 'a slow statement');
    },
  });
  open.defer(() => db.destroy());
  // The embedded database has one process: whoever held work before is gone.
  if (settings.databaseUrl === null) await freeAllWork(db);
  return { settings, log, db, databaseUrl };
}

async function bringUpToDate(url: string, onConnectionError: (error: Error) => void): Promise<void> {
  const db = openDatabase({ url, maxConnections: 1, onConnectionError, limits: 'migration' });
  try {
    await migrate(db);
  } finally {
    await db.destroy();
  }
}

/** Opens the queues on the backend the settings name. */
export async function openProcessQueues(foundation: Foundation, open: AsyncDisposableStack): Promise<Queues> {
  const { settings, databaseUrl, log } = foundation;
  const queues = await openQueues({
    redisUrl: settings.redisUrl,
    databaseUrl,
    onError: sparingly((error) => log.warn({ reason: error.message }, 'trouble with the queue')),
  });
  open.defer(() => queues.close());
  return queues;
}

/** A lost connection says the same many times a second: passes on what was not said in the last 10 s. */
function sparingly(tell: (error: Error) => void): (error: Error) => void {
  const silentUntil = new Map<string, number>();
  return (error) => {
    const now = performance.now();
    if ((silentUntil.get(error.message) ?? 0) > now) return;
    for (const [message, until] of silentUntil) if (until <= now) silentUntil.delete(message);
    silentUntil.set(error.message, now + 10_000);
    tell(error);
  };
}

/** Starts scheduler and workers, on the configuration that is active. */
export async function runWorkers(
  { settings: { capacity }, db, log }: Foundation,
  queues: Queues,
  follower: Follower,
  open: AsyncDisposableStack,
): Promise<void> {
  const workers = await startWorkers({ db, queues, follower, capacity, log });
  open.defer(() => workers.close());
  log.info({ backend: queues.backend }, 'polling and delivering');
}

/**
 * Starts the pages and returns their address.
 *
 * @param follower Null: this process does none of the work that the active version says; what is watched is looked up.
 * @param onLogin Called once: with the address when the pages can be opened; and where they cannot, with the password that
 * this start made, since it is not to be had again.
 */
export async function runServer(
  { settings, db, log }: Foundation,
  queues: Queues,
  follower: Follower | null,
  open: AsyncDisposableStack,
  onLogin: (login: Login) => void,
): Promise<string> {
  const password = await openAdminPassword(db, settings.adminPassword);
  const login = { made: password.made, fromEnvironment: settings.adminPassword !== null };
  const active = createActiveConfig({ db, directory: settings.configDir, env: process.env, log });
  if (!follower) keepServerAlarm({ db, active, log }, open);
  const editor = follower && createWatchEditor(db, settings.configDir, process.env, () => follower.look());
  open.defer(() => editor?.close());
  const parser = createFeedParser({ threads: PUSH_THREADS });
  open.defer(() => parser.close());
  const listening = await listen().catch((error: unknown) => {
    if (password.made !== null) onLogin({ ...login, url: null });
    throw explainListenFailure(error, settings);
  });
  onLogin({ ...login, url: listening });
  return listening;

  /** What is active; null: this process does not know. */
  async function current() {
    return follower ? follower.current : active();
  }

  async function listen() {
    const app = await createServer({
      ...{ db, queues, password, parser, log },
      linkKey: await openLinkKey(db),
      trustedProxies: settings.trustedProxies,
      reload: follower && (() => follower.look()),
      editor,
      watching: async () => {
        const known = await current();
        return known && { ...known.config, version: known.version };
      },
      publicUrl: async () => (await current())?.config.network.publicUrl ?? null,
    });
    open.defer(() => app.close());
    return app.listen({ host: settings.host, port: settings.port });
  }
}

function explainListenFailure(error: unknown, { host, port }: Settings): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new Error(
        `port ${port} on ${host} is taken; stop the program that has it, or choose another with --port (0 takes any free one)`,
        { cause: error },
      );
    case 'EACCES':
      return new Error(`port ${port} is not for this user; choose one above 1023 with --port`, { cause: error });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new Error(`${host} is no address of this machine; choose another with --host`, { cause: error });
    default:
      return error;
  }
}
