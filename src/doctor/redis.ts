import { Redis } from 'ioredis';

/** What a Redis is. */
export interface RedisFacts {
  version: string;
  /** What it does when its memory is full; `noeviction` is what queues need. */
  evictionPolicy: string;
  /** Whether it writes what it holds to a file as it goes. */
  appendOnly: boolean;
  /** ms of a question that wants no work, there and back. */
  answersInMs: number;
}

/** ms a connection, and each answer, may take. */
const LIMIT_MS = 5_000;

/** Asks a Redis what it is, by `INFO`, which every user may ask that may use queues. @throws when it does not answer. */
export async function redisFacts(url: string): Promise<RedisFacts> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: LIMIT_MS,
    commandTimeout: LIMIT_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  // Of a connection that is not made, ioredis tells its listeners why, and who waits for it only that it was closed.
  const trouble: { first?: Error } = {};
  redis.on('error', (error) => {
    trouble.first ??= error;
  });
  try {
    await redis.connect();
    const startedAt = performance.now();
    await redis.ping();
    const answersInMs = performance.now() - startedAt;
    const info = await redis.info();
    const value = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? '';
    return {
      version: value('redis_version'),
      evictionPolicy: value('maxmemory_policy'),
      appendOnly: value('aof_enabled') === '1',
      answersInMs,
    };
  } catch (error) {
    throw trouble.first ?? error;
  } finally {
    redis.disconnect();
  }
}
