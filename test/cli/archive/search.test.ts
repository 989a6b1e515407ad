import { once } from 'node:events';
import { fill, storeArticles } from '../../archive/support.ts';
import { article } from '../../store/support.ts';
import { makeHome } from '../../support/process.ts';
import { type Desk, openDesk } from '../delivery/support.ts';
import { answerOf, fromLines, open } from '../support.ts';

let desk: Desk;
let ids: number[];
beforeAll(async () => {
  desk = await openDesk({ aliases: { bka: ['{BKA}', 'Bundeskriminalamt'] } });
  await desk.activate();
  ids = await storeArticles(desk.db, [
    article('one', { title: 'Ferry aground', text: 'The ferry Nordlys ran aground.', outlet: 'The Herald' }),
    article('two', {
      title: 'Telegram und das BKA',
      text: 'Nach Auskunft des Bundeskriminalamtes lieferte Telegram Daten.',
      language: 'de',
      outlet: '=HYPERLINK("x")',
      url: 'https://news.example/two',
    }),
    article('three', { title: 'Ferries\u001b[2J again', text: 'Two ferries more.', outlet: null, url: null }),
  ]);
  await fill(desk.db);
});
afterAll(() => desk.close());

describe('wirewatch search', () => {
  it('lists what a query finds, the latest first, with its hits marked', async () => {
    const { code, stdout, stderr } = await desk.run('search', 'ferry');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')).toEqual([
      `${String(ids[2]).padEnd(10)}[Ferries] [2J again`,
      '          2026-11-20 08:00  en',
      '          Two [ferries] more.',
      `${String(ids[0]).padEnd(10)}[Ferry] aground`,
      expect.stringMatching(/The Herald {2}en {2}https:\/\/news\.example\/one/),
      '          The [ferry] Nordlys ran aground.',
      '2 articles',
      '',
    ]);
  });

  it('knows the aliases of the configuration, and tells programs all of it', async () => {
    const { stdout } = await desk.run('search', '@bka', '--json');
    expect(fromLines(stdout)).toEqual([
      expect.objectContaining({
        id: ids[1],
        language: 'de',
        url: 'https://news.example/two',
        evidence: expect.objectContaining({ hits: expect.any(Array) }),
      }),
      { found: 1, isWhole: true, end: 'whole', looked: 1, candidates: 1, backTo: expect.any(String), byIndex: true },
    ]);
  });

  it('makes a table in which nothing is a formula', async () => {
    const { stdout } = await desk.run('search', 'Telegram', '--csv');
    const [head, line] = stdout.split('\n');
    expect(head).toBe('id,story,publishedAt,readAt,outlet,language,title,url,passage');
    expect(line).toContain(`"'=HYPERLINK(""x"")"`);
  });

  it('says when there are more than are listed, and refuses what is no query', async () => {
    const { stdout, stderr } = await desk.run('search', 'ferry', '--limit', '1');
    expect(stdout).toContain(`${ids[2]}`);
    expect(stdout).not.toContain('Nordlys');
    expect(stderr).toBe('More were found: --limit lists more than the latest.\n');
    const lines = fromLines((await desk.run('search', 'ferry', '--limit', '1', '--json')).stdout);
    expect(lines.at(-1)).toEqual({ found: 1, isWhole: false, end: 'limit' });
    expect(await desk.run('search', 'ferry AND (')).toMatchObject({ code: 1, stdout: '' });
    expect(await desk.run('search', 'ferry', '--json', '--csv')).toMatchObject({ code: 2 });
  });

  it('passes over what was read before', async () => {
    await desk.db
      .updateTable('articles')
      .set({ readAt: new Date(Date.now() - 30 * 86_400_000) })
      .where('id', '=', ids[0]!)
      .execute();
    const lines = fromLines((await desk.run('search', 'ferry', '--since', '14d', '--json')).stdout);
    expect(lines).toEqual([expect.objectContaining({ id: ids[2] }), expect.objectContaining({ found: 1 })]);
  });

  it('ends at Ctrl-C with what was found, and says so', async () => {
    const many = await storeArticles(
      desk.db,
      Array.from({ length: 2_000 }, (_, nth) => article(`ship-${nth}`, { text: 'A ship, and another ship.' })),
    );
    const child = open(['search', 'ship', '--limit', '5000', '--json'], {
      DATABASE_URL: desk.url,
      WIREWATCH_CONFIG: desk.home.config,
    });
    // What it prints is not taken until it is interrupted, so that it cannot have come to its end.
    await once(child.stdout, 'readable');
    child.kill('SIGINT');
    const { code, stdout, stderr } = await answerOf(child);
    await desk.db.deleteFrom('articles').where('id', 'in', many).execute();
    const lines = fromLines(stdout);
    expect({ code, last: lines.at(-1) }).toMatchObject({ code: 130, last: { end: 'stopped', isWhole: false } });
    expect(lines.slice(0, -1).map(({ id }) => id)).toEqual(many.toReversed().slice(0, lines.length - 1));
    expect(stderr).toMatch(/^Stopped\. (Looked at the latest [\d,]+ of 2,000 articles|No article was looked at)/);
  });
});

