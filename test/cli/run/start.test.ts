import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  allGone,
  databaseOf,
  descendantsOf,
  type Home,
  makeHome,
  makeHomeWithCluster,
  pagesOf,
  type Running,
  run,
  startIn,
  waitFor,
  wirewatch,
} from '../../support/process.ts';
import { rss, type Site, startSite } from '../../support/site.ts';

const STOP_MS = 30_000;
const READY = 'polling and delivering';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Removes it after the test. */
function keep<T>(thing: T, end: (thing: T) => Promise<unknown>): T {
  cleanups.push(() => end(thing));
  return thing;
}

async function home(content: object = {}, make = makeHomeWithCluster): Promise<Home> {
  return keep(await make(content), (made) => made.remove());
}

function started(running: Running): Running {
  return keep(running, (one) => one.kill());
}

async function site(): Promise<Site> {
  return keep(await startSite(), (one) => one.close());
}

/** How the process ended, if it does so within the time it has; else fails. */
async function stopped(running: Running): Promise<Awaited<Running['exited']>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`still running:\n${running.stdout()}`)), STOP_MS);
  });
  return Promise.race([running.exited, late]).finally(() => clearTimeout(timer));
}

/** One line on standard error, for people: no stack, no JSON. */
function expectOneLine(text: string, ...words: (string | RegExp)[]): void {
  expect(text.trim().split('\n')).toHaveLength(1);
  for (const word of words) expect(text).toMatch(word);
}

