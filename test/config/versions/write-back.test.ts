import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfigFiles } from '../../../src/config/read/read-files.ts';
import { writeBack } from '../../../src/config/versions/write-back.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'wirewatch-write-back-'));
});
afterEach(() => rm(root, { recursive: true }));

it('sets a file aside again without losing what was set aside before', async () => {
  const main = { path: 'wirewatch.yaml', text: 'watches: []\n' };
  for (const query of ['first', 'second']) {
    await writeFile(join(root, 'wirewatch.yaml'), 'include: [more.yaml]\n');
    await writeFile(join(root, 'more.yaml'), `watches: [{id: more, query: ${query}}]\n`);
    const { files } = await readConfigFiles(root, {});
    expect((await writeBack(files, [main])).kind).toBe('written');
  }
  expect((await readdir(root)).sort()).toEqual(['more.yaml.removed', 'more.yaml.removed.2', 'wirewatch.yaml']);
  expect(await readFile(join(root, 'more.yaml.removed'), 'utf8')).toContain('first');
  expect(await readFile(join(root, 'wirewatch.yaml'), 'utf8')).toBe(main.text);
});
