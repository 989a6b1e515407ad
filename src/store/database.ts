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
  /** Told of connections that break while idle; the pool replaces them. */
  onIdleError: (error: Error) => void;
}

const INT8 = 20;

/** Opens a pool lazily: the first query connects. 64-bit integers come back as numbers; ids and counts stay below 2^53. */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.maxConnections,
    application_name: 'wirewatch',
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === INT8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
    },
  });
  pool.on('error', options.onIdleError);
  return new Kysely<Schema>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}