describe('wirewatch watch test', () => {
  it('lists from the archive what a query would have caught, by story, and how often that is', async () => {
    await makeOneStory(ids[0]!, ids[2]!);
    const { code, stdout, stderr } = await desk.run('watch', 'test', 'ferry OR @bka', '--since', '60d');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('read as: ferry OR @bka');
    expect(stdout).toContain('and 1 more of this story');
    expect(stdout).toMatch(/2 stories among 3 articles of 30 days: 2 stories a month\n/);
    expect(stdout).toContain(`by outlets: =HYPERLINK("x") 1, The Herald 1\nby terms: @bka 1, ferry 1\n`);
  });

  it('warns of a query that finds nothing', async () => {
    const { stdout } = await desk.run('watch', 'test', 'zeppelin');
    expect(stdout).toContain('0 stories among');
    expect(stdout).toContain('warning: it would have caught nothing');
  });

  it('looks at no archive where it is told so', async () => {
    expect((await desk.run('watch', 'test', 'ferry', '--no-archive')).stdout).toBe('read as: ferry\n');
  });

  it('tells programs stories and their sum', async () => {
    const lines = fromLines((await desk.run('watch', 'test', 'ferry', '--since', '60d', '--json')).stdout);
    expect(lines).toEqual([
      expect.objectContaining({ ok: true }),
      expect.objectContaining({ id: ids[2], articles: 2 }),
      expect.objectContaining({ stories: 1, articles: 3, verdict: 'fine', isWhole: true, end: 'whole', looked: 2 }),
    ]);
  });
});

describe('wirewatch watch backtest', () => {
  it('says what an edit adds and drops, with a reason for each', async () => {
    const before = await makeHome({ watches: [{ id: 'port', query: 'aground' }] });
    await desk.home.configure({
      aliases: { bka: ['{BKA}'] },
      watches: [
        { id: 'port', query: 'ferry AND again' },
        { id: 'police', query: '@bka' },
      ],
    });
    const { code, stdout, stderr } = await desk.run('watch', 'backtest', '--against', before.config, '--since', '60d');
    await before.remove();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.replaceAll(/ {4}20.*\n/g, '')).toBe(
      [
        '+ police: Telegram und das BKA',
        '    The watch is new',
        '    Found “BKA” (alias @bka)',
        'adds 1 story, drops 0, 1 the same',
        '',
      ].join('\n'),
    );
  });
});

/** Makes two articles tell one story. */
async function makeOneStory(one: number, other: number) {
  const { db } = desk;
  const { storyId } = await db.selectFrom('articles').select('storyId').where('id', '=', one).executeTakeFirstOrThrow();
  await db.updateTable('articles').set({ storyId }).where('id', '=', other).execute();
}
