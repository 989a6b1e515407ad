import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { article, commit, feed, leasedItem, syncFeeds, watch } from '../../store/support.ts';
import { page, type Site, startSite } from '../../support/site.ts';
import { type Desk, openDesk } from '../delivery/support.ts';
import { ask, asLines, fromLines } from '../support.ts';

let desk: Desk;
let site: Site;
/** Of the article that was read. */
let id: number;

beforeAll(async () => {
  [desk, site] = await Promise.all([
    openDesk({
      network: { allow: ['127.0.0.0/8'] },
      watches: [{ id: 'port', query: '(harbour NEAR/3 closed) AND source:Courier' }],
    }),
    startSite(),
  ]);
  site.on('/robots.txt', 'User-agent: *\nDisallow: /secret');
  site.on('/harbour', (_, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end(page('Storm', 'The harbour is closed.')),
  );
  await syncFeeds(desk.db, [feed('a')]);
  const read = article('harbour', { title: 'Storm', text: 'The harbour is closed.', outlet: 'The Courier' });
  await commit(desk.db, await leasedItem(desk.db, 'a', 'one'), read, [watch('port')]);
  id = Number((await desk.db.selectFrom('articles').select('id').executeTakeFirstOrThrow()).id);
});
afterAll(async () => {
  await site.close();
  await desk.close();
});

const explain = (...args: string[]) => desk.run('watch', 'explain', 'port', ...args);
/** With this on standard input, without a database. */
const explainInput = (input: string, ...args: string[]) =>
  ask(['watch', 'explain', '--config', desk.home.config, 'port', ...args], input);

describe('an article that is given', () => {
  it('by its id is the one that was read', async () => {
    const { code, stdout, stderr } = await explain(String(id));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`${id}  Storm\n✓ (harbour NEAR/3 closed) AND source:Courier\n`);
  });

  it('by its address is the page that stands there', async () => {
    const { code, stdout, stderr } = await explain(`${site.url}/harbour`, '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(fromLines(stdout)).toEqual([
      { id: `${site.url}/harbour`, matched: true, explanation: expect.objectContaining({ holds: true }) },
    ]);
  });

  it('as `extract --json` prints it is the same, as one object over lines, on one, or in lines with others', async () => {
    const extracted = await ask(['extract', `${site.url}/harbour`, '--config', desk.home.config, '--json']);
    const file = join(desk.home.config, 'harbour.json');
    await writeFile(file, extracted.stdout);
    const one = JSON.stringify(JSON.parse(await readFile(file, 'utf8')));
    const answers = [
      await explainInput(extracted.stdout),
      await explainInput(extracted.stdout, '-'),
      await explainInput('', file),
      await explainInput(`${one}\n`),
    ];
    for (const { code, stdout } of answers) {
      expect(code).toBe(0);
      expect(stdout).toContain(`${site.url}/harbour  Storm\n✓ (harbour NEAR/3 closed) AND source:Courier\n`);
    }
    const other = { id: 'other', title: 'harbour closed', outlet: 'Courier' };
    const { stdout } = await explainInput(asLines([{ id: 5, ...JSON.parse(one) }, other]), '--json');
    expect(fromLines(stdout).map((each) => [each.id, each.matched])).toEqual([
      [5, true],
      ['other', true],
    ]);
  });

  it('may be a file that is called like an id, with its folder', async () => {
    const file = join(desk.home.config, '7');
    await writeFile(file, asLines([{ id: 'seven', title: 'harbour' }]));
    expect((await explain(file)).stdout).toMatch(/^seven {2}harbour\n✗/);
  });
});

describe('an article that cannot be had', () => {
  it.each<[string, () => string[], string | RegExp]>([
    ['an id of nothing', () => ['999999'], 'There is no article 999999. A file of that name is written ./999999.\n'],
    ['a page that is not there', () => [`${site.url}/none`], /\/none: the page answered 404\n$/],
    [
      'a page that robots.txt forbids',
      () => [`${site.url}/secret`],
      /\/secret: the robots\.txt of 127\.0\.0\.1 does not/,
    ],
    ['an address of another kind', () => ['ftp://example.org/a'], /: The URL must begin with http/],
    ['no file', () => ['none.txt'], 'Cannot read "none.txt": no such file.\n'],
  ])('is told, with exit code 1: %s', async (_what, args, said) => {
    const { code, stdout, stderr } = await explain(...args());
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    if (typeof said === 'string') expect(stderr).toBe(said);
    else expect(stderr).toMatch(said);
  });

  it.each([
    ['{"error":"empty page","flags":[]}\n', 'line 1: the page was not read: empty page'],
    ['{\n  "error": "empty page",\n  "flags": []\n}\n', 'standard input: the page was not read: empty page'],
    ['{\n  "title": "harbour"\n}\n', 'standard input: neither an article a line nor what extract --json prints'],
    ['{\n', 'line 1: not JSON'],
    ['{"places":{},"text":5}\n', 'line 1: not as extract --json prints it'],
  ])('is told of %j', async (input, reason) => {
    const { code, stdout, stderr } = await explainInput(input);
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: `${reason}\n` });
  });

  it('is not fetched from an inner address that the configuration does not allow', async () => {
    const inner = await ask(['watch', 'explain', '--query', 'a', `${site.url}/harbour`, '--config', 'config']);
    expect(inner).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('127.0.0.1') });
  });
});
