import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadConfig } from '../../../src/config/load.ts';
import { type Home, makeHome } from '../../support/process.ts';
import { ask } from '../support.ts';

let home: Home;
let list: string;

beforeEach(async () => {
  home = await makeHome({});
  list = join(home.config, 'list.opml');
});
afterEach(() => home.remove());

const MAIN = '# Ours.\ninclude:\n  - feeds.yaml   # by hand\n';
const FEEDS = 'feeds:\n  - id: bbc\n    url: https://bbc.example/rss\n';

async function configured() {
  await writeFile(join(home.config, 'wirewatch.yaml'), MAIN);
  await writeFile(join(home.config, 'feeds.yaml'), FEEDS);
}

const opml = (body: string) => writeFile(list, `<opml version="2.0"><head/><body>\n${body}\n</body></opml>`);
const runImport = (...args: string[]) => ask(['feed', 'import', list, '--config', home.config, ...args]);
const read = (name: string) => readFile(join(home.config, name), 'utf8').catch(() => null);

async function feeds() {
  const loaded = await loadConfig(home.config, {});
  if (loaded.kind === 'invalid') throw new Error(JSON.stringify(loaded.problems));
  return loaded.config.feeds;
}

const MIXED = `<outline text="World">
<outline text="Asia"><outline text="Chendeng" xmlUrl="https://c.example/rss"/></outline>
<outline text="Again" xmlUrl="https://C.example:443/rss"/>
<outline text="BBC" xmlUrl="https://bbc.example/rss"/>
<outline text="Bad&#27;[2J&#x202e;" xmlUrl="javascript:alert(1)"/>
<outline type="rss" text="None"/>
<outline text="Candil" xmlUrl="https://e.example/rss" category="es"/>
</outline>`;

describe('wirewatch feed import', () => {
  it('imports what is good, tells what is not, and leaves what is there', async () => {
    await configured();
    await opml(MIXED);
    const { code, stdout, stderr } = await runImport();
    expect(code).toBe(0);
    expect(stdout).toBe(
      `2 feeds written to ${join(home.config, 'feeds-imported.yaml')}, which wirewatch.yaml now includes, 1 configured already, 3 skipped\nactive once Wirewatch starts\n`,
    );
    expect(stderr.replaceAll(list, 'list.opml')).toBe(
      `list.opml:4: “Again”: The same feed stands before in line 3.
list.opml:6: “Bad [2J”: The URL must begin with http:// or https://.
list.opml:7: “None”: It has no address (xmlUrl).
`,
    );
    expect(await read('feeds-imported.yaml')).toBe(`feeds:
  - name: Chendeng
    url: https://c.example/rss
    tags: [World, Asia]
  - name: Candil
    url: https://e.example/rss
    tags: [World, es]
`);
    expect(await read('wirewatch.yaml')).toBe(`${MAIN}  - feeds-imported.yaml\n`);
    expect(await read('feeds.yaml')).toBe(FEEDS);
  });

  it('adds nothing the second time', async () => {
    await configured();
    await opml(MIXED);
    await runImport();
    const before = await read('feeds-imported.yaml');
    const { code, stdout } = await runImport();
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'no new feed, 4 configured already, 2 skipped\n' });
    expect(await read('feeds-imported.yaml')).toBe(before);
  });

  it('writes to the file that is named', async () => {
    await configured();
    await opml('<outline xmlUrl="https://c.example/rss"/>');
    expect((await runImport('--file', 'feeds.yaml')).code).toBe(0);
    expect(await read('feeds.yaml')).toBe(`${FEEDS}  - url: https://c.example/rss\n`);
    expect(await read('wirewatch.yaml')).toBe(MAIN);
  });

  it('writes nothing in a dry run', async () => {
    await configured();
    await opml(MIXED);
    const { code, stdout } = await runImport('--dry-run');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^2 feeds would be written to .*, which wirewatch\.yaml would include, /);
    expect(await read('feeds-imported.yaml')).toBeNull();
    expect(await read('wirewatch.yaml')).toBe(MAIN);
  });

  it('gives programs one object', async () => {
    await configured();
    await opml(MIXED);
    const { code, stdout, stderr } = await runImport('--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      ...{ ok: true, imported: 2, known: 1, file: join(home.config, 'feeds-imported.yaml'), included: true },
      skipped: [4, 6, 7].map((line) => ({ line, title: expect.any(String), reason: expect.any(String) })),
    });
  });

  it('fills in no variable for a stranger', async () => {
    const variable = '$'.concat('{HOME}');
    await opml(`<outline text="${variable}" xmlUrl="https://evil.example/?${variable}"/>`);
    expect((await runImport()).code).toBe(0);
    expect(await feeds()).toMatchObject([{ name: variable, url: `https://evil.example/?${variable}` }]);
  });

  it.each([
    ['what is not OPML', () => writeFile(list, '<rss/>'), /^Cannot read ".*list\.opml": not OPML.*\.\n$/],
    ['a list without feeds', () => opml('<outline text="x"/>'), /^There is no feed in /],
    ['what is not there', async () => {}, /^Cannot read ".*list\.opml": no such file\.\n$/],
  ])('refuses %s', async (_what, write, reason) => {
    await write();
    const { code, stdout, stderr } = await runImport();
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(reason);
  });

  it('refuses a wrong configuration and leaves it', async () => {
    await home.configure({ colour: 'red' });
    await opml(MIXED);
    const { code, stderr } = await runImport();
    expect(code).toBe(1);
    expect(stderr).toMatch(/wirewatch\.yaml:1:1: Unknown key "colour"/);
    expect(await read('feeds-imported.yaml')).toBeNull();
  });

  it('takes a list of 30,000 feeds', async () => {
    await configured();
    const outlines = Array.from(
      { length: 30_000 },
      (_, index) =>
        `<outline text="Courier &amp; Post ${index}" xmlUrl="https://n${index}.example/rss?a=1&amp;b=${index}"/>`,
    );
    outlines[12_345] = '<outline text="Broken" xmlUrl="broken"/>';
    await opml(outlines.join('\n'));
    const { code, stdout, stderr } = await runImport();
    expect(code).toBe(0);
    expect(stdout).toMatch(/^29,999 feeds written to .*, 1 skipped\n/);
    expect(stderr).toMatch(/list\.opml:12347: “Broken”: Not a URL/);
    expect(await feeds()).toHaveLength(30_000);
  }, 120_000);
});
