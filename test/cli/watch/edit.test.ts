import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Home, makeHome } from '../../support/process.ts';
import { ask } from '../support.ts';

const BEFORE = `# Mine.
watches:
  - id: one   # the first
    query: 'one'
`;

let home: Home;
let path: string;
beforeEach(async () => {
  home = await makeHome();
  path = join(home.config, 'wirewatch.yaml');
  await writeFile(path, BEFORE);
});
afterEach(() => home.remove());

const text = () => readFile(path, 'utf8');
const wirewatch = (...args: string[]) => ask([...args, '--config', home.config]);

it('runs what docs/operating.md tells of changing watches', async () => {
  const page = await readFile('docs/operating.md', 'utf8');
  const section = page.slice(page.indexOf('## Change what is watched'), page.indexOf('## Try a query'));
  const commands = /^```sh\n(.*?)^```$/ms.exec(section)![1]!.trim().split('\n');
  expect(commands).toHaveLength(5);
  for (const command of commands) {
    const words = command
      .replace(/ +#.*/, '')
      .match(/'[^']*'|\S+/g)!
      .map((word) => word.replaceAll("'", ''));
    const args = words.slice(2);
    const { code, stderr } = await (args[0] === 'config' ? ask([...args, home.config]) : wirewatch(...args));
    expect({ command, code, stderr }).toEqual({ command, code: 0, stderr: '' });
  }
  expect(await text()).toBe(BEFORE);
});

it('tells what it did, and to which file', async () => {
  const added = await wirewatch('watch', 'add', 'two', '"a b" OR c', '--receiver', 'inbox', '--tag', 'x');
  expect(added).toEqual({ code: 0, stdout: `added two: ${path}; active once Wirewatch starts\n`, stderr: '' });
  const entry = `  - id: two\n    query: '"a b" OR c'\n    tags: [x]\n    receivers: [inbox]\n`;
  expect(await text()).toBe(`${BEFORE}${entry}`);
  const dry = await wirewatch('watch', 'remove', 'one', '--dry-run');
  expect(dry.stdout.split('\n').filter((line) => /^[-+]/.test(line))).toEqual([
    '--- a/wirewatch.yaml',
    '+++ b/wirewatch.yaml',
    '-  - id: one   # the first',
    "-    query: 'one'",
  ]);
  expect(await text()).toBe(`${BEFORE}${entry}`);
});

it('ends with code 1 and changes nothing where the configuration would be wrong', async () => {
  const wrong = await wirewatch('watch', 'edit', 'one', '--query', 'a AND (b', '--json');
  expect(wrong).toMatchObject({ code: 1, stderr: '' });
  expect(JSON.parse(wrong.stdout)).toEqual({ ok: false, reasons: [`${path}:4:19: This ( is never closed.`] });
  expect(await wirewatch('watch', 'edit', 'one')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--query'),
  });
  expect(await text()).toBe(BEFORE);
});
