import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { openQueues } from '../src/queue.ts';
import { createTestDatabase } from './support/database.ts';

/** ms that a connection must have failed for before anybody hears of it, less what a timer may be early. */
const PATIENCE_MS = 499;

it('keeps to its schema beside options of the URL', async () => {
  const database = await createTestDatabase();
  try {
    const databaseUrl = `${database.url}?options=-c%20geqo_effort%3D7`;
    const queues = await openQueues({ redisUrl: null, databaseUrl, onError: () => {} });
    await queues.ping();
    await queues.close();
  } finally {
    await database.drop();
  }
});

/** A way to the database that can be cut: what goes through ends then, and nothing gets through any more. */
interface Cable {
  url: string;
  /** Connections that did not get through. */
  refused(): number;
  cut(): void;
  close(): Promise<void>;
}

async function layCable(databaseUrl: string): Promise<Cable> {
  const { hostname, port } = new URL(databaseUrl);
  const open = new Set<Socket>();
  let isCut = false;
  let refused = 0;
  const server: Server = createServer((near) => {
    if (isCut) {
      refused += 1;
      near.destroy();
      return;
    }
    const far = connect(Number(port), hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket);
      socket.on('error', () => {}).on('close', () => other.destroy());
      socket.pipe(other);
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const cut = () => {
    isCut = true;
    for (const socket of open) socket.destroy();
  };
  return {
    url: url.href,
    refused: () => refused,
    cut,
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}

describe('a database that cannot be reached', () => {
  /** ms until `attempt` fails. */
  async function failureAfter(attempt: Promise<unknown>): Promise<number> {
    const startedAt = performance.now();
    await expect(attempt).rejects.toThrow();
    return performance.now() - startedAt;
  }

  it('is told of after a while, when the queues are opened and when they are asked', async () => {
    const database = await createTestDatabase();
    const cable = await layCable(database.url);
    try {
      const options = { redisUrl: null, databaseUrl: cable.url, onError: () => {} };
      const queues = await openQueues(options);
      await queues.ping();
      cable.cut();
      // Connections that are open are found broken first.
      while (cable.refused() === 0) await expect(queues.ping()).rejects.toThrow();
      expect(await failureAfter(queues.ping())).toBeGreaterThanOrEqual(PATIENCE_MS);
      expect(await failureAfter(openQueues(options))).toBeGreaterThanOrEqual(PATIENCE_MS);
      await queues.close();
    } finally {
      await cable.close();
      await database.drop();
    }
  });
});
