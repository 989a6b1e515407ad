import type { BigIntStats } from 'node:fs';
import { chmod, lstat, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withAppended } from '../../../src/config/edit/append.ts';
import { addFeedsToConfig, type FeedEdit, type NewFeed } from '../../../src/config/edit/edit.ts';
import { loadConfig } from '../../../src/config/load.ts';
import { openConfig } from '../../../src/config/open.ts';
import { type Files, withFiles } from '../support.ts';

const FEED: NewFeed = { url: 'https://new.example/rss' };

interface Edited {
  edit: FeedEdit;
  /** All files afterwards. */
  files: Record<string, string>;
  /** The feeds that are configured afterwards. */
  feeds: string[];
  directory: string;
}

/** Adds a feed to a configuration and tells what it is then. A reason names files without their directory. */
async function add(
  files: Files,
  feed: NewFeed = FEED,
  options: { file?: string; env?: object; dryRun?: boolean } = {},
) {
  return withFiles(files, async (directory): Promise<Edited> => {
    const env = { ...options.env } as Record<string, string>;
    const { file, dryRun } = options;
    const edit = await addFeedsToConfig(await openConfig(directory, env), [feed], { file, dryRun });
    const names = (await readdir(directory, { recursive: true })).filter((name) => /\.\w+$/.test(name));
    const contents = await Promise.all(
      names.map(async (name) => [name, await readFile(join(directory, name), 'utf8').catch(() => '')] as const),
    );
    const loaded = await loadConfig(directory, env);
    return {
      edit:
        edit.kind === 'refused'
          ? { kind: 'refused', reasons: edit.reasons.map((reason) => reason.replaceAll(`${directory}/`, '')) }
          : { ...edit, file: edit.file.replace(`${directory}/`, '') },
      files: Object.fromEntries(contents),
      feeds: loaded.kind === 'valid' ? loaded.config.feeds.map(({ url }) => url) : ['invalid'],
      directory,
    };
  });
}

const MAIN = `# What we watch.
include:
    - feeds.yaml   # the press

watches:
    - {id: strike,   query: strike}
`;

const FEEDS = `# Feeds.
feeds:
  # English
  - id: bbc
    url:   https://bbc.example/rss    # the world
    tags: [ en,   broadcaster ]

  # German
  - {url: "https://de.example/rss"}   # in braces

# The end.
`;

