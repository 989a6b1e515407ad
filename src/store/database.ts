import { hash, randomUUID } from 'node:crypto';
import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Schema } from './schema.ts';

/** The typed door to Postgres. `destroy()` closes its connections. */
export type Database = Kysely<Schema>;

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
}

/** A statement that was answered. */
export interface Statement {
  sql: string;
  parameters: readonly unknown[];
  /** Until the answer was there. */
  durationMs: number;
}

const INT8 = 20;

/** ms. A connection that went silent must not hold up everything for good. */
const CONNECTION_LIMITS = { connectionTimeoutMillis: 10_000, query_timeout: 60_000, keepAlive: true };

/**
 * Opens a pool lazily: the first query connects. Each pool is a process of its own to the others who share out work: its
 * connections say which, so that every lease names it.
 *
 * 64-bit integers come back as numbers; ids and counts stay below 2^53.
 */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    Client: PreparingClient,
    connectionString: withSessionOptions(options.url, `-c wirewatch.process=${randomUUID()}`),
    max: options.maxConnections,
    application_name: 'wirewatch',
    ...CONNECTION_LIMITS,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === INT8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
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

/** The URL with more options for its sessions, beside those it has: pg takes either the ones of the URL or its own. */
function withSessionOptions(databaseUrl: string, options: string): string {
  const url = new URL(databaseUrl);
  const given = url.searchParams.get('options');
  url.searchParams.set('options', given ? `${given} ${options}` : options);
  return url.href;
}

/** Statements that a connection keeps prepared at most: there are some hundred, but lists of any length make new ones. */
const MAX_PREPARED = 300;

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
    const query = super.query as (...args: unknown[]) => Promise<unknown>;
    const isStatement = typeof text === 'string' && Array.isArray(values) && values.length > 0;
    if (!isStatement || !this.#mayPrepare(text)) return query.apply(this, args) as never;
    return query.call(this, { name: hash('md5', text), text, values }).catch((error: { code?: string }) => {
      // A newer Wirewatch has changed the table: the pool replaces this connection, and a new one prepares anew.
      if (error.code === NOT_SUPPORTED) void this.end();
      throw error;
    }) as never;
  }

  #mayPrepare(text: string): boolean {
    if (this.#prepared.size < MAX_PREPARED) this.#prepared.add(text);
    return this.#prepared.has(text);
  }
}
