import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { type Capture, startCapture } from '../../demo/capture.ts';
import { demoReceivers, writeDemoConfig } from '../../demo/demo-config.ts';
import { checkDelivered, type DeliveryReport, expectedDeliveries, seenDeliveries } from '../../demo/expectations.ts';
import { createNarrator, type Narrator } from '../../demo/narrator.ts';
import { type Newsroom, startNewsroom } from '../../demo/newsroom-server.ts';
import { counted } from '../../language/counted.ts';
import { createLogger } from '../../log.ts';
import { ADMIN } from '../../server/access/password.ts';
import type { Settings } from '../../settings.ts';
import { listFeeds } from '../../store/feeds/feed-health.ts';
import { countAll } from '../../store/views/overview.ts';
import { configOrExit } from '../config/config-or-exit.ts';
import { reportFailure } from '../shared/failure.ts';
import { settingsOrExit } from '../shared/options.ts';
import { openFollower } from './follow.ts';
import { type Foundation, openFoundation, openProcessQueues, runServer, runWorkers } from './runtime.ts';
import { stopOnSignal } from './shutdown.ts';

/** ms from the start by which everything must have been delivered. */
const TIME_LIMIT_MS = 60_000;
/** ms of quiet after the last expected message in which nothing else may arrive: two polls of every feed. */
const SETTLE_MS = 4_500;
/** ms between looks at what happened. */
const LOOK_MS = 200;

/** `wirewatch demo`: the production pipeline against a little newsroom, with Slack and mail captured; all on this machine. */
export function addDemoVerb(program: Command): void {
  program
    .command('demo')
    .option('--once', 'end when everything is delivered: exit code 0, or 1 with the reason')
    .option('--port <n>', 'port of the pages, 0 for any free one', '0')
    .addHelpText('after', '\nExamples:\n  wirewatch demo\n  wirewatch demo --once')
    .action(async ({ once, port }: { once?: true; port: string }) => {
      const home = await mkdtemp(join(tmpdir(), 'wirewatch-demo-'));
      const open = new AsyncDisposableStack();
      open.defer(() => rm(home, { recursive: true, force: true }));
      const flags = { config: join(home, 'config'), data: join(home, 'data'), port };
      // The demo has its own database and password, whatever the environment says of the real ones.
      const settings: Settings = { ...settingsOrExit(flags), databaseUrl: null, redisUrl: null, adminPassword: null };
      const log = createLogger({ level: process.env.WIREWATCH_LOG_LEVEL ? settings.logLevel : 'silent', pretty: true });
      const told = Promise.withResolvers<void>();
      // The story breaks off at once; nothing may be opened on what is being closed.
      const stopping = stopOnSignal(() => told.promise.then(() => open.disposeAsync()), log);
      try {
        const complete = await runDemo({ settings, log, open, stopping, staysOpen: !once });
        told.resolve();
        if (!once || stopping.aborted) return;
        await open.disposeAsync();
        process.exit(complete ? 0 : 1);
      } catch (error) {
        reportFailure('The demo could not run', error, log);
        await open.disposeAsync();
        process.exit(1);
      }
    });
}

/** What the demo is played on. `staysOpen`: its pages can be visited afterwards. */
interface Stage {
  settings: Settings;
  log: Foundation['log'];
  open: AsyncDisposableStack;
  stopping: AbortSignal;
  staysOpen: boolean;
}

/** Everything that runs in the demo. */
interface Scene {
  newsroom: Newsroom;
  capture: Capture;
  foundation: Foundation;
  stopping: AbortSignal;
  narrator: Narrator;
}

