import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { descendantsOf, waitFor } from '../../support/process.ts';
import { lasting, serversOf } from '../parts.ts';
import type { Scenario } from '../scenario.ts';
import type { World } from '../world.ts';

const SIGNALS = ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const;

/** Publishes something and waits until some of it is on its way, so that the fault meets work of every kind. */
async function atWork({ press, hook }: World): Promise<void> {
  const before = hook.heard().length;
  press.publish(2);
  await waitFor('a message under way', () => hook.heard().length > before);
}

const restarted: Scenario = {
  name: 'Postgres restarted',
  backends: ['servers'],
  async play(world) {
    const { postgres } = serversOf(world);
    await atWork(world);
    await postgres.stop(world.random.pick(SIGNALS));
    world.press.publish(1);
    await sleep(5_000);
    await postgres.start();
    return [];
  },
};

/** The embedded server is killed: Wirewatch cannot go on, ends, and is started again. */
const embeddedKilled: Scenario = {
  name: 'embedded Postgres killed',
  backends: ['embedded'],
  async play(world) {
    await atWork(world);
    const [{ running }] = world.processes as [World['processes'][number]];
    const entry = await running.logged('database server started');
    const pid = Number(entry.postgresPid);
    const children = await descendantsOf(running.pid);
    if (!children.some((child) => child.pid === pid)) throw new Error(`${pid} is no child of Wirewatch`);
    process.kill(pid, 'SIGKILL');
    await Promise.race([running.exited, sleep(15_000)]);
    return (await world.startWhatEnded()) === 1 ? [] : ['it went on without a database'];
  },
};

const reset: Scenario = {
  name: 'connections to Postgres reset',
  backends: ['servers'],
  async play(world) {
    const { proxy } = serversOf(world).postgres;
    for (let time = 0; time < 4; time += 1) {
      world.press.publish(1);
      await sleep(500 + world.random.below(1_500));
      proxy.set({ kind: 'cut' });
      proxy.set({ kind: 'pass' });
    }
    return [];
  },
};

const partition: Scenario = {
  name: 'partition from Postgres',
  backends: ['servers'],
  async play(world) {
    const { proxy } = serversOf(world).postgres;
    await atWork(world);
    proxy.set({ kind: 'blackhole' });
    world.press.publish(1);
    await sleep(lasting(world, 30_000, 12_000));
    proxy.set({ kind: 'pass' });
    return [];
  },
};

/** Connections are taken by others, those of Wirewatch included. */
const outOfConnections: Scenario = {
  name: 'Postgres out of connections',
  backends: ['servers'],
  async play(world) {
    const { url } = serversOf(world).postgres;
    await atWork(world);
    const idle = await takeAllConnections(url);
    world.press.publish(1);
    await sleep(15_000);
    await Promise.all(idle.map((client) => client.end().catch(() => {})));
    return [];
  },
};

/** More clients than any Postgres of ours takes. */
const MANY = 1_000;

/** @throws when there is always one more to be had. */
async function takeAllConnections(url: string): Promise<pg.Client[]> {
  const taken: pg.Client[] = [];
  const takeUntilRefused = async () => {
    while (taken.length < MANY) {
      const client = new pg.Client(url);
      client.on('error', () => {});
      try {
        await client.connect();
      } catch (error) {
        if (/too many clients|remaining connection slots/.test(String(error))) return;
        throw error;
      }
      taken.push(client);
    }
    throw new Error('Postgres has connections without end');
  };
  await takeUntilRefused();
  // One of those Wirewatch has after the other: it makes a new one as soon as it can.
  for (let round = 0; round < 10; round += 1) {
    const { rows } = await taken[0]!.query(
      "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'wirewatch%' AND pg_terminate_backend(pid)",
    );
    if (rows.length === 0) break;
    await takeUntilRefused();
  }
  return taken;
}

const diskFull: Scenario = {
  name: 'disk of Postgres full',
  backends: ['servers'],
  diskMb: 240,
  async play(world) {
    const { postgres, disk } = serversOf(world);
    await atWork(world);
    await disk!.fill();
    world.press.publish(2);
    await sleep(15_000);
    await disk!.free();
    // It may have ended over it; whoever looks after it starts it again.
    await sleep(2_000);
    await postgres.start();
    return [];
  },
};

/** What can happen to the database, and on the way to it. */
export const postgresFaults: Scenario[] = [restarted, embeddedKilled, reset, partition, outOfConnections, diskFull];
