import { readFile } from 'node:fs/promises';
import { groupArticle } from '../../../src/pipeline/group.ts';
import { signatureOf } from '../../../src/story/signature.ts';
import { addressesFor, article, EVIDENCE, feed, leasedItem, syncFeeds, watch } from '../../store/support.ts';
import { type Desk, openDesk } from '../delivery/support.ts';
import { fromLines } from '../support.ts';

const TEXT = `The ferry Nordlys ran aground off Kvaløya on Tuesday with 148 people on board. The rescue ship Stormfugl and two
  helicopters from Bodø brought all of them ashore, the sheriff Ingrid Solheim said. The shipping line Havruten promised 900
  kroner to each passenger. The captain, Torvald Ekeland, had reported trouble with the rudder an hour before.`;

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({});
  const { db } = desk;
  await syncFeeds(db, [feed('a')]);
  const tell = async (guid: string, more: Parameters<typeof article>[1]) => {
    const read = article(guid, { text: TEXT, language: 'en', ...more });
    await groupArticle(db, {
      item: await leasedItem(db, 'a', guid),
      article: read,
      storyKeys: [`url:${read.canonicalUrl}`],
      signing: { signature: signatureOf(read), ofWatch: new Set() },
      matches: [{ watchId: 'port', watch: watch('port'), evidence: EVIDENCE }],
      readAgain: null,
      reason: null,
      addressesFor,
      tellsDevelopments: false,
    });
  };
  await tell('one', {
    title: 'Ferry aground off Kvaløya',
    outlet: 'The Courier',
    publishedAt: new Date('2026-11-20T08:00Z'),
  });
  await tell('two', {
    title: 'All saved from ferry',
    outlet: 'The Herald',
    publishedAt: new Date('2026-11-20T10:00Z'),
  });
});
afterAll(() => desk.close());

it('lists a story once, with all who told it', async () => {
  const { code, stdout } = await desk.run('story', 'list');
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^\d+ +Ferry aground off Kvaløya\n +2 articles; by The Courier, The Herald; last .*; alerted port\n$/,
  );
  expect(fromLines((await desk.run('story', 'list', '--json', '--watch', 'port', '--since', '1h')).stdout)).toEqual([
    expect.objectContaining({ title: 'Ferry aground off Kvaløya', articles: 2, languages: ['en'], watches: ['port'] }),
  ]);
  expect((await desk.run('story', 'list', '--watch', 'roads')).stdout).toBe('');
});

it('shows why an article is one of a story', async () => {
  const [{ id }] = fromLines((await desk.run('story', 'list', '--json')).stdout);
  const { stdout } = await desk.run('story', 'show', String(id));
  expect(stdout).toMatch(/^article {3}\d+ {2}All saved from ferry$/m);
  expect(stdout).toMatch(/same story as “Ferry aground off Kvaløya”: the same text; .*2 h later/);
  expect(JSON.parse((await desk.run('story', 'show', String(id), '--json')).stdout).articles).toHaveLength(2);
});

it.each(['0', 'x', '999999'])('knows no story %s', async (id) => {
  expect(await desk.run('story', 'show', id)).toMatchObject({ code: 1, stderr: `There is no story ${id}.\n` });
});

describe('docs/operating.md, on stories', () => {
  let section: string;
  beforeAll(async () => {
    const page = await readFile('docs/operating.md', 'utf8');
    section = page.slice(page.indexOf('## Which articles tell one story'), page.indexOf('## When a delivery fails'));
  });

  /** The story and its articles by the ids that the page has. */
  async function ids(): Promise<Map<string, string>> {
    const [{ id }] = fromLines((await desk.run('story', 'list', '--json')).stdout);
    const { articles } = JSON.parse((await desk.run('story', 'show', String(id), '--json')).stdout);
    const [first, second] = articles as { id: number }[];
    return new Map([
      ['17', String(id)],
      ['203', String(first!.id)],
      ['204', String(second!.id)],
    ]);
  }

  it('shows what `story show` prints', async () => {
    const known = await ids();
    const printed = /^```text\n(.*?)^```$/ms.exec(section)![1]!;
    const real = printed.replace(/\b(?:17|203|204)\b/g, (id) => known.get(id)!);
    expect((await desk.run('story', 'show', known.get('17')!)).stdout).toBe(real);
  });

  it('has commands that work, one after the other', async () => {
    const known = await ids();
    for (const line of /^```sh\n(.*?)^```$/ms.exec(section)![1]!.trim().split('\n')) {
      const command = line.replace(/ +#.*/, '').replace('npx wirewatch ', '');
      const args = command.split(' ').map((arg) => known.get(arg) ?? arg);
      const { code, stdout, stderr } = await desk.run(...args);
      expect({ code, stderr }).toEqual({
        code: 0,
        stderr: expect.stringMatching(/^(No version is active yet: .*\n)?(The watch port is not in .*\n)?$/),
      });
      // What was split is merged again.
      const created = /are story (\d+) now/.exec(stdout)?.[1];
      if (created !== undefined) known.set('18', created);
    }
    expect((await desk.run('story', 'show', known.get('18')!)).stdout).toContain(
      `story     ${known.get('17')}: 2 articles`,
    );
  });
});
