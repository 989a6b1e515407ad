import { brotliCompressSync, gzipSync } from 'node:zlib';
import { eventually, feed, startApp, type TestApp } from '../support/app.ts';
import { type Answer, rss, type Site, startSite } from '../support/site.ts';

let site: Site;
let app: TestApp;

beforeEach(async () => {
  site = await startSite();
});
afterEach(async () => {
  await app.close();
  await site.close();
});

/** Bytes that never end, as fast as they are taken. */
const endless: Answer = (_, response) => {
  const chunk = Buffer.alloc(65_536, '<item>');
  const write = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', write).on('error', () => {});
  write();
};

/** A byte now and then. */
const trickle =
  (head: string): Answer =>
  (_, response) => {
    response.socket?.write(head);
    const timer = setInterval(() => response.socket?.write('a'), 100);
    response.socket?.on('close', () => clearInterval(timer)).on('error', () => {});
  };

const compressed =
  (encoding: string, body: Buffer): Answer =>
  (_, response) =>
    response.writeHead(200, { 'content-encoding': encoding }).end(body);

const BOMB = Buffer.alloc(400 * 2 ** 20);

const HOSTILE: Record<string, [answer: Answer | string, reason: RegExp]> = {
  '50-megabytes': [(_, response) => response.end(Buffer.alloc(50_000_000, '<item></item>')), /sent more than 10 MB/],
  'gzip-bomb': [compressed('gzip', gzipSync(BOMB)), /sent more than 10 MB/],
  'brotli-bomb': [compressed('br', brotliCompressSync(BOMB.subarray(0, 50_000_000))), /sent more than 10 MB/],
  endless: [endless, /sent more than 10 MB/],
  redirects: [
    (_, response) => response.writeHead(302, { location: '/redirects' }).end(),
    /redirects more than 5 times/,
  ],
  'slow-head': [trickle('HTTP/1.1 200 OK\r\nx-slow: '), /took longer than 4\.5 s/],
  'slow-body': [trickle('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n'), /took longer than 4\.5 s/],
  silent: [() => {}, /took longer than 4\.5 s/],
  'no-http': [(_, response) => response.socket?.end('what?\r\n\r\n'), /does not answer in proper HTTP/],
};

it('ends every feed that means harm with a reason in its row, while others go on', async () => {
  for (const [id, [answer]] of Object.entries(HOSTILE)) site.on(`/${id}`, answer);
  site.on('/well', rss([{ guid: 'a', title: 'A' }]));
  app = await startApp('postgres', {
    feeds: [
      ...Object.keys(HOSTILE).map((id) => feed(id, `${site.url}/${id}`, { everyMs: null })),
      feed('well', `${site.url}/well`),
    ],
    watches: [],
    receivers: [],
  });
  await eventually('all of them to end', async () => {
    const { n } = await app.db
      .selectFrom('feeds')
      .select((select) => select.fn.countAll<number>().as('n'))
      .where('lastOutcome', 'is not', null)
      .executeTakeFirstOrThrow();
    return n === Object.keys(HOSTILE).length + 1;
  });
  const rows = await app.db.selectFrom('feeds').select(['id', 'lastReason', 'failures']).execute();
  for (const [id, [, reason]] of Object.entries(HOSTILE)) {
    expect({ id, ...rows.find((row) => row.id === id) }).toMatchObject({
      id,
      lastReason: expect.stringMatching(reason),
      failures: 1,
    });
  }
  const before = site.requests('/well').length;
  await eventually('more polls of the one that is well', async () => site.requests('/well').length > before);
});
