import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { article, commit, feed, leasedItem, syncFeeds, watch } from '../store/support.ts';
import { createTestDatabase } from '../support/database.ts';
import { run } from '../support/process.ts';
import { type Desk, openDesk } from './delivery/support.ts';

const page = await readFile('docs/operating.md', 'utf8');
const section = page.slice(page.indexOf('## Export\n'), page.indexOf('## Several machines\n'));

/** The commands of the sections, in their order, without what is said of them; a file is one that the command before left. */
const commands = [...section.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block]) =>
  block!
    .trim()
    .split('\n')
    .map((line) => line.replace(/ +#.*/, '')),
);

let desk: Desk;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wirewatch-keeping-'));
  desk = await openDesk({ retention: { articles: '90d' } });
  await desk.activate();
  await syncFeeds(desk.db, [feed('a')]);
  await commit(desk.db, await leasedItem(desk.db, 'a', 'one'), article('one'), [watch('port')]);
});
afterAll(() => Promise.all([desk.close(), rm(folder, { recursive: true })]));

it('has examples of all verbs that keep and give back', () => {
  const verbs = commands.flatMap((command) => /^npx wirewatch (\w+)/.exec(command)?.[1] ?? []);
  expect(new Set(verbs)).toEqual(new Set(['export', 'backup', 'restore', 'retention']));
});

it.each(commands.filter((command) => command.startsWith('npx wirewatch ')))(
  'has an example that works: %s',
  async (command) => {
    const empty = command.includes(' restore ') ? await createTestDatabase() : null;
    const program = `"${process.execPath}" "${process.cwd()}/src/cli/wirewatch.js"`;
    const shell = run(['sh', '-c', `cd "${folder}" && ${command.replace('npx wirewatch', program)}`], {
      DATABASE_URL: empty?.url ?? desk.url,
      WIREWATCH_CONFIG: desk.home.config,
    });
    const { code } = await shell.exited;
    await empty?.drop();
    expect({ code, stderr: shell.stderr() }).toEqual({ code: 0, stderr: '' });
  },
);