describe('a feed that is added', () => {
  it('stands at the end of the list, and nothing else changes', async () => {
    const { edit, files, feeds } = await add(
      { 'wirewatch.yaml': MAIN, 'feeds.yaml': FEEDS },
      { ...FEED, id: 'new', name: 'News: new', tags: ['de', 'on'], country: 'de', every: '5m', backfill: true },
    );
    expect(edit).toEqual({
      kind: 'added',
      file: 'feeds.yaml',
      included: false,
      feeds: [
        {
          ...{ id: 'new', url: 'https://new.example/rss', name: 'News: new', country: 'DE', tags: ['de', 'on'] },
          ...{ everyMs: 300_000, backfill: true },
        },
      ],
    });
    expect(files).toEqual({
      'wirewatch.yaml': MAIN,
      'feeds.yaml': FEEDS.replace(
        '# in braces\n',
        `# in braces
  - id: new
    name: "News: new"
    url: https://new.example/rss
    tags: [de, on]
    country: de
    every: 5m
    backfill: true
`,
      ),
    });
    expect(feeds).toEqual(['https://bbc.example/rss', 'https://de.example/rss', 'https://new.example/rss']);
  });

  it('goes to feeds.yaml when there is no list yet, which is then included', async () => {
    const { edit, files, feeds } = await add({ 'wirewatch.yaml': '# Nothing yet.\n' });
    expect(edit).toMatchObject({ kind: 'added', file: 'feeds.yaml', included: true });
    expect(files).toEqual({
      'wirewatch.yaml': '# Nothing yet.\n\ninclude:\n  - feeds.yaml\n',
      'feeds.yaml': 'feeds:\n  - url: https://new.example/rss\n',
    });
    expect(feeds).toEqual(['https://new.example/rss']);
  });

  it('goes to the file that is named, included unless a pattern does it already', async () => {
    const files = { 'wirewatch.yaml': MAIN, 'feeds.yaml': FEEDS };
    const more = await add(files, FEED, { file: 'more/new.yaml' });
    expect(more.files['wirewatch.yaml']).toBe(MAIN.replace('# the press\n', '# the press\n    - more/new.yaml\n'));
    expect(more.feeds).toHaveLength(3);
    const matched = await add({ ...files, 'wirewatch.yaml': 'include: [feeds*.yaml]\n' }, FEED, {
      file: 'feeds-2.yaml',
    });
    expect(matched.edit).toMatchObject({ included: false });
    expect(matched.files['wirewatch.yaml']).toBe('include: [feeds*.yaml]\n');
  });

  it('stands wherever the feeds are', async () => {
    const { files } = await add({ 'wirewatch.yaml': 'feeds:\n- url: https://a.example/\naliases: {}\n' });
    expect(files).toEqual({
      'wirewatch.yaml': 'feeds:\n- url: https://a.example/\n- url: https://new.example/rss\naliases: {}\n',
    });
  });

  it('fills in no variable, whatever a stranger calls a feed', async () => {
    const variable = '$'.concat('{SECRET}');
    const feed = { url: `https://new.example/rss?x=${variable}`, name: `${variable} $${variable}`, tags: [variable] };
    const { edit } = await add({ 'wirewatch.yaml': '' }, feed, { env: { SECRET: 'hunter2' } });
    expect(edit).toMatchObject({ kind: 'added', feeds: [feed] });
  });

  it('is written in a way that YAML reads back, whatever its name', async () => {
    for (const name of ['null', '1.5', "'", '- a', '# no', 'a: b', '*x', '👩‍👩‍👧', '\u2028', ' x ', '!!str y', '{{']) {
      expect((await add({ 'wirewatch.yaml': MAIN, 'feeds.yaml': FEEDS }, { ...FEED, name })).edit).toMatchObject({
        kind: 'added',
        feeds: [{ name }],
      });
    }
  });

  it('is only checked in a dry run', async () => {
    const { edit, files } = await add({ 'wirewatch.yaml': '' }, FEED, { dryRun: true });
    expect(edit).toMatchObject({ kind: 'added', included: true });
    expect(files).toEqual({ 'wirewatch.yaml': '' });
  });

  it('is checked against the files as they were read: none of them is read again, nor is their folder', () =>
    withFiles({ 'config/wirewatch.yaml': MAIN, 'config/feeds.yaml': FEEDS }, async (directory) => {
      const config = await openConfig(join(directory, 'config'), {});
      await rm(join(directory, 'config'), { recursive: true });
      const edit = await addFeedsToConfig(config, [FEED], { dryRun: true });
      expect(edit).toMatchObject({ kind: 'added', feeds: [{ url: FEED.url }] });
      expect(await readdir(directory)).toEqual([]);
    }));

  it('leaves links and permissions as they are, and no other file behind', () =>
    withFiles({ 'wirewatch.yaml': MAIN, 'elsewhere/feeds.yaml': FEEDS }, async (directory) => {
      await symlink('elsewhere/feeds.yaml', join(directory, 'feeds.yaml'));
      await chmod(join(directory, 'elsewhere/feeds.yaml'), 0o640);
      expect(await addFeedsToConfig(await openConfig(directory, {}), [FEED], {})).toMatchObject({ kind: 'added' });
      expect((await lstat(join(directory, 'feeds.yaml'))).isSymbolicLink()).toBe(true);
      const target = join(directory, 'elsewhere/feeds.yaml');
      expect((await stat(target)).mode & 0o777).toBe(0o640);
      expect(await readFile(target, 'utf8')).toContain('https://new.example/rss');
      expect((await readdir(directory, { recursive: true })).toSorted()).toEqual([
        'elsewhere',
        'elsewhere/feeds.yaml',
        'feeds.yaml',
        'wirewatch.yaml',
      ]);
    }));
});

