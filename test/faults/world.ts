import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../src/store/database.ts';
import { createRandom, type Random } from '../bench/random.ts';
import {
  databaseOf,
  type Home,
  makeHome,
  makeHomeWithCluster,
  type Running,
  startIn,
  waitFor,
  wirewatch,
} from '../support/process.ts';
import { hasRedisServer } from '../support/redis.ts';
import type { Backend } from './backend.ts';
import { type Disk, mountDisk } from './disk.ts';
import { ask, countUnfinished, readHeld, readInbox, readLedger, readProcesses } from './ledger.ts';
import { type Arrival, type Expected, type Finding, judge } from './oracle.ts';
import { startPress, WATCHES } from './press.ts';
import { type Message, type Receiver, startHook, startMail, startSlack } from './receivers.ts';
import { type Server, startOwnRedis, startPostgres } from './servers.ts';
import { type Access, accessTo, configOf, type Parts } from './world-config.ts';

/** ms between two looks at the ledger. */
const LOOK_MS = 200;
/** ms for one thing to come about that has no cause to take long. */
const SOON_MS = 60_000;
/** ms for a process to end once it was told to. */
const END_MS = 15_000;
/** Polls of every feed after which nothing more is expected to come. */
const QUIET_POLLS = 2;

/** A Wirewatch that was started. */
export interface Process {
  running: Running;
  /** As its leases name it. */
  id: string;
}

/** One installation and everything around it, for one row of the matrix. */
export interface World extends Parts {
  backend: Backend;
  random: Random;
  /** Faults that last are to be brief. */
  isShort: boolean;
  receivers: Record<'slack' | 'hook' | 'mail', Receiver>;
  /** Null on the embedded database. */
  servers: { postgres: Server; redis: Server; disk: Disk | null } | null;
  /** Those that run. */
  processes: readonly Process[];
  /** Starts one more, and waits until it polls. */
  start(): Promise<Process>;
  /** SIGKILL; returns when it is gone. */
  crash(process: Process): Promise<void>;
  /** SIGTERM; returns when it is gone, with its exit code. @throws when it takes longer than 15 s. */
  stop(process: Process): Promise<number | null>;
  /** Waits for a process to have a message for this receiver, of those whose words are meant. */
  holderOf(receiver: string, isMeant?: (words: string) => boolean): Promise<Process>;
  /** Writes the configuration, for processes that are started from now on. */
  configure(access: Partial<Access>): Promise<void>;
  /** Asks the database itself, not by the way Wirewatch takes. */
  ask<T>(question: (db: Database) => Promise<T>): Promise<T>;
  /** Stories that this receiver is to be told and has not been. The inbox is not asked. */
  missing(receiver: 'slack' | 'hook' | 'mail'): string[];
  /** Starts what ended by itself, as whatever looks after processes would. Returns how many those were. */
  startWhatEnded(): Promise<number>;
  /** Waits until every receiver has all there is for it, no work is left, and all feeds have been polled again. */
  everythingArrived(withinMs: number): Promise<void>;
  judge(): Promise<Finding>;
  close(): Promise<void>;
}

/** The world of a row, or why there can be none here. */
export type Opened = { kind: 'open'; world: World } | { kind: 'unavailable'; reason: string };

/** What makes a world. */
export interface WorldOptions {
  backend: Backend;
  seed: number;
  isShort: boolean;
  /** 10 when not given. */
  leaseSeconds?: number;
  /** Of a file system for the files of Postgres alone. */
  diskMb?: number;
}

/** Opens a world in which nothing was published and Wirewatch does not run yet. */
export async function openWorld({ backend, seed, isShort, leaseSeconds, diskMb }: WorldOptions): Promise<Opened> {
  if (backend === 'servers' && !hasRedisServer()) return { kind: 'unavailable', reason: 'no redis-server on the path' };
  await using opening = new AsyncDisposableStack();
  const random = createRandom(seed);
  const press = opening.adopt(await startPress(random), (it) => it.close());
  const slack = opening.adopt(await startSlack(), (it) => it.close());
  const hook = opening.adopt(await startHook(), (it) => it.close());
  const mail = opening.adopt(await startMail(), (it) => it.close());
  const home = opening.adopt(backend === 'embedded' ? await makeHomeWithCluster() : await makeHome(), (it) =>
    it.remove(),
  );
  let servers: World['servers'] = null;
  if (backend === 'servers') {
    const root = opening.adopt(await mkdtemp(join(tmpdir(), 'wirewatch-faults-')), (it) =>
      rm(it, { recursive: true, force: true, maxRetries: 10 }),
    );
    const directory = join(root, 'postgres');
    const disk = diskMb === undefined ? null : await mountDisk(directory, diskMb);
    if (disk === 'refused') return { kind: 'unavailable', reason: 'no file system may be mounted here' };
    if (disk) opening.defer(disk.unmount);
    const postgres = opening.adopt(await startPostgres(disk ? join(directory, 'cluster') : directory), (it) =>
      it.close(),
    );
    const redis = opening.adopt(await startOwnRedis(), (it) => it.close());
    servers = { postgres, redis, disk };
  }
  const parts = { press, slack, hook, mail };
  await home.configure(configOf(parts, accessTo(parts)));
  const environment = {
    WIREWATCH_LEASE_SECONDS: String(leaseSeconds ?? 10),
    WIREWATCH_PAGE_THREADS: '1',
    WIREWATCH_FEED_THREADS: '1',
    ...(servers && { DATABASE_URL: servers.postgres.proxy.url, REDIS_URL: servers.redis.proxy.url }),
  };
  const open = opening.move();
  return { kind: 'open', world: createWorld({ backend, random, isShort, home, servers, environment, open, ...parts }) };
}

