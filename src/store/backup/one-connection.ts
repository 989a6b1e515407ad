import { Socket } from 'node:net';
import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from '../database.ts';
import type { Schema } from '../schema.ts';

/** One connection, as typed statements go and as streams of COPY do: what both do belongs to one transaction. */
export interface OneConnection {
  db: Database;
  client: pg.Client;
  /** Ends it in the middle of whatever it does, which fails. */
  cut(): void;
  close(): Promise<void>;
}

/** ms until a server that does not answer counts as out of reach. */
const CONNECT_MS = 10_000;

/** Connects. There is no limit to a statement's time: a table of any size is one statement. */
export async function openOneConnection(url: string): Promise<OneConnection> {
  const socket = new Socket();
  const client = new pg.Client({
    stream: () => socket,
    connectionString: url,
    application_name: 'wirewatch',
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
  });
  // A connection that breaks fails the statement under way; without a listener it would end the process, too.
  client.on('error', () => {});
  await client.connect();
  const db = new Kysely<Schema>({
    dialect: new PostgresDialect({
      pool: {
        options: {},
        connect: async () => Object.assign(client, { release: () => {} }),
        end: () => client.end(),
      },
    }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  return {
    db,
    client,
    cut: () => socket.destroy(),
    close: async () => {
      if (!socket.destroyed) await client.end();
    },
  };
}
