import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { type Home, makeHome } from '../../support/process.ts';
import { answerOf, open } from '../support.ts';

const WATCHES = [{ id: 'port', query: 'harbour' }];
const RED = '\u001b[31m';
const GREEN = '\u001b[32m';

let home: Home;
beforeAll(async () => {
  home = await makeHome({ watches: WATCHES });
});
afterAll(() => home.remove());

const run = (args: string[], env: NodeJS.ProcessEnv) => {
  const child = open(args, { WIREWATCH_CONFIG: home.config, NO_COLOR: undefined, FORCE_COLOR: undefined, ...env });
  child.stdin.end();
  return answerOf(child);
};

it.each([
  [{}, false],
  [{ FORCE_COLOR: '1' }, true],
  [{ FORCE_COLOR: '1', NO_COLOR: '1' }, true],
  [{ NO_COLOR: '1' }, false],
  [{ TERM: 'dumb' }, false],
])('colours for a pipe, with %j: %s', async (env, isColoured) => {
  const { stdout } = await run(['config', 'check'], env);
  expect(stripVTControlCharacters(stdout)).toMatch(/^ok: /);
  expect(stdout.startsWith(GREEN)).toBe(isColoured);
});

it('tones marks, added and removed lines, and where something is wrong, and nothing but that', async () => {
  const story = join(home.config, 'story.txt');
  await writeFile(story, 'Harbour\nThe harbour is closed.\n');
  const forced = { FORCE_COLOR: '1' };
  const [found, added, wrong, usage] = await Promise.all([
    run(['watch', 'test', 'harbour', story], forced),
    run(['watch', 'add', 'strike', 'strike', '--dry-run'], forced),
    run(['config', 'check', join(home.config, 'none')], forced),
    run(['watch', 'lists'], forced),
  ]);
  expect(found.stdout).toContain(`${GREEN}✓\u001b[39m`);
  expect(added.stdout).toContain(`\n${GREEN}+`);
  expect(added.stdout).toContain('\n+++ b');
  expect(wrong.stderr).toMatch(/^\u001b\[31m\S+:1:1\u001b\[39m: There is no configuration here/);
  expect(usage.stderr).toContain(`${RED}error: `);
});
