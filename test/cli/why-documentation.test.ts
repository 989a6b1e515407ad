import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Home, makeHome } from '../support/process.ts';
import { page, rss } from '../support/site.ts';
import { type Newsroom, openNewsroom } from '../why/support.ts';
import { activateFiles } from './delivery/support.ts';
import { answerOf, open } from './support.ts';

const text = await readFile('docs/operating.md', 'utf8');
const section = text.slice(
  text.indexOf('## Why did it come, or not?'),
  text.indexOf('## What was found, and who was told'),
);
const commands = [...section.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block]) =>
  block!
    .trim()
    .split('\n')
    .map((line) => line.replace(/ +#.*/, '').replace(/^npx wirewatch /, '')),
);
const [output] = [...section.matchAll(/^```text\n(.*?)^```$/gms)].map(([, block]) => block!);

/** What differs from one run to the next, as the page has it. */
const asOnPage = (printed: string) =>
  printed
    .replaceAll(room.site.url, 'https://news.example.org')
    .replace(/\d+ \w+ \d{4}, \d\d:\d\d UTC/g, '24 Nov 2026, 09:15 UTC')
    .replace(/[\d,]+ words, [\d,]+ characters/, '112 words, 694 characters');

let room: Newsroom;
let home: Home;
/** By what the page calls them: what they are here. */
let names: Record<string, string>;
beforeAll(async () => {
  room = await openNewsroom();
  await room.begin();
  room.site.on(
    '/harbour',
    page('Skagen counts its ships', 'The harbour is full after the storm, and the old bridge to the west is closed.'),
  );
  room.site.on('/closed', page('Harbour closed after storm', 'The harbour is closed, the port authority said.'));
  const published = new Date(Date.now() + 60_000);
  const items = ['harbour', 'closed'].map((guid) => ({
    guid,
    title: guid,
    link: `${room.site.url}/${guid}`,
    published,
  }));
  room.site.on('/feed', rss(items));
  await room.poll();
  await room.read();
  await room.send();
  const alert = await room.db.selectFrom('alerts').select(['id', 'storyId']).executeTakeFirstOrThrow();
  const article = await room.db
    .selectFrom('articles')
    .select('id')
    .where('storyId', '=', alert.storyId)
    .executeTakeFirstOrThrow();
  home = await makeHome({ watches: [{ id: 'port', query: 'harbour NEAR/5 closed', receivers: ['inbox'] }] });
  await activateFiles(room.db, home.config);
  const file = join(home.config, 'story.txt');
  await writeFile(file, 'Harbour closed\nNobody knows for how long.\n');
  names = {
    'https://news.example.org': room.site.url,
    '9c1e44d0': alert.id.slice(0, 8),
    'why 203': `why ${article.id}`,
    'story.txt': file,
  };
});
afterAll(() => Promise.all([room.close(), home.remove()]));

describe('docs/operating.md, on why', () => {
  it('has an example of each thing that can be asked about', () => {
    expect(commands).toHaveLength(5);
  });

  it.each(commands)('has an example that works: %s', async (command) => {
    const here = Object.entries(names).reduce((line, [name, real]) => line.replace(name, real), command);
    const args = [...here.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
    const child = open(args, { DATABASE_URL: room.url, WIREWATCH_CONFIG: home.config });
    child.stdin.end();
    const { code, stdout, stderr } = await answerOf(child);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    if (command === commands[0]) expect(asOnPage(stdout)).toBe(output);
  });
});
