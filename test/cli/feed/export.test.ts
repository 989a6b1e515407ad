import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, loadConfig } from '../../../src/config/load.ts';
import { type Home, makeHome } from '../../support/process.ts';
import { ask, fromLines } from '../support.ts';

const FEEDS = [
  { url: 'https://a.example/rss?x=1&y=2', name: 'A & "B" <c>', tags: ['de', 'daily', 'Büro, Köln'], country: 'DE' },
  { id: 'candil', url: 'https://e.example/rss', tags: ['es'], every: '1h30m', backfill: true },
  { url: 'https://plain.example/' },
];

let home: Home;
let other: Home;
beforeAll(async () => {
  [home, other] = await Promise.all([makeHome({ feeds: FEEDS }), makeHome()]);
});
afterAll(() => Promise.all([home.remove(), other.remove()]));

const runExport = (...args: string[]) => ask(['feed', 'export', '--config', home.config, ...args]);

async function feedsOf({ config }: Home): Promise<Config['feeds']> {
  const loaded = await loadConfig(config, {});
  if (loaded.kind === 'invalid') throw new Error(JSON.stringify(loaded.problems));
  return loaded.config.feeds;
}

describe('wirewatch feed export', () => {
  it('prints OPML that another Wirewatch makes the same feeds of', async () => {
    const { code, stdout, stderr } = await runExport();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^<\?xml version="1\.0" encoding="utf-8"\?>\n<opml version="2\.0">/);
    const list = join(other.config, 'list.opml');
    await runExport('--output', list);
    const withoutDate = (text: string) => text.replace(/<dateCreated>.*<\/dateCreated>/, '');
    expect(withoutDate(await readFile(list, 'utf8'))).toBe(withoutDate(stdout));

    expect((await ask(['feed', 'import', list, '--config', other.config])).code).toBe(0);
    const byUrl = (feeds: Config['feeds']) => feeds.toSorted((a, b) => (a.url < b.url ? -1 : 1));
    expect(byUrl(await feedsOf(other))).toEqual(byUrl(await feedsOf(home)));
  });

  it('gives programs an object a line', async () => {
    const { code, stdout } = await runExport('--json');
    expect(code).toBe(0);
    expect(fromLines(stdout)).toEqual(await feedsOf(home));
  });

  it('has nothing to say where there is no feed', async () => {
    const empty = await makeHome();
    const answers = [
      await ask(['feed', 'export', '--config', empty.config]),
      await ask(['feed', 'export', '--json', '--config', empty.config]),
    ];
    await empty.remove();
    expect(answers).toEqual([
      { code: 1, stdout: '', stderr: 'There is no feed to export.\n' },
      { code: 0, stdout: '', stderr: '' },
    ]);
  });

  it('says why a file cannot be written', async () => {
    const { code, stderr } = await runExport('--output', home.config);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Cannot write ".*": /);
  });
});
