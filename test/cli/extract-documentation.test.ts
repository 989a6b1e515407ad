import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArticleFlag } from '../../src/model/article.ts';
import { ask } from './support.ts';

const page = await readFile('docs/extraction.md', 'utf8');
const block = (kind: string) => new RegExp(`^\`\`\`${kind}\\n(.*?)^\`\`\`$`, 'ms').exec(page)![1]!;

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'wirewatch-extraction-page-'));
});
afterAll(() => rm(directory, { recursive: true }));

it('shows what wirewatch extract says of its page', async () => {
  const file = join(directory, 'hall.html');
  await writeFile(file, block('html'));
  const args = block('sh').trim().split(' ').slice(1);
  const { code, stdout } = await ask(args.map((arg) => (arg === 'hall.html' ? file : arg)));
  expect(code).toBe(0);
  expect(stdout).toBe(block('text'));
});

it('names every flag, and no other', () => {
  const flags: Record<ArticleFlag, true> = {
    paywall: true,
    consent_wall: true,
    scripts_only: true,
    live_blog: true,
    video: true,
    summary_only: true,
    zoneless_date: true,
  };
  const told = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, flag]) => flag);
  expect(told).toEqual(Object.keys(flags));
});
