import { type Database, openDatabase } from '../../src/store/database.ts';
import {
  allGone,
  databaseOf,
  descendantsOf,
  type Home,
  makeHomeWithCluster,
  type Running,
  startIn,
  waitFor,
  whileRunning,
} from '../support/process.ts';
import { type Arrival, FEEDS, type Newsroom, RECEIVERS, STORIES, startNewsroom } from './newsroom.ts';

/** ms waited for one thing to come about; the lease of who was killed runs out before. */
const WAIT_MS = 90_000;
/** ms waited for a whole test. */
const PATIENCE_MS = 300_000;
/** Polls of every feed after which nothing more is expected to come. */
const QUIET_POLLS = 2;

/** One installation and the world around it. */
interface Scene {
  newsroom: Newsroom;
  home: Home;
  /** Starts Wirewatch; it is killed at the end of the test at the latest. */
  start(): Running;
}

/** Gives each test a world of its own: they spend their time waiting, so they run side by side. */
async function inScene(play: (scene: Scene) => Promise<void>): Promise<void> {
  const newsroom = await startNewsroom();
  const home = await makeHomeWithCluster(newsroom.config);
  const started: Running[] = [];
  const start = () => {
    const running = startIn(home);
    started.push(running);
    return running;
  };
  try {
    await play({ newsroom, home, start });
  } finally {
    await Promise.all(started.map((running) => running.kill()));
    await newsroom.close();
    await home.remove();
  }
}

const kinds = (arrivals: Arrival[]) => new Set(arrivals.map(({ receiver, story }) => `${receiver}: ${story}`));
const EXPECTED = new Set(RECEIVERS.flatMap((receiver) => STORIES.map((story) => `${receiver}: ${story}`)));

/** Opens the ledger of a running Wirewatch for `look`. */
async function withLedger<T>({ home }: Scene, running: Running, look: (db: Database) => Promise<T>): Promise<T> {
  const url = await databaseOf(home, running);
  const db = openDatabase({ url, maxConnections: 1, onConnectionError: () => {} });
  try {
    return await look(db);
  } finally {
    await db.destroy();
  }
}

/** Waits until every alert has arrived, nothing is left to do, and all feeds have been polled again and brought nothing. */
async function everythingArrived(scene: Scene, running: Running): Promise<void> {
  const { newsroom } = scene;
  const missing = () => [...EXPECTED].filter((one) => !kinds(newsroom.arrivals()).has(one));
  await waitFor(
    () => `the alerts ${missing().join('; ')}`,
    () => missing().length === 0,
    WAIT_MS,
  );
  await withLedger(scene, running, (db) =>
    waitFor(
      'an empty ledger',
      async () => {
        const items = await db.selectFrom('feedItems').select('id').where('state', '<>', 'done').execute();
        const deliveries = await db.selectFrom('deliveries').select('id').where('state', '<>', 'sent').execute();
        return items.length + deliveries.length === 0;
      },
      WAIT_MS,
    ),
  );
  const polls = () => FEEDS.map((path) => newsroom.site.requests(path).length);
  const before = polls();
  await waitFor('more polls', () => polls().every((count, index) => count >= before[index]! + QUIET_POLLS));
}

const untilAllArrived = (scene: Scene, running: Running) => whileRunning(running, everythingArrived(scene, running));

/** Nothing but the expected arrived, and each but the first copy of a message says that it may be one. */
function expectNoSilentCopies(arrivals: Arrival[]): void {
  expect(kinds(arrivals)).toEqual(EXPECTED);
  const firsts = new Set<string>();
  for (const { receiver, story, saysSecond } of arrivals) {
    const message = `${receiver}: ${story}`;
    expect({ message, saysSecond: saysSecond || !firsts.has(message) }).toEqual({ message, saysSecond: true });
    firsts.add(message);
  }
}

/** The outcomes of all attempts at each delivery, in order, the deliveries in no order. */
async function outcomes(scene: Scene, running: Running): Promise<(string | null)[][]> {
  const rows = await withLedger(scene, running, (db) =>
    db.selectFrom('attempts').select(['deliveryId', 'outcome']).orderBy('number').execute(),
  );
  return [...Map.groupBy(rows, ({ deliveryId }) => deliveryId).values()].map((attempts) =>
    attempts.map(({ outcome }) => outcome),
  );
}

describe('Wirewatch, killed with SIGKILL and started again on the same data', () => {
  it.concurrent.each([
    ['a feed is being polled', '/courier'],
    ['an article page is being read', '/strike-at-the-airport'],
    ['a Slack post is under way', '/slack'],
    ['a webhook is being called', '/hook'],
  ])(
    'while %s, delivers every alert, and no second copy without saying so',
    (_moment, path) =>
      inScene(async (scene) => {
        const { newsroom } = scene;
        const setRight = newsroom.hang(path);
        const first = scene.start();
        await waitFor(`a request for ${path}`, () => newsroom.site.requests(path).length > 0);
        const children = await descendantsOf(first.pid);
        await first.kill();
        setRight();
        const cutOff = newsroom.arrivals().filter(({ receiver }) => path === `/${receiver}`);

        const second = scene.start();
        await untilAllArrived(scene, second);
        await allGone(children);
        expectNoSilentCopies(newsroom.arrivals());

        const attempts = await outcomes(scene, second);
        expect(attempts).toHaveLength(EXPECTED.size);
        expect(attempts.filter((one) => one.at(-1) !== 'sent')).toEqual([]);
        const unknown = attempts.filter((one) => one.includes('unknown'));
        expect(unknown.length).toBeGreaterThanOrEqual(cutOff.length);
        expect(newsroom.arrivals().length).toBeLessThanOrEqual(EXPECTED.size + unknown.length);
      }),
    PATIENCE_MS,
  );

  it.concurrent(
    'again and again, each time a message further, delivers every alert in the end',
    () =>
      inScene(async (scene) => {
        const { newsroom } = scene;
        for (let time = 0; time < 3; time += 1) {
          const soFar = newsroom.arrivals().length;
          const unlucky = scene.start();
          await waitFor('another message', () => newsroom.arrivals().length > soFar);
          await unlucky.kill();
        }
        await untilAllArrived(scene, scene.start());
        expectNoSilentCopies(newsroom.arrivals());
      }),
    PATIENCE_MS,
  );
});
