import { request } from 'undici';
import { openDatabase } from '../../src/store/database.ts';
import { listVersions } from '../../src/store/versions/config-versions.ts';
import { eventually } from '../support/app.ts';
import { databaseOf, type Home, makeHomeWithCluster, pagesOf, type Running, startIn } from '../support/process.ts';
import { rss, type Site, startSite, type TestItem } from '../support/site.ts';

const SECRET = `whsec_${Buffer.from('a secret of the test').toString('base64')}`;
const PASSWORD = 'a password of the test';

let site: Site;
let home: Home;
let running: Running | undefined;
/** Titles of what the webhook of the test was told, in order. */
let told: string[];
/** What each feed holds. */
const documents = new Map<string, TestItem[]>();

beforeEach(async () => {
  site = await startSite();
  told = [];
  documents.clear();
  site.on('/hook', (asked, response) => {
    let body = '';
    asked.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    asked.on('end', () => {
      const { title } = JSON.parse(body).data.article;
      told.push(title);
      response.end('ok');
    });
  });
});
afterEach(async () => {
  await running?.kill();
  running = undefined;
  await home.remove();
  await site.close();
});

interface Options {
  feeds: Record<string, string>;
  watches?: Record<string, string>;
}

/** A configuration: paths of feeds and queries of watches, by their ids. */
function content({ feeds, watches = { strike: 'strike' } }: Options): object {
  return {
    network: { allow: ['127.0.0.0/8'], per_host: { at_once: 20, delay: 0 } },
    feeds: Object.entries(feeds).map(([id, path]) => ({ id, url: `${site.url}${path}`, every: '1s' })),
    watches: Object.entries(watches).map(([id, query]) => ({ id, query, receivers: ['hook'] })),
    receivers: [{ id: 'hook', webhook: { url: `${site.url}/hook`, secret: SECRET } }],
  };
}

function publish(path: string, ...items: string[]): void {
  const now = new Date();
  documents.set(
    path,
    items.map((title) => ({ guid: title, title, published: now })),
  );
  site.on(path, rss(documents.get(path)!));
}

async function start(options: Options): Promise<void> {
  home = await makeHomeWithCluster(content(options));
  running = startIn(home, { WIREWATCH_ADMIN_PASSWORD: PASSWORD });
  await running.logged('polling and delivering');
}

/** Waits until each of the feeds was polled once more. */
async function polledAgain(...paths: string[]): Promise<void> {
  const before = paths.map((path) => site.requests(path).length);
  await eventually('polls', async () => paths.every((path, index) => site.requests(path).length > before[index]! + 1));
}

/** Waits for the version, and lets it be taken up. */
async function versionRuns(number: number): Promise<void> {
  await eventually(`version ${number}`, async () =>
    running!.log().some(({ msg, version }) => msg === 'running the configuration' && version === number),
  );
}

const alerted = (...titles: string[]) =>
  eventually(`alerts of ${titles.join(', ')}`, async () => titles.every((title) => told.includes(title)));

it('tells of what a feed published while a wrong edit had left it out', async () => {
  publish('/a', 'The harbour before the strike');
  publish('/b', 'Nothing');
  await start({ feeds: { a: '/a', b: '/b' } });
  await polledAgain('/a', '/b');
  await home.configure(content({ feeds: { b: '/b' } }));
  await versionRuns(2);
  publish('/a', 'A strike in the gap', 'The harbour before the strike');
  await polledAgain('/b');
  await home.configure(content({ feeds: { a: '/a', b: '/b' } }));
  await alerted('A strike in the gap');
  expect(told).toEqual(['A strike in the gap']);
});

it('tells of what a feed published while its id was changed, and of nothing twice', async () => {
  publish('/a', 'A strike before');
  await start({ feeds: { a: '/a' } });
  await polledAgain('/a');
  publish('/a', 'First strike', 'A strike before');
  await alerted('First strike');
  await home.configure(content({ feeds: { renamed: '/a' } }));
  publish('/a', 'Second strike', 'First strike', 'A strike before');
  await versionRuns(2);
  await alerted('Second strike');
  await polledAgain('/a');
  expect(told.toSorted()).toEqual(['First strike', 'Second strike']);
});

it('answers a reload with what has become of the files, and says on its pages what is wrong', async () => {
  publish('/a', 'Nothing');
  await start({ feeds: { a: '/a' } });
  const pages = await pagesOf(running!);
  const headers = { authorization: `Basic ${Buffer.from(`admin:${PASSWORD}`).toString('base64')}` };
  const reload = async () => {
    const { statusCode, body } = await request(`${pages}/-/reload`, { method: 'POST', headers });
    return { statusCode, ...((await body.json()) as object) };
  };
  const overview = async () => (await request(`${pages}/`, { headers })).body.text();
  await home.configure(content({ feeds: { a: '/a' }, watches: { strike: 'walkout' } }));
  expect(await reload()).toEqual({ statusCode: 200, version: 2, disk: { kind: 'active' } });
  await home.configure(content({ feeds: { a: '/a' }, watches: { strike: '(walkout' } }));
  expect(await reload()).toMatchObject({ statusCode: 422, version: 2, disk: { kind: 'invalid', count: 1 } });
  expect(await overview()).toMatch(/class="banner".*version 2 goes on running: .*wirewatch\.yaml:\d+:\d+/s);
  await home.configure(content({ feeds: { a: '/a' }, watches: { strike: 'walkout' } }));
  running!.signal('SIGHUP');
  await running!.logged('the configuration was looked at, as SIGHUP asks');
  expect(await overview()).not.toContain('class="banner"');
});

it('loses and doubles nothing of a storm in the middle of which it is edited again and again', async () => {
  const paths = Array.from({ length: 10 }, (_, index) => `/feed${index}`);
  const feeds = Object.fromEntries(paths.map((path) => [path.slice(1), path]));
  for (const path of paths) publish(path, `Quiet day at ${path}`);
  await start({ feeds });
  await polledAgain(...paths);
  const db = openDatabase({ url: await databaseOf(home, running!), maxConnections: 1, onConnectionError: () => {} });
  try {
    const titles = paths.map((path) =>
      // Each a story of its own.
      Array.from(
        { length: 20 },
        (_, nth) => `Strike number ${nth} hits the ${path.slice(1)} works of district ${nth * 7}`,
      ),
    );
    for (const [index, path] of paths.entries()) publish(path, ...titles[index]!);
    for (let edit = 2; edit <= 5; edit += 1) {
      await home.configure(content({ feeds, watches: { strike: 'strike', [`other${edit}`]: `nothing${edit}` } }));
      await eventually(`version ${edit}`, async () => (await listVersions(db, 1))[0]?.number === edit);
    }
    await eventually('all to be read', async () => {
      const left = await db.selectFrom('itemWork').select('id').execute();
      const articles = await db.selectFrom('articles').select('id').execute();
      return left.length === 0 && articles.length >= 200;
    });
    await eventually(
      'all to be sent',
      async () => (await db.selectFrom('deliveryWork').select('id').execute()).length === 0,
    );
    const rows = await db.selectFrom('matches').select(['watchId', 'configVersion']).execute();
    expect(rows).toHaveLength(200);
    expect(rows.every(({ watchId, configVersion }) => watchId === 'strike' && configVersion! >= 1)).toBe(true);
    const alerts = await db.selectFrom('alerts').select('id').execute();
    const deliveries = await db.selectFrom('deliveries').select('state').where('state', '=', 'sent').execute();
    expect(deliveries).toHaveLength(alerts.length);
    expect(new Set(told).size).toBe(told.length);
  } finally {
    await db.destroy();
  }
}, 120_000);
