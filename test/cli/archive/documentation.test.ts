import { readFile } from 'node:fs/promises';
import { fill, storeArticles } from '../../archive/support.ts';
import { article } from '../../store/support.ts';
import { type Home, makeHome } from '../../support/process.ts';
import { type Desk, openDesk } from '../delivery/support.ts';

const page = await readFile('docs/archive.md', 'utf8');
const commands = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block]) => block!.trim().split('\n'));

let desk: Desk;
let before: Home;
beforeAll(async () => {
  desk = await openDesk({ aliases: { bka: ['{BKA}'] }, watches: [{ id: 'one', query: 'Telegram' }] });
  expect((await desk.run('config', 'apply')).code).toBe(0);
  before = await makeHome({});
  await storeArticles(desk.db, [
    article('one', { title: 'A recall', text: 'Telegram told the BKA of a port strike.' }),
  ]);
  await fill(desk.db);
});
afterAll(() => Promise.all([desk.close(), before.remove()]));

it('has commands', () => expect(commands).toHaveLength(5));

it.each(commands)('docs/archive.md: %s', async (command) => {
  const args = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
  const real: Record<string, string> = { config: desk.home.config, before: before.config };
  const [program, ...rest] = args;
  expect(program).toBe('wirewatch');
  const { code, stdout, stderr } = await desk.run(...rest.map((arg) => real[arg] ?? arg));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(
    command.includes('NOT lang:en') ? /^0 articles/ : command.includes('backtest') ? /adds 1 story/ : /recall/,
  );
});
