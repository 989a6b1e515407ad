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

/** Opens a pool lazily: the first query connects. 64-bit integers come back as numbers; ids and counts stay below 2^53. */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
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
