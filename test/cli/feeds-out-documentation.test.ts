import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { type Desk, openDesk } from './delivery/support.ts';

const page = await readFile('docs/feeds-out.md', 'utf8');
const block = (kind: string) => new RegExp(`^\`\`\`${kind}\n(.*?)^\`\`\`$`, 'ms').exec(page)![1]!;
const commands = block('console')
  .split(/^\$ /m)
  .slice(1)
  .map((text) => ({ command: text.split('\n', 1)[0]!, printed: text.slice(text.indexOf('\n') + 1) }));
const others = block('sh')
  .trim()
  .split('\n')
  .map((line) => line.split('#')[0]!.trim());

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk(parse(block('yaml')));
  await desk.activate();
});
afterAll(() => desk.close());

describe('docs/feeds-out.md', () => {
  it.each(commands)('shows what is printed, but for the token: $command', async ({ command, printed }) => {
    const { code, stdout } = await desk.run(...command.split(' ').slice(1));
    expect([code, stdout.replace(/(?<=\/feeds\/)[\w-]{43}(?=\.)/g, '…')]).toEqual([0, printed]);
  });

  it.each(others)('has a command that works: %s', async (command) => {
    expect((await desk.run(...command.split(' ').slice(1))).code).toBe(0);
  });

  it('has examples of both', () => {
    expect([commands.length, others.length]).toEqual([2, 2]);
  });
});
