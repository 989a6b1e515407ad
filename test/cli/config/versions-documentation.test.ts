import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beatProcess } from '../../../src/store/work/processes.ts';
import { type Desk, openDesk } from '../delivery/support.ts';

const page = await readFile('docs/versions.md', 'utf8');
const commands = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block]) =>
  block!
    .trim()
    .split('\n')
    .filter((line) => line.startsWith('npx '))
    .map((line) => line.replace(/ +#.*/, '').replace(/^npx wirewatch /, '')),
);
const [output, listed] = [...page.matchAll(/^```text\n(.*?)^```$/gms)].map(([, block]) => block!);

const BEFORE = 'watches:\n  - {id: port, query: harbour}\n';
const AFTER = `${BEFORE}  - {id: strike, query: strike OR walkout}\n`;

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({});
  const save = (text: string) => writeFile(join(desk.home.config, 'wirewatch.yaml'), text);
  await save(BEFORE);
  await desk.run('config', 'apply');
  await save(AFTER);
});
afterAll(() => desk.close());

/** Words of a command, what stands in quotes as one. */
const wordsOf = (command: string) =>
  [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word!);

describe('docs/versions.md', () => {
  it('shows what a diff prints', async () => {
    const { stdout } = await desk.run('config', 'diff');
    expect(stdout.replaceAll(desk.home.config, 'config')).toBe(output);
  });

  it('shows what a list says of an edit that does not run', async () => {
    await beatProcess(desk.db);
    const { stdout, stderr } = await desk.run('watch', 'list');
    const said = `$ npx wirewatch watch list\n${stderr}${stdout}`.replaceAll(desk.home.config, 'config');
    // The only process that gave a sign of life may be dead by now.
    expect(said.replace('which ran last', 'which runs')).toBe(listed);
  });

  it('has commands that work, in their order', async () => {
    await desk.run('config', 'apply');
    for (const command of commands) expect([command, (await desk.run(...wordsOf(command))).code]).toEqual([command, 0]);
  });
});
