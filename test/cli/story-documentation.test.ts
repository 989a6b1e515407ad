import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Home, makeHome } from '../support/process.ts';
import { ask } from './support.ts';

let home: Home;
beforeAll(async () => {
  home = await makeHome();
});
afterAll(() => home.remove());

it('docs/stories.md shows what wirewatch story group prints', async () => {
  const page = await readFile('docs/stories.md', 'utf8');
  const [articles, command, printed] = [...page.matchAll(/^```(?:sh|text)\n(.*?)^```$/gms)].map(([, block]) => block!);
  const file = join(home.config, 'articles.jsonl');
  await writeFile(file, articles!);
  const [, ...args] = command!.trim().replace('articles.jsonl', file).split(' ');
  expect(await ask(args, '')).toEqual({ code: 0, stdout: printed, stderr: '' });
});