/** Tells the story; true when every expected message arrived once and nothing else did. False, too, when it is broken off. */
async function runDemo({ settings, log, open, stopping, staysOpen }: Stage): Promise<boolean> {
  const deadline = performance.now() + TIME_LIMIT_MS;
  const narrator = createNarrator(console.log);
  console.log('Wirewatch demo: the production pipeline against a little newsroom on this machine.\n');

  const newsroom = await startNewsroom();
  open.defer(() => newsroom.close());
  const capture = await startCapture();
  open.defer(() => capture.close());
  narrator.tell('newsroom', `seven outlets in five languages at ${newsroom.url}/`);
  const addresses = { newsroomUrl: newsroom.url, slackWebhookUrl: capture.slackWebhookUrl, smtpUrl: capture.smtpUrl };
  await writeDemoConfig(settings.configDir, addresses);
  const config = await configOrExit(settings.configDir);

  const foundation = await openFoundation(settings, log, open);
  narrator.tell('database', 'an embedded Postgres is up');
  const queues = await openProcessQueues(foundation, open);
  let password = '';
  const follower = await openFollower(foundation, 'start', open);
  const url = await runServer(foundation, queues, follower, open, ({ made }) => {
    password = made ?? '';
  });
  await runWorkers(foundation, queues, follower, open);
  narrator.tell('watching', config.watches.map(({ name, id }) => name ?? id).join('; '));

  const scene: Scene = { newsroom, capture, foundation, stopping, narrator };
  await until(scene, deadline, async () =>
    (await listFeeds(foundation.db, 100)).every(({ lastPolledAt }) => lastPolledAt),
  );
  narrator.tell('baseline', 'what the feeds held before is no news and alerts nobody');
  newsroom.breakStory();
  narrator.tell('newsroom', 'the story breaks; copies, rewrites, translations and decoys follow');

  const report = await watchDeliveries(scene, deadline);
  if (stopping.aborted) return false;
  printReport(report, await countAll(foundation.db));
  if (staysOpen) {
    console.log(`
  Dashboard          ${url}/            (user ${ADMIN}, password ${password})
  Job queues         ${url}/admin/queues
  Built-in inbox     ${url}/inbox
  Captured Slack     ${capture.pageUrl}
  Captured mail      ${capture.pageUrl}mail
  The newsroom       ${newsroom.url}/

  Ctrl-C ends it.
`);
  }
  return problemsOf(report).length === 0;
}

/** Waits until every expected message has arrived, and then long enough to see that nothing else does. */
async function watchDeliveries(scene: Scene, deadline: number): Promise<DeliveryReport> {
  const { newsroom, capture, foundation } = scene;
  const expected = expectedDeliveries(newsroom.url, { backfill: false });
  const compare = () => checkDelivered(expected, seenDeliveries(capture, newsroom.url));
  await until(scene, deadline, async () => {
    const { waiting, pendingItems } = await countAll(foundation.db);
    return waiting === 0 && pendingItems === 0 && compare().missing.length === 0;
  });
  scene.narrator.tell('waiting', 'two more polls of every feed: nothing else may arrive');
  await until(scene, performance.now() + SETTLE_MS, async () => false);
  return compare();
}

/** Tells what happens until the condition holds, the time is up, or the demo is to stop. */
async function until(
  { narrator, foundation, stopping }: Scene,
  deadline: number,
  condition: () => Promise<boolean>,
): Promise<void> {
  while (performance.now() < deadline && !stopping.aborted) {
    await narrator.look(foundation.db);
    if (await condition()) return;
    await sleep(LOOK_MS);
  }
}

function problemsOf({ missing, unexpected, repeated }: DeliveryReport): string[] {
  return [...missing, ...unexpected, ...repeated];
}

function printReport(report: DeliveryReport, totals: Awaited<ReturnType<typeof countAll>>): void {
  const problems = problemsOf(report);
  const { feeds, failingFeeds, feedItems, articles, alerts, sent } = totals;
  console.log(
    `\n  ${counted(feeds, 'feed')} (${failingFeeds} of them broken), ${counted(feedItems.count, 'feed item')}, ${counted(articles.count, 'article')} read, ${counted(alerts.count, 'alert')}, ${counted(sent.count, 'message')} sent.`,
  );
  if (problems.length === 0) {
    console.log(
      `  Every expected message reached ${demoReceivers.slack} and ${demoReceivers.mail} once, and nothing else did.`,
    );
  } else {
    console.log('  Not as expected:');
    for (const problem of problems) console.log(`  - ${problem}`);
  }
}
