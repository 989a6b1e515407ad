import { chmod, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { formatProblem, loadConfig } from '../../src/config/load.ts';
import { problemsOf, withFiles } from './support.ts';

describe('a file that is no configuration', () => {
  it('may be missing, or its directory', async () => {
    expect(await problemsOf({})).toEqual(['wirewatch.yaml:1:1: There is no configuration here: no such file.']);
    const loaded = await loadConfig('/nowhere/config', {});
    expect(loaded.kind === 'invalid' && loaded.problems.map(formatProblem)).toEqual([
      '/nowhere/config/wirewatch.yaml:1:1: There is no configuration here: no such file.',
    ]);
  });

  it('may be a folder', async () => {
    expect(await problemsOf({ 'wirewatch.yaml/x': '' })).toEqual([
      'wirewatch.yaml:1:1: There is no configuration here: a folder, not a file.',
    ]);
  });

  it('may be unreadable', async () => {
    await withFiles({ 'wirewatch.yaml': '' }, async (directory) => {
      await chmod(join(directory, 'wirewatch.yaml'), 0);
      const loaded = await loadConfig(directory, {});
      // Root may read everything.
      if (process.getuid?.() === 0) expect(loaded.kind).toBe('valid');
      else expect(loaded).toMatchObject({ problems: [{ reason: expect.stringContaining('no permission') }] });
    });
  });

  it('may be too large', async () => {
    await withFiles({ 'wirewatch.yaml': '' }, async (directory) => {
      await truncate(join(directory, 'wirewatch.yaml'), 17 * 1024 * 1024);
      expect(await loadConfig(directory, {})).toMatchObject({
        problems: [{ reason: 'There is no configuration here: larger than 16 MiB.' }],
      });
    });
  });

  it('may be in another encoding, but for a byte order mark', async () => {
    const latin1 = Buffer.from('feeds: []\n# Zürich\n', 'latin1');
    expect(await problemsOf({ 'wirewatch.yaml': latin1 })).toEqual([
      'wirewatch.yaml:2:4: This is not UTF-8. Save the file in that encoding.',
    ]);
    expect(await problemsOf('\u{feff}feed: []')).toEqual([
      'wirewatch.yaml:1:1: Unknown key "feed". Did you mean "feeds"?',
    ]);
  });

  it('may grow like an alias bomb', async () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (const [to, from] of ['ba', 'cb', 'dc', 'ed', 'fe', 'gf', 'hg', 'ih'])
      bomb.push(`${to}: &${to} [${`*${from}, `.repeat(9)}]`);
    const problems = await problemsOf(bomb.join('\n'));
    expect(problems[0]).toBe('wirewatch.yaml:2:8: A value with an anchor must not use another anchor.');
  });

  it('may use one anchor too often', async () => {
    const feeds = Array.from({ length: 101 }, (_, index) => `  - {url: "https://${index}.example", tags: *t}`);
    const problems = await problemsOf(`feeds:\n  - {url: "https://x.org", tags: &t [x]}\n${feeds.join('\n')}`);
    expect(problems).toEqual([expect.stringContaining(':103:40: A file uses anchors 100 times at most.')]);
  });

  it.each([
    ['lists', '['.repeat(50_000)],
    ['maps', '{'.repeat(50_000)],
    ['dashes', '- '.repeat(50_000)],
    ['quotation marks', '"'.repeat(50_000)],
    ['question marks', '? '.repeat(50_000)],
  ])('may be nested, or not closed: %s', async (_what, text) => {
    expect((await problemsOf(`feeds: ${text}`)).length).toBeGreaterThan(0);
  });

  it('may be any text at all: something is told, at a place inside it', async () => {
    const pieces = fc.constantFrom(
      'feeds:',
      'watches',
      ': ',
      '\n',
      '  ',
      '- ',
      'id',
      'query',
      '@bka',
      '"',
      "'",
      '{',
      '}',
      '[',
      ']',
      '&a',
      '*a',
      '|',
      '>',
      '#',
      '!!',
      '\t',
      '\r',
      ',',
      'include',
      '*',
      '..',
      '${',
      '}',
      'X',
      '😀',
      '\0',
      '%YAML 1.1\n---\n',
      '<<',
      'null',
      '1',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 30 }), async (parts) => {
        const text = parts.join('');
        await withFiles({ 'wirewatch.yaml': text }, async (directory) => {
          const loaded = await loadConfig(directory, { X: 'x' });
          if (loaded.kind === 'valid') return;
          const lines = text.split('\n');
          expect(loaded.problems.length).toBeGreaterThan(0);
          for (const { line, column, reason } of loaded.problems) {
            expect(line).toBeLessThanOrEqual(lines.length);
            expect(column).toBeLessThanOrEqual(lines[line - 1]!.length + 1);
            expect(reason).not.toContain('\n');
          }
        });
      }),
      // Behind a fault the parser loses count of the lines.
      { numRuns: 300, examples: [[['*', '${', 'query', '\n', 'feeds:', ': ', 'feeds:']]] },
    );
  });

  it.each([
    ['a word behind each', (at: number) => `"name ${at}" OR x`, 10],
    ['a tab behind each', () => 'x\n\t\ttags: [a]', 1],
    ['a quotation mark left open', (at: number) => (at === 5 ? '"name' : `'name ${at}'`), 1],
  ])('may have ten thousand watches with %s', async (_what, query, count) => {
    const watches = Array.from({ length: 10_000 }, (_, at) => `  - id: w${at}\n    query: ${query(at)}\n`);
    expect(await problemsOf(`watches:\n${watches.join('')}`)).toHaveLength(count);
  });

  it('may have ten thousand feeds', async () => {
    const feeds = Array.from(
      { length: 10_000 },
      (_, index) => `  - url: https://example.org/${index}\n    tags: [a]\n`,
    );
    expect(await problemsOf(`feeds:\n${feeds.join('')}  - url: https://example.org/1\n`)).toEqual([
      'wirewatch.yaml:20002:10: This feed is already listed at wirewatch.yaml:4:10.',
    ]);
  });
});
