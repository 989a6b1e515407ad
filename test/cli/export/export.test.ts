import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { csvLine } from '../../../src/cli/export/csv.ts';
import { countExport, exportRows } from '../../../src/store/views/export.ts';
import { fill } from '../../store/filled.ts';
import { article, commit, feed, leasedItem, syncFeeds, useStore, watch } from '../../store/support.ts';
import { type Desk, openDesk } from '../delivery/support.ts';
import { atTerminal } from '../init/terminal.ts';
import { fromLines } from '../support.ts';

describe('wirewatch export', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk({});
    const { db } = desk;
    await syncFeeds(db, [feed('a')]);
    const told = article('one', { title: '=HYPERLINK("https://evil.example")', authors: ['A', 'B'] });
    await commit(db, await leasedItem(db, 'a', 'one'), told, [watch('port', ['newsroom'])]);
    await commit(db, await leasedItem(db, 'a', 'two'), article('two', { text: 'One\n"two", 警察' }));
    await sql`UPDATE alerts SET created_at = '2026-11-20T08:00:00.123456Z'`.execute(db);
    await sql`UPDATE deliveries SET state = 'sent'`.execute(db);
  });
  afterAll(() => desk.close());

  it('prints alerts with their article, the watch as it was, and who has it', async () => {
    const { code, stdout, stderr } = await desk.run('export', 'alerts');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(fromLines(stdout)).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        createdAt: '2026-11-20T08:00:00.123Z',
        watch: 'port',
        watchName: 'Watch port',
        severity: 'high',
        storyId: expect.any(Number),
        turn: 0,
        articleId: expect.any(Number),
        title: '=HYPERLINK("https://evil.example")',
        url: 'https://news.example/one?from=feed',
        outlet: 'The Courier',
        authors: ['A', 'B'],
        language: 'en',
        publishedAt: '2026-11-20T08:00:00.000Z',
        sentTo: ['newsroom'],
      },
    ]);
  });

  it('prints CSV in which nothing is a formula', async () => {
    const { stdout } = await desk.run('export', 'alerts', '--csv');
    const [names, row, rest] = stdout.split('\n');
    expect(names).toBe(
      'id,createdAt,watch,watchName,severity,storyId,turn,articleId,title,url,outlet,authors,language,publishedAt,sentTo',
    );
    expect(row).toContain(
      `,"'=HYPERLINK(""https://evil.example"")",https://news.example/one?from=feed,The Courier,A; B,en,`,
    );
    expect(rest).toBe('');
  });

  it('prints articles with their texts, and stories with what told them', async () => {
    const articles = fromLines((await desk.run('export', 'articles', '--json')).stdout);
    expect(articles.map(({ text, watches }) => [text, watches])).toEqual([
      ['What happened at one.', ['port']],
      ['One\n"two", 警察', []],
    ]);
    const { stdout } = await desk.run('export', 'articles', '--csv');
    expect(stdout).toContain('"One\n""two"", 警察"\n');
    const stories = fromLines((await desk.run('export', 'stories')).stdout);
    expect(stories).toEqual([
      expect.objectContaining({ articles: 1, outlets: ['The Courier'], languages: ['en'], watches: ['port'] }),
      expect.objectContaining({ title: 'The story of two', watches: [] }),
    ]);
  });

  it('prints those of the last days alone where that is wanted, and refuses what it has not', async () => {
    await sql`UPDATE alerts SET created_at = now() - interval '3 d'`.execute(desk.db);
    expect((await desk.run('export', 'alerts', '--since', '2d')).stdout).toBe('');
    expect(fromLines((await desk.run('export', 'alerts', '--since', '4d')).stdout)).toHaveLength(1);
    expect(await desk.run('export', 'colours')).toMatchObject({ code: 2, stdout: '' });
    expect(await desk.run('export', 'alerts', '--csv', '--json')).toMatchObject({ code: 2, stdout: '' });
  });

  it('shows how far it is where only the bar is on a terminal', async () => {
    const out = join(desk.home.config, 'articles.jsonl');
    const person = atTerminal(['export', 'articles'], { DATABASE_URL: desk.url }, out);
    expect(await person.exited).toBe(0);
    expect(person.text()).toMatch(/articles .*\d\/\d/);
    expect(await readFile(out, 'utf8')).toMatch(/^\{"id":\d+,/);
  });
});

describe('an export', () => {
  const store = useStore();

  it.each(['alerts', 'stories', 'articles'] as const)(
    'has all %s once, however many come at one time',
    async (kind) => {
      await store.empty();
      await fill(store.db, { feeds: 2, items: 10, heldItems: 0, articles: 230, deliveries: 230 });
      await sql`UPDATE alerts SET created_at = '2026-11-20' WHERE match_id % 3 > 0`.execute(store.db);
      const ids = new Set<unknown>();
      let count = 0;
      for await (const { id } of exportRows(store.db, kind, {})) {
        ids.add(id);
        count += 1;
      }
      expect([count, ids.size]).toEqual([230, 230]);
      expect(await countExport(store.db, kind, {})).toBe(230);
    },
  );
});

describe('a line of CSV', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', "'=1"],
    ['＝1', "'＝1"],
    ['a\u001b[2Jb\u009b', 'a[2Jb'],
    ['a,b', '"a,b"'],
    ['a "b"', '"a ""b"""'],
    [null, ''],
    [0, '0'],
    [new Date('2026-11-20T08:00:00Z'), '2026-11-20T08:00:00.000Z'],
    [['=a', 'b'], "'=a; b"],
  ])('has %j as %j', (value, cell) => {
    expect(csvLine([value, 'x'])).toBe(`${cell},x`);
  });
});
