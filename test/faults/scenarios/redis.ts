import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { lasting, serversOf } from '../parts.ts';
import type { Scenario } from '../scenario.ts';

/** Tells a Redis something over a connection of its own. */
async function tell(url: string, talk: (redis: Redis) => Promise<unknown>): Promise<void> {
  const redis = new Redis(url);
  try {
    await talk(redis);
  } finally {
    redis.disconnect();
  }
}

const flushed: Scenario = {
  name: 'Redis flushed',
  backends: ['servers'],
  async play(world) {
    const { redis } = serversOf(world);
    for (let time = 0; time < 3; time += 1) {
      world.press.publish(1);
      await sleep(500 + world.random.below(2_000));
      await tell(redis.url, (connection) => connection.flushall());
    }
    return [];
  },
};

const restarted: Scenario = {
  name: 'Redis restarted, empty',
  backends: ['servers'],
  async play(world) {
    const { redis } = serversOf(world);
    world.press.publish(2);
    await sleep(500 + world.random.below(2_000));
    await redis.stop();
    world.press.publish(1);
    await sleep(5_000);
    await redis.start();
    return [];
  },
};

const full: Scenario = {
  name: 'Redis at maxmemory',
  backends: ['servers'],
  async play(world) {
    const { redis } = serversOf(world);
    await tell(redis.url, async (connection) => {
      await connection.config('SET', 'maxmemory-policy', 'noeviction');
      await connection.config('SET', 'maxmemory', '1');
      world.press.publish(2);
      await sleep(lasting(world, 30_000, 15_000));
      await connection.config('SET', 'maxmemory', '0');
    });
    return [];
  },
};

const partition: Scenario = {
  name: 'partition from Redis',
  backends: ['servers'],
  async play(world) {
    const { proxy } = serversOf(world).redis;
    world.press.publish(2);
    await sleep(500 + world.random.below(1_000));
    proxy.set({ kind: 'blackhole' });
    world.press.publish(1);
    await sleep(lasting(world, 30_000, 12_000));
    proxy.set({ kind: 'pass' });
    return [];
  },
};

/** What can happen to the queues, and on the way to them. */
export const redisFaults: Scenario[] = [flushed, restarted, full, partition];
