// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is the syntax under test.
import { cp, rename, symlink, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { checkFiles } from '../../../src/config/check/check-files.ts';
import { loadConfig } from '../../../src/config/load.ts';
import { readConfigFiles } from '../../../src/config/read/read-files.ts';
import { type Files, withFiles } from '../support.ts';

interface Sample {
  files?: Files;
  /** Makes what cannot be written as a file. */
  prepare?: (directory: string) => Promise<unknown>;
  /** Variables that name a file of the configuration's directory. */
  secrets?: Record<string, string>;
}

/** What the folder gives, and what its files give as a value that was stored, once the folder is gone. */
function bothWays({ files = {}, prepare, secrets = {} }: Sample) {
  return withFiles({ 'config/.here': '', ...prefixed(files) }, async (root) => {
    const directory = join(root, 'config');
    await prepare?.(directory);
    const env = Object.fromEntries(Object.entries(secrets).map(([name, file]) => [name, join(directory, file)]));
    const loaded = await loadConfig(directory, env);
    const read = await readConfigFiles(directory, env);
    await rename(directory, join(root, 'gone'));
    return { loaded, checked: checkFiles(JSON.parse(JSON.stringify(read.files)), read.variables) };
  });
}

function prefixed(files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([name, content]) => [`config/${name}`, content]));
}

const feed = (name: string) => `feeds: [{url: https://${name}.example}]\n`;

describe('the files of a configuration, taken out of their folder', () => {
  it('give the configuration that ships', async () => {
    const { loaded, checked } = await bothWays({
      prepare: (directory) => cp('config', directory, { recursive: true }),
    });
    expect(loaded.kind).toBe('valid');
    expect(checked).toEqual(loaded);
  });

  it.each<[string, Sample, object]>([
    [
      'the warnings of a good one',
      { files: { 'wirewatch.yaml': 'watches: [{id: a, query: telegram lang:de lang:fr}]\n' } },
      { kind: 'valid', warnings: [{ line: 1 }] },
    ],
    [
      'the order of what patterns take along, folders left out',
      {
        files: {
          'wirewatch.yaml': `include: ['sub/**', '*', sub/deep/c.yml, .d.yaml]\n${feed('main')}`,
          'b.yaml': feed('b'),
          'a.yaml': feed('a'),
          'sub/deep/c.yml': `include: [../../b.yaml]\n${feed('c')}`,
          '.d.yaml': feed('d'),
        },
      },
      {
        kind: 'valid',
        config: { feeds: ['main', 'c', 'b', 'a', 'd'].map((name) => ({ url: `https://${name}.example/` })) },
      },
    ],
    [
      'what a key spelt with escapes includes',
      { files: { 'wirewatch.yaml': '"\\x69nclude": [a.yaml]\n', 'a.yaml': feed('a') } },
      { kind: 'valid', config: { feeds: [{ url: 'https://a.example/' }] } },
    ],
    [
      'values that stand in files of their own, in paths as well',
      {
        files: {
          'wirewatch.yaml': 'include: ["${PART}.yaml"]\nfeeds: [{url: https://x.example, name: "${NAME_FILE}"}]\n',
          'a.yaml': 'feeds: [{url: https://y.example, name: "${NAME}"}]\n',
          'part.txt': 'a\n',
          'name.txt': 'secret\n',
        },
        secrets: { PART_FILE: 'part.txt', NAME_FILE: 'name.txt' },
      },
      { kind: 'valid', config: { feeds: [{ name: 'secret' }, { name: 'secret' }] } },
    ],
    [
      'why such a file gives no value',
      { files: { 'wirewatch.yaml': 'feeds: [{url: "${A}", name: "${B}"}]\n' }, secrets: { A_FILE: 'none' } },
      {
        kind: 'invalid',
        problems: [
          { reason: expect.stringMatching(/A_FILE.*ENOENT/) },
          { reason: expect.stringMatching(/B is not set/) },
        ],
      },
    ],
    [
      'that there is none',
      {},
      {
        kind: 'invalid',
        problems: [{ line: 1, reason: expect.stringMatching(/no configuration here: no such file/) }],
      },
    ],
    [
      'faults of every kind, in their order',
      {
        files: {
          'wirewatch.yaml':
            'include: [none.yaml, f*, folder, ../out.yaml, latin.yaml, big.yaml, "l*.yaml", b.yaml, b.yaml]\ncolour: red\n',
          'latin.yaml': Buffer.from('# Zürich', 'latin1'),
          'big.yaml': '',
          'folder/x': '',
          'b.yaml': 'include: [wirewatch.yaml]\nfeeds: [{url: x}, {ulr: y}]\nwatches: [{id: a, query: "(a"}]\n',
        },
        prepare: async (directory) => {
          await truncate(join(directory, 'big.yaml'), 17 * 1024 * 1024);
          await symlink('nowhere', join(directory, 'lost.yaml'));
        },
      },
      {
        kind: 'invalid',
        problems: [
          { reason: expect.stringMatching(/not UTF-8/) },
          { reason: expect.stringMatching(/"none.yaml": no such file/) },
          { column: 26, reason: expect.stringMatching(/"folder": a folder, not a file/) },
          { reason: expect.stringMatching(/"..\/out.yaml": it lies outside/) },
          { reason: expect.stringMatching(/"big.yaml": larger than 16 MiB/) },
          { reason: expect.stringMatching(/"lost.yaml": no such file/) },
          { reason: expect.stringMatching(/Unknown key "colour"/) },
          { reason: expect.stringMatching(/"wirewatch.yaml": that file includes this one/) },
          { reason: expect.stringMatching(/Not a URL/) },
          { reason: expect.stringMatching(/Unknown key "ulr"/) },
          { reason: expect.stringMatching(/never closed/) },
        ],
      },
    ],
    [
      'that they are too many, whichever a pattern takes along',
      {
        files: {
          'wirewatch.yaml': 'include: ["many/*.yaml"]\n',
          ...Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`many/${index}.yaml`, ''])),
        },
      },
      { kind: 'invalid', problems: [{ reason: expect.stringMatching(/1000 files at most/) }] },
    ],
  ])('give %s', async (_what, sample, expected) => {
    const { loaded, checked } = await bothWays(sample);
    expect(loaded).toMatchObject(expected);
    expect(checked).toEqual(loaded);
  });

  it('do not hold what variables stand for', () =>
    withFiles(
      { 'wirewatch.yaml': 'feeds: [{url: https://x.example, name: "${A}${B}"}]\n', b: 'hidden' },
      async (directory) => {
        const { files } = await readConfigFiles(directory, { A: 'hunter2', B_FILE: join(directory, 'b') });
        expect(files.files).toEqual([{ path: 'wirewatch.yaml', content: { kind: 'text', text: expect.any(String) } }]);
        expect(JSON.stringify(files)).not.toMatch(/hunter2|hidden/);
      },
    ));
});

describe('a value of files that was changed', () => {
  it('takes along by a pattern what was added to it, and leaves out what nothing includes', () => {
    const text = (path: string, content: string) => ({ path, content: { kind: 'text' as const, text: content } });
    const files = [
      text('wirewatch.yaml', 'include: [feeds*.yaml]\n'),
      text('feeds-2.yaml', feed('two')),
      text('x.yaml', '{'),
    ];
    expect(checkFiles({ directory: '/nowhere', files }, { env: {}, contents: {} })).toMatchObject({
      kind: 'valid',
      config: { feeds: [{ url: 'https://two.example/' }] },
    });
  });
});