describe('a feed that is refused', () => {
  const files = { 'wirewatch.yaml': MAIN, 'feeds.yaml': FEEDS };

  it.each<[string, Files, NewFeed, { file?: string }, RegExp]>([
    [
      'there already',
      files,
      { url: 'https://DE.example:443/rss#x' },
      {},
      /^This feed is already listed at feeds\.yaml:9:11\.$/,
    ],
    ['there by its id', files, { ...FEED, id: 'bbc' }, {}, /^The id "bbc" is already used at feeds\.yaml:4:9\.$/],
    ['no URL', files, { url: 'ftp://x.example/' }, {}, /^feeds\.yaml:10:10: The URL must begin with http/],
    ['with a wrong key', files, { ...FEED, every: '1s500' }, {}, /^feeds\.yaml:11:12: Not an interval/],
    [
      'for a wrong configuration',
      { 'wirewatch.yaml': 'colour: red\n' },
      FEED,
      {},
      /^wirewatch\.yaml:1:1: Unknown key "colour"/,
    ],
    ['for no configuration', {}, FEED, {}, /^wirewatch\.yaml:1:1: There is no configuration here/],
    ['for a file outside', files, FEED, { file: '/etc/feeds.yaml' }, /lies outside the configuration directory/],
    ['for a file of another kind', files, FEED, { file: 'feeds.txt' }, /must end in \.yaml/],
    [
      'for a file that would bring along others',
      { ...files, 'old.yaml': 'feeds:\n  - url: https://old.example/\n' },
      FEED,
      { file: 'old.yaml' },
      /^Included, "old\.yaml" would bring along more/,
    ],
    [
      'for a file that would bring along a watch',
      { ...files, 'old.yaml': 'watches:\n  - {id: old, query: old}\n' },
      FEED,
      { file: 'old.yaml' },
      /^Included, "old\.yaml" would bring along more/,
    ],
  ])('when it is %s leaves all files as they were', async (_what, before, feed, options, reason) => {
    const { edit, files: after } = await add(before, feed, options);
    expect(edit).toEqual({ kind: 'refused', reasons: [expect.stringMatching(reason)] });
    expect(after).toEqual(before);
  });

  it('takes those added with it along', () =>
    withFiles(files, async (directory) => {
      const feeds = [FEED, { url: 'https://x.example' }, FEED];
      const edit = await addFeedsToConfig(await openConfig(directory, {}), feeds, {});
      expect(edit).toMatchObject({ kind: 'refused', reasons: [expect.stringMatching(/already listed/)] });
      expect(await readFile(join(directory, 'feeds.yaml'), 'utf8')).toBe(FEEDS);
    }));

  it('by the check touches nothing on the disk, not even for a while', () =>
    withFiles(files, async (directory) => {
      // A folder shows by its time that a file in it came and went.
      const traces = () =>
        Promise.all(['.', 'wirewatch.yaml', 'feeds.yaml'].map((name) => stat(join(directory, name), { bigint: true })));
      const before = await traces();
      const config = await openConfig(directory, {});
      const edit = await addFeedsToConfig(config, [{ ...FEED, every: 'often' }], { file: 'more.yaml' });
      expect(edit).toMatchObject({
        kind: 'refused',
        reasons: [expect.stringMatching(/more\.yaml:3:12: Not an interval/)],
      });
      const seen = (one: BigIntStats) => ({ ino: one.ino, mtime: one.mtimeNs, ctime: one.ctimeNs });
      expect((await traces()).map(seen)).toEqual(before.map(seen));
    }));

  it.each([
    ['the file it goes to', 'feeds.yaml', undefined],
    ['the main file, which would include the new one', 'wirewatch.yaml', 'more.yaml'],
  ])('because %s was changed meanwhile leaves that change, and all else', (_what, changed, file) =>
    withFiles(files, async (directory) => {
      const config = await openConfig(directory, {});
      await writeFile(join(directory, changed), '# Mine.\n');
      expect(await addFeedsToConfig(config, [FEED], { file })).toEqual({
        kind: 'refused',
        reasons: [`"${changed}" was changed meanwhile, so nothing is written. Try again.`],
        patch: expect.stringContaining('+# Mine.'),
      });
      const now = await Promise.all(
        (await readdir(directory)).map(async (name) => [name, await readFile(join(directory, name), 'utf8')]),
      );
      expect(Object.fromEntries(now)).toEqual({ ...files, [changed]: '# Mine.\n' });
    }),
  );
});

describe('a list in YAML', () => {
  it.each([
    ['in brackets', 'a: [1, 2]  # two\nb: 3\n', 'a: [1, 2, 9]  # two\nb: 3\n'],
    ['empty, in brackets', '# x\na: []\nb: 3\n', '# x\na:\n  - 9\nb: 3\n'],
    ['empty, with a comment', 'b: 3\na:\n  # none yet\n', 'b: 3\na:\n  - 9\n  # none yet\n'],
    ['not there', 'b:   3', 'b:   3\n\na:\n  - 9\n'],
    ['not there, in an empty file', '', 'a:\n  - 9\n'],
    ['not there, before the end of the document', 'b: 3\n...\n', 'b: 3\na:\n  - 9\n...\n'],
    ['at the end of a file without line feed', 'a:\n   - 1 # one', 'a:\n   - 1 # one\n   - 9\n'],
    ['that ends in a block of text', 'a:\n  - |\n    x\n\nb: 3\n', 'a:\n  - |\n    x\n  - 9\n\nb: 3\n'],
    ['with an anchor', 'a: &a\n  - 1\nb: *a\n', 'a: &a\n  - 1\n  - 9\nb: *a\n'],
    ['with the line ends of Windows', 'a:\r\n  - 1\r\nb: 3\r\n', 'a:\r\n  - 1\r\n  - 9\r\nb: 3\r\n'],
  ])('that is %s gets longer', (_what, before, after) => {
    expect(withAppended(before, 'a', [9])).toBe(after);
  });
});