describe('a start that cannot be', () => {
  it('names a port in use, says what to do, and closes what it opened', async () => {
    const place = await home();
    const server = keep(createServer().listen(0, '127.0.0.1'), async (one) => one.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const env = { WIREWATCH_ADMIN_PASSWORD: 'of the environment' };
    const args = ['start', '--config', place.config, '--data', place.data, '--port', String(port)];
    const first = started(wirewatch(args, env));
    await first.logged('database server started');
    const children = await descendantsOf(first.pid);
    expect(await first.exited).toEqual({ code: 1, signal: null });
    expectOneLine(first.stderr(), `port ${port} on 127.0.0.1 is taken`, '--port');
    expect(children.map(({ command }) => command)).toContain('postgres');
    await allGone(children);
    const second = started(startIn(place));
    await second.logged(READY);
  });

  it('says that another Wirewatch has the data directory, which goes on undisturbed', async () => {
    const place = await home();
    const first = started(startIn(place));
    const pages = await pagesOf(first);
    const second = started(startIn(place));
    expect(await second.exited).toEqual({ code: 1, signal: null });
    expectOneLine(second.stderr(), 'Another Wirewatch is running on', 'data directory of its own');
    expect((await fetch(`${pages}/healthz`)).status).toBe(200);
  });

  it('says why a database cannot be reached, with the stack for those who log at debug', async () => {
    const place = await home({}, makeHome);
    const env = { DATABASE_URL: 'postgres://someone:hush-hush@127.0.0.1:1/nothing' };
    const terse = started(startIn(place, env));
    const wordy = started(startIn(place, { ...env, WIREWATCH_LOG_LEVEL: 'debug' }));
    for (const running of [terse, wordy]) {
      expect(await running.exited).toEqual({ code: 1, signal: null });
      expectOneLine(running.stderr(), 'ECONNREFUSED 127.0.0.1:1');
      expect(running.stdout() + running.stderr()).not.toContain('hush-hush');
    }
    expect(terse.stdout()).toBe('');
    expect(wordy.stdout()).toContain('"stack"');
  });
});

describe('the password', () => {
  it('is shown even if the start that makes it fails', async () => {
    const place = await home();
    const server = keep(createServer().listen(0, '127.0.0.1'), async (one) => one.close());
    await once(server, 'listening');
    const port = String((server.address() as AddressInfo).port);
    const failed = started(wirewatch(['start', '--config', place.config, '--data', place.data, '--port', port]));
    expect(await failed.exited).toEqual({ code: 1, signal: null });
    expect(failed.stderr()).toMatch(/^Login for the pages: user admin, password \S{24} /);
  });

  it('is shown at the first start only, on standard error only, and logs in at both', async () => {
    const place = await home({}, makeHome);
    const first = started(startIn(place));
    await first.logged(READY);
    const [line, ...others] = first.stderr().trimEnd().split('\n');
    expect(others).toEqual([]);
    const [, url, password = ''] = /^Open (\S+): user admin, password (\S+) \(made now/.exec(line!) ?? [];
    expect(url).toBe(await pagesOf(first));
    expect(password.length).toBeGreaterThan(16);
    expect(first.stdout()).not.toContain(password);

    const statusWith = async (running: Running, candidate: string) => {
      const authorization = `Basic ${Buffer.from(`admin:${candidate}`).toString('base64')}`;
      return (await fetch(`${await pagesOf(running)}/admin/queues`, { headers: { authorization } })).status;
    };
    expect(await statusWith(first, password)).toBe(200);
    expect(await statusWith(first, 'a guess')).toBe(401);
    first.signal('SIGTERM');
    await first.exited;

    const second = started(startIn(place));
    await second.logged(READY);
    expect(second.stderr()).toMatch(/^Open http:\S+: user admin, the password that the first start showed.*\n$/);
    expect(second.stderr()).not.toContain(password);
    expect(await statusWith(second, password)).toBe(200);
  });
});

describe('the log', () => {
  it('is JSON lines without the secrets of receivers, admin and database, down to the finest level', async () => {
    const news = await site();
    news.on('/feed', rss([{ guid: 'a', title: 'Strike at the harbour', summary: 'A strike.' }]));
    news.on('/services/T0/B0/slack-secret', (_request, response) => response.writeHead(500).end());
    const secrets = ['slack-secret', 'mail-secret', 'hook-secret', 'admin-secret', 'signing-secret-of-the-webhook'];
    const place = await home({
      network: { allow: ['127.0.0.0/8'], per_host: { at_once: 20, delay: 0 } },
      feeds: [{ id: 'feed', url: `${news.url}/feed`, every: '1s', backfill: true }],
      watches: [{ id: 'strike', query: 'strike', receivers: ['slack', 'mail', 'hook'] }],
      receivers: [
        { id: 'slack', slack: { webhook_url: `${news.url}/services/T0/B0/slack-secret` } },
        {
          id: 'mail',
          email: { to: ['a@example.org'], from: 'b@example.org', smtp_url: 'smtp://user:mail-secret@127.0.0.1:1' },
        },
        {
          id: 'hook',
          webhook: {
            url: 'http://127.0.0.1:1/hook-secret',
            secret: `whsec_${Buffer.from('signing-secret-of-the-webhook').toString('base64')}`,
          },
        },
      ],
    });
    secrets.push(Buffer.from('signing-secret-of-the-webhook').toString('base64'));
    const running = started(startIn(place, { WIREWATCH_LOG_LEVEL: 'trace', WIREWATCH_ADMIN_PASSWORD: 'admin-secret' }));
    secrets.push(new URL(await databaseOf(place, running)).password);
    const attempted = () =>
      running
        .log()
        .filter(({ msg }) => msg === 'delivery attempted')
        .map((entry) => entry.receiverId);
    await waitFor('an attempt at each receiver', () => new Set(attempted()).size === 3);
    running.signal('SIGTERM');
    await running.exited;

    const lines = running.stdout().trim().split('\n');
    expect(running.log()).toHaveLength(lines.length);
    for (const secret of secrets) expect(running.stdout() + running.stderr()).not.toContain(secret);
  });
});

describe('the end', () => {
  /** Wirewatch with a feed server, an article page and a Slack endpoint that took a request and never answer. */
  const startOnHangingSites = async () => {
    const news = await site();
    const hang = () => {};
    news.on('/silent', hang);
    news.on(
      '/feed',
      rss([
        { guid: 'a', title: 'Strike at the harbour', summary: 'A strike.' },
        { guid: 'b', title: 'Strike at the airport', link: `${news.url}/page` },
      ]),
    );
    news.on('/page', hang);
    news.on('/slack', hang);
    const place = await home({
      network: { allow: ['127.0.0.0/8'], per_host: { at_once: 20, delay: 0 } },
      feeds: ['feed', 'silent'].map((id) => ({ id, url: `${news.url}/${id}`, every: '1s', backfill: true })),
      watches: [{ id: 'strike', query: 'strike', receivers: ['slack'] }],
      receivers: [{ id: 'slack', slack: { webhook_url: `${news.url}/slack` } }],
    });
    const running = started(startIn(place));
    await waitFor('a request to each', () =>
      ['/silent', '/page', '/slack'].every((path) => news.requests(path).length > 0),
    );
    return running;
  };

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'comes in order within 10 s of %s while feed, page and Slack hang',
    async (signal) => {
      const running = await startOnHangingSites();
      const children = await descendantsOf(running.pid);
      expect(children.map(({ command }) => command)).toContain('postgres');
      running.signal(signal);
      expect(await stopped(running)).toEqual({ code: 0, signal: null });
      await allGone(children);
      expect(running.log().filter(({ level }) => level >= 50)).toEqual([]);
    },
  );

  it('comes in order at any moment of the start', async () => {
    const place = await home();
    // The first moment is told by the log; those between it and the last are found by waiting a little.
    for (const [moment, laterMs] of [
      ['database server started', 0],
      ['database server started', 60],
      ['database server started', 120],
      ['database server started', 180],
      ['database server started', 260],
      [READY, 0],
    ] as const) {
      const running = started(startIn(place));
      await running.logged(moment);
      await sleep(laterMs);
      const children = await descendantsOf(running.pid);
      running.signal('SIGTERM');
      expect(await stopped(running)).toEqual({ code: 0, signal: null });
      await allGone(children);
    }
  });

  it('of npm start is the end of Wirewatch', async () => {
    const place = await home();
    const npm = started(run(['npm', 'start', '--', '--config', place.config, '--data', place.data, '--port', '0']));
    await npm.logged(READY);
    const children = await descendantsOf(npm.pid);
    expect(children.length).toBeGreaterThan(1);
    npm.signal('SIGTERM');
    await allGone(children);
  });
});