interface Given extends Parts, Pick<World, 'backend' | 'random' | 'isShort' | 'servers'> {
  home: Home;
  environment: Record<string, string>;
  open: AsyncDisposableStack;
}

function createWorld(given: Given): World {
  const { backend, random, isShort, home, servers, environment, open, press, slack, hook, mail } = given;
  const receivers = { slack, hook, mail };
  const processes: Process[] = [];
  const ended = new Set<Running>();
  let access = accessTo(given);
  /** Of the process that was started last, where the database is its own. */
  let embeddedUrl: string | null = null;

  const askHere: World['ask'] = (question) => ask(servers?.postgres.url ?? embeddedUrl!, question);
  const forget = (process: Process) => processes.splice(processes.indexOf(process), 1);

  const start = async () => {
    const running = servers ? wirewatch(['worker', '--config', home.config], environment) : startIn(home, environment);
    open.defer(() => running.kill());
    void running.exited.then(() => ended.add(running));
    const known = servers ? await askHere(readProcesses).catch(() => []) : [];
    await running.logged('polling and delivering');
    if (!servers) embeddedUrl = await databaseOf(home, running);
    const id = (await askHere(readProcesses)).find((one) => !known.includes(one));
    const process = { running, id: id ?? 'unknown' };
    processes.push(process);
    return process;
  };

  const expected = (): Expected[] =>
    press.published().flatMap(({ place, watches }) => {
      const told = new Set(watches.flatMap((watch) => WATCHES[watch]!));
      return [...told].map((receiver) => ({ receiver, story: place }));
    });
  const arrivalOf = ({
    receiver,
    words,
    saysSecond,
  }: Pick<Message, 'receiver' | 'words' | 'saysSecond'>): Arrival[] => {
    const story = press.storyIn(words);
    return story ? [{ receiver, story: story.place, saysSecond }] : [];
  };
  const arrivals = () => Object.values(receivers).flatMap((receiver) => receiver.has().flatMap(arrivalOf));
  const missing = (receiver: string) => {
    const here = new Set(arrivals().flatMap((one) => (one.receiver === receiver ? [one.story] : [])));
    return expected().flatMap((one) => (one.receiver === receiver && !here.has(one.story) ? [one.story] : []));
  };

  return {
    backend,
    random,
    isShort,
    ...{ press, slack, hook, mail, receivers, servers, processes, start, missing },
    async crash(process) {
      forget(process);
      await process.running.kill();
    },
    async stop(process) {
      forget(process);
      process.running.signal('SIGTERM');
      await waitFor('an end in order', () => ended.has(process.running), END_MS);
      return (await process.running.exited).code;
    },
    holderOf: (receiver, isMeant = () => true) =>
      waitFor(
        `a process that has a message for ${receiver}`,
        async () => {
          const held = (await askHere((db) => readHeld(db, receiver))).find(({ words }) => isMeant(words));
          return held && processes.find(({ id }) => id === held.process);
        },
        SOON_MS,
      ),
    async configure(changes) {
      access = { ...access, ...changes };
      await home.configure(configOf(given, access));
    },
    ask: askHere,
    async startWhatEnded() {
      const dead = processes.filter(({ running }) => ended.has(running));
      for (const process of dead) {
        forget(process);
        await start();
      }
      return dead.length;
    },
    async everythingArrived(withinMs) {
      const until = performance.now() + withinMs;
      const left = () => Math.max(0, until - performance.now());
      const lacking = () =>
        Object.keys(receivers).flatMap((receiver) => missing(receiver).map((story) => `${receiver}: ${story}`));
      await waitFor(
        () => `the arrival of ${lacking().join(', ')}`,
        () => lacking().length === 0,
        left(),
      );
      await settled('no work to be left', async () => (await askHere(countUnfinished)) === 0, left());
      const before = press.polls();
      await waitFor(
        'more polls',
        () => press.polls().every((count, index) => count >= before[index]! + QUIET_POLLS),
        left(),
      );
      await settled('no work to be left', async () => (await askHere(countUnfinished)) === 0, left());
    },
    async judge() {
      const { ledger, inbox } = await askHere(async (db) => ({
        ledger: await readLedger(db),
        inbox: await readInbox(db),
      }));
      const kept = inbox.flatMap(({ words }) => arrivalOf({ receiver: 'inbox', words, saysSecond: false }));
      const finding = judge({
        expected: expected(),
        arrivals: [...arrivals(), ...kept],
        ledger: ledger.flatMap((entry) => {
          const story = press.storyIn(entry.words);
          return story ? [{ ...entry, story: story.place }] : [];
        }),
      });
      const complaints = Object.values(receivers).flatMap((receiver) => receiver.complaints());
      return { ...finding, wrong: [...finding.wrong, ...complaints] };
    },
    close: () => open.disposeAsync(),
  };
}

/** Looks now and then, also while the database does not answer. */
async function settled(what: string, isSo: () => Promise<boolean>, withinMs: number): Promise<void> {
  let trouble = '';
  await waitFor(
    () => `${what}${trouble}`,
    async () => {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      return isSo().catch((error: unknown) => {
        trouble = ` (${String(error)})`;
        return false;
      });
    },
    withinMs,
  );
}
