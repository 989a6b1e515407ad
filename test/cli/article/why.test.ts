import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WhyAnswer } from '../../../src/why/answer.ts';
import { type Home, makeHome } from '../../support/process.ts';
import { page, rss } from '../../support/site.ts';
import { type Newsroom, openNewsroom } from '../../why/support.ts';
import { activateFiles } from '../delivery/support.ts';
import { answerOf, fromLines, open } from '../support.ts';

const TITLE = 'Ships wait\u001b[2J outside Skagen';
const SENTENCE = 'The harbour of Skagen is closed after the storm, the port authority said.';

let room: Newsroom;
let home: Home;
let link: string;
beforeAll(async () => {
  room = await openNewsroom();
  await room.begin();
  link = `${room.site.url}/story`;
  room.site.on('/story', page(TITLE, SENTENCE));
  room.site.on(
    '/feed',
    rss([
      { guid: 'one', title: 'Ships wait', link: `${link}?utm_source=feed`, published: new Date(Date.now() + 60_000) },
    ]),
  );
  room.site.on('/story?utm_source=feed', page(TITLE, SENTENCE));
  await room.poll();
  await room.read();
  home = await makeHome({
    watches: [
      { id: 'port', query: 'harbour NEAR/5 closed', receivers: ['inbox'] },
      { id: 'bridge', query: 'bridge AND (closed OR shut)', receivers: ['inbox'] },
    ],
  });
  await activateFiles(room.db, home.config);
});
afterAll(() => Promise.all([room.close(), home.remove()]));

const run = (args: string[], input = '', more: NodeJS.ProcessEnv = { DATABASE_URL: room.url }) => {
  const child = open(['why', ...args], { WIREWATCH_CONFIG: home.config, ...more });
  child.stdin.end(input);
  return answerOf(child);
};

it('says gate by gate how an article came, and where it is, in words that do nothing to a terminal', async () => {
  const { code, stdout, stderr } = await run([link]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.split('\n')[0]).toBe(`Ships wait[2J outside Skagen, The Test Courier, ${link}?utm_source=feed`);
  for (const gate of ['feed', 'polled', 'item', 'page', 'text', 'watches', 'story', 'alert'])
    expect(stdout).toContain(`\n✓ ${gate} `);
  expect(stdout).toMatch(/\n✗ delivery {2}inbox is not told yet, and is in line for the built-in inbox/);
  expect(stdout).toMatch(/\n→ It ended at delivery: inbox is not told yet.*\n$/);
});

it('says the same as JSON, by address, article, alert and delivery', async () => {
  const [alert, delivery, article] = await Promise.all(
    (['alerts', 'deliveries', 'articles'] as const).map((table) =>
      room.db.selectFrom(table).select('id').executeTakeFirstOrThrow(),
    ),
  );
  for (const name of [link, String(alert!.id).slice(0, 8), String(delivery!.id), String(article!.id)]) {
    const { stdout } = await run([name, '--json']);
    expect(WhyAnswer.parse(JSON.parse(stdout))).toMatchObject({ kind: 'answered', closed: 'delivery' });
  }
});

it('asks one watch only', async () => {
  expect((await run([link, '--watch', 'bridge'])).stdout).toMatch(
    /✗ watches {3}bridge did not match\.\n +bridge: does not stand in the article\./,
  );
  expect(await run([link, '--watch', 'brigde'])).toEqual({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^There is no watch brigde\. Did you mean bridge\?\n/),
  });
});

describe('a text', () => {
  const none = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };

  it('goes through the watches of the configuration, and asks no database', async () => {
    const { code, stdout } = await run(['The harbour is closed'], '', none);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /✓ watches {3}port matches\.\n +bridge nearly matches\.\n +bridge: does not stand in the article/,
    );
  });

  it('may be a file, or standard input', async () => {
    const file = join(home.config, 'story.txt');
    await writeFile(file, 'Numbers\nThe bridge is open, and so is the road.\n');
    expect((await run([file], '', none)).stdout).toMatch(
      /^story\.txt\n✗ watches {3}It meets no watch; there are 2 now\.\n/,
    );
    const lines = ['The bridge is shut', 'Nothing at all'].map((title, id) => JSON.stringify({ id, title }));
    const answers = fromLines((await run(['-', '--json'], lines.join('\n'), none)).stdout);
    expect(answers.map(({ asked, closed }) => [asked.what, closed])).toEqual([
      ['0', null],
      ['1', 'watches'],
    ]);
  });
});

describe('a wrong question', () => {
  it.each([
    ['nonsense', /^nonsense is neither an address nor an id\.\nAsk about the address/],
    ['4711', /^There is no article 4711\./],
    ['deadbeef', /^There is no alert, delivery or article deadbeef\./],
    ['dead', /^dead is too short: an id has 8 characters/],
    ['ftp://example.org/a', /is neither an address nor an id/],
  ])('is answered with what can be asked: %s', async (what, reason) => {
    const { code, stdout, stderr } = await run([what]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(reason);
  });

  it('is wrong usage without anything to ask about', async () => {
    expect(await run([])).toMatchObject({ code: 2 });
  });

  it('is still answered as far as the store tells while the configuration is wrong', async () => {
    const broken = await makeHome({ watches: [{ id: 'x' }] });
    const { code, stdout, stderr } = await run([link], '', { DATABASE_URL: room.url, WIREWATCH_CONFIG: broken.config });
    await broken.remove();
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('`wirewatch config check` says why') });
    expect(stdout).toContain('✓ watches   port matched at');
  });
});
