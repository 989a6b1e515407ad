import { sql } from 'kysely';
import { article, commit, feed, leasedItem, syncFeeds, watch } from '../../store/support.ts';
import { type Desk, openDesk } from '../delivery/support.ts';
import { fromLines } from '../support.ts';

let desk: Desk;
/** Of the articles, by path. */
const ids: Record<string, number> = {};
/** Of the alert that harbour raised. */
let alertId: string;

beforeAll(async () => {
  desk = await openDesk({});
  const { db } = desk;
  await syncFeeds(db, [feed('a'), feed('b')]);
  const harbour = article('harbour', {
    title: 'Harbour\u001b[2J closed',
    text: 'First.\n\nSecond\u001b[31m.',
    tags: ['port'],
  });
  await commit(db, await leasedItem(db, 'a', 'one'), harbour, [watch('port')]);
  await commit(db, await leasedItem(db, 'b', 'two'), article('bridge'), []);
  await sql`UPDATE articles SET read_at = now() - interval '2 days' WHERE canonical_url LIKE '%/bridge'`.execute(db);
  for (const { id, canonicalUrl } of await db.selectFrom('articles').select(['id', 'canonicalUrl']).execute())
    ids[canonicalUrl!.split('/').at(-1)!] = Number(id);
  alertId = (await db.selectFrom('alerts').select('id').executeTakeFirstOrThrow()).id;
});
afterAll(() => desk.close());

describe('article list', () => {
  it('lists articles, the latest first, with the watches they met', async () => {
    const { code, stdout, stderr } = await desk.run('article', 'list');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.split('\n');
    expect(lines[0]).toBe(`${String(ids.bridge).padEnd(8)}  The story of bridge`);
    expect(lines[2]).toBe(`${String(ids.harbour).padEnd(8)}  Harbour [2J closed`);
    expect(lines[3]).toMatch(/^ {10}read .*, The Courier, en, https:\/\/news\.example\/harbour\?from=feed, met port$/);
  });

  it.each([
    [['--since', '24h'], ['harbour']],
    [['--watch', 'port'], ['harbour']],
    [['--feed', 'b'], ['bridge']],
    [['--feed', 'b', '--watch', 'port'], []],
    [['--limit', '1'], ['bridge']],
  ])('lists those that are meant: %j', async (args, expected) => {
    const { stdout } = await desk.run('article', 'list', '--json', ...args);
    expect(fromLines(stdout).map(({ id }) => id)).toEqual(expected.map((path) => ids[path]));
  });
});

describe('article show', () => {
  it('shows what was read, the feed, the watch with its reason and its alert, and the story', async () => {
    const { code, stdout } = await desk.run('article', 'show', String(ids.harbour));
    expect(code).toBe(0);
    for (const line of [
      `article   ${ids.harbour}`,
      'title     Harbour [2J closed',
      'link      https://news.example/harbour?from=feed',
      'address   https://news.example/harbour',
      'tags      port',
      'text of   page',
      `watch     port, alert ${alertId}`,
      'First.',
      'Second [31m.',
    ])
      expect(stdout).toContain(`${line}\n`);
    expect(stdout).toMatch(/^feed {6}a, seen /m);
    expect(stdout).toMatch(/^story {5}\d+: /m);
    expect(stdout).toMatch(/^watch .*\n {10}.*“harbour”/m);
  });

  it.each([
    ['https://news.example/harbour'],
    ['https://news.example/harbour?from=feed'],
    ['https://news.example/harbour?utm_source=mail'],
    ['https://www.google.com/url?q=https://news.example/harbour'],
  ])('finds it by an address: %s', async (url) => {
    const { stdout } = await desk.run('article', 'show', url, '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      id: ids.harbour,
      text: expect.stringContaining('First.'),
      matches: [{ watchId: 'port', alertId, why: [expect.stringContaining('harbour')] }],
      sightings: [{ feedId: 'a' }],
      story: { articles: [{ id: ids.harbour }] },
    });
  });

  it('says when no watch was met', async () => {
    expect((await desk.run('article', 'show', String(ids.bridge))).stdout).toContain('watches   none was met\n');
  });

  it.each([['999999'], ['https://news.example/nothing'], ['nothing\u001b[2J']])(
    'says so when there is none: %j',
    async (given) => {
      const { code, stdout, stderr } = await desk.run('article', 'show', given);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/^There is no article [^\u001b]*\.\n$/);
    },
  );
});
