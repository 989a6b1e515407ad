import { hash, randomUUID } from 'node:crypto';
import { CamelCasePlugin, Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { withSessionOptions } from '../net/session-options.ts';
import type { Schema } from './schema.ts';
import { sessionName } from './session-name.ts';

/** The typed door to Postgres. `destroy()` closes its connections. */
export type Database = Kysely<Schema>;

/** The database inside of a transaction: for whatever must not be done outside of one. */
export type StoreTransaction = Transaction<Schema>;

/** Where the database is, and how much of it we take. */
export interface DatabaseOptions {
  /** `postgres://user:password@host:port/database` */
  url: string;
  /** Connections at most. */
  maxConnections: number;
  /** Told of connections that break; the pool replaces them. */
  onConnectionError: (error: Error) => void;
  /** Told of each statement once it is answered, `BEGIN` and `COMMIT` included: each is a way to the database and back. */
  onStatement?: (statement: Statement) => void;
  /** Which limits there are to a statement's time. `work` when not given. */
  limits?: keyof typeof LIMITS;
}

/** A statement that was answered. */
export interface Statement {
  sql: string;
  parameters: readonly unknown[];
  /** Until the answer was there. */
  durationMs: number;
}

/** Types of Postgres, by their object ids. */
const INT8 = 20;
const INT8_ARRAY = 1016;

/** How long a connection takes to be made, and how soon it is asked for signs of life while nobody uses it. All ms. */
const CONNECTION_LIMITS = { connectionTimeoutMillis: 10_000, keepAlive: true, keepAliveInitialDelayMillis: 10_000 };

/**
 * How long others may be held up, in ms. The first three are kept by the server, for when this process cannot: it may stand
 * still, or be gone without its machine having said so. Each leaves the one before it time to come about first.
 */
const LIMITS = {
  work: {
    sessionOptions: '',
    /** A transaction whose client says nothing is rolled back: its locks go to those who wait. Nothing but statements is waited for in one. */
    idle_in_transaction_session_timeout: 10_000,
    /** Who waits for a lock longer than a silent one may keep it waits for one who works, and comes again later. */
    lock_timeout: 20_000,
    /** No statement of the work takes a second; what takes longer than this would go on after its client gave up. */
    statement_timeout: 25_000,
    /** Only a connection that went silent leaves a statement unanswered for longer. */
    query_timeout: 30_000,
  },
  /** A statement over a whole table takes as long as it takes, and another process waits for it. */
  migration: {
    /** The migrator's lock is the session's, not that of a transaction. */
    sessionOptions: '-c idle_session_timeout=10000',
    idle_in_transaction_session_timeout: 10_000,
  },
} as const;

/**
 * Opens a pool lazily: the first query connects. Each pool is a process of its own to the others who share out work: its
 * connections say which, so that every lease names it.
 *
 * 64-bit integers come back as numbers; ids and counts stay below 2^53.
 */
export function openDatabase(options: DatabaseOptions): Database {
  const { sessionOptions, ...limits } = LIMITS[options.limits ?? 'work'];
  const pool = new pg.Pool({
    Client: PreparingClient,
    connectionString: withSessionOptions(options.url, `-c wirewatch.process=${randomUUID()} ${sessionOptions}`),
    max: options.maxConnections,
    application_name: sessionName(),
    ...CONNECTION_LIMITS,
    ...limits,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') => {
        const parse = pg.types.getTypeParser(oid, format as 'text');
        if (oid === INT8) return Number;
        return oid === INT8_ARRAY ? (text: string) => parse(text).map(Number) : parse;
      },
    },
  });
  // A connection that breaks while in use fails its query; without a listener it would end the process, too.
  pool.on('connect', (client) => client.on('error', options.onConnectionError));
  pool.on('error', options.onConnectionError);
  return new Kysely<Schema>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    log({ query: { sql, parameters }, queryDurationMillis: durationMs }) {
      options.onStatement?.({ sql, parameters, durationMs });
    },
  });
}

/** Statements that a connection keeps prepared at most: there are some hundred, but lists of any length make new ones. */
const MAX_PREPARED = 300;

/** What pg says when `query_timeout` has passed. It leaves the statement on the connection, and the next behind it. */
const UNANSWERED = 'Query read timeout';

/** SQLSTATE `feature_not_supported`: with it Postgres says that a table is not what it was when a statement was prepared. */
const NOT_SUPPORTED = '0A000';

/**
 * Prepares each statement with parameters when it comes first, by a name made of its text: the larger ones take Postgres
 * longer to plan than to carry out.
 */
class PreparingClient extends pg.Client {
  readonly #prepared = new Set<string>();

  // pg has a dozen signatures for this; Kysely uses the one with text and values, and gets a promise.
  override query(...args: never[]): never {
    const [text, values] = args as unknown as [unknown, unknown];
    const query = super.query as (...args: unknown[]) => Promise<unknown> | undefined;
    const isStatement = typeof text === 'string' && Array.isArray(values) && values.length > 0;
    const answer =
      isStatement && this.#mayPrepare(text)
        ? query.call(this, { name: hash('md5', text), text, values })
        : query.apply(this, args);
    return answer?.catch((error: { code?: string; message?: string }) => {
      // A newer Wirewatch has changed the table, or nobody is there any more: the pool replaces this connection.
      if (error.code === NOT_SUPPORTED || error.message === UNANSWERED) void this.end();
      throw error;
    }) as never;
  }

  #mayPrepare(text: string): boolean {
    if (this.#prepared.size < MAX_PREPARED) this.#prepared.add(text);
    return this.#prepared.has(text);
  }
}
