import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Home, makeHome } from '../../support/process.ts';
import { ask, asLines, fromLines } from '../support.ts';

let home: Home;
beforeAll(async () => {
  home = await makeHome({
    aliases: { bka: ['{BKA}', 'Bundeskriminalamt', 'German Federal Criminal Police'] },
    watches: [
      { id: 'telegram-bka', name: 'Telegram and the BKA', severity: 'high', query: 'Telegram\n  NEAR/25 @bka' },
      { id: 'harbour', query: 'harbour NOT festival', language: 'en' },
    ],
  });
});
afterAll(() => home.remove());

const watch = (verb: string, args: string[], input = '') =>
  ask(['watch', verb, '--config', home.config, ...args], input);

/** Words of no meaning, to stand between others. */
const filler = (words: number) => Array.from({ length: words }, (_, index) => `w${index}`).join(' ');

const NEAR = { id: 'near', title: 'Numbers', text: 'It was Telegram that told the German Federal Criminal Police.' };
const FAR = { id: 'far', title: 'Numbers', text: `It was Telegram ${filler(37)} Bundeskriminalamt` };
const HOSTILE = { id: 'x\u001b[2J', title: 'Red\u001b[31m\nalert', text: 'Telegram\u0007 and\u001b[0m BKA' };

/** Every control character but line feed. */
const CONTROL = /[^\P{Cc}\n]/u;

describe('wirewatch watch list', () => {
  it('shows each watch with its query and receivers', async () => {
    const { code, stdout, stderr } = await watch('list', []);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('does not run here: this is what') });
    expect(stdout).toBe(
      [
        'telegram-bka  Telegram and the BKA  [high]',
        '  Telegram NEAR/25 @bka',
        '  → inbox',
        'harbour',
        '  harbour NOT festival',
        '  → inbox',
        '',
      ].join('\n'),
    );
  });

  it('gives programs an object a line', async () => {
    const { stdout } = await watch('list', ['--json']);
    expect(fromLines(stdout)).toEqual([
      expect.objectContaining({ id: 'telegram-bka', severity: 'high', receivers: ['inbox'] }),
      expect.objectContaining({ id: 'harbour', name: null, severity: null, query: 'harbour NOT festival' }),
    ]);
  });
});

describe('wirewatch watch test', () => {
  it('shows how a query is read, and what it may mean besides', async () => {
    const { code, stdout, stderr } = await watch('test', ['(telegram near @bka) or (police chief)']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [read, notice, query, caret] = stdout.split('\n');
    expect(read).toBe('read as: (telegram NEAR/10 @bka) OR (police AND chief)');
    expect(notice).toMatch(/^1:33: No operator/);
    expect(caret!.indexOf('^')).toBe(query!.indexOf('chief'));
  });

  it('refuses a wrong query with its place', async () => {
    const { code, stdout, stderr } = await watch('test', ['警察局 AND\n(telegram near @bka']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe('2:1: This ( is never closed.\n  (telegram near @bka\n  ^\n');
    const wide = await watch('test', ['警察局 AND @bkaa']);
    expect(wide.stderr).toBe(
      '1:9: There is no alias @bkaa. Did you mean @bka?\n  警察局 AND @bkaa\n  \u3000\u3000\u3000     ^\n',
    );
  });

  it('tells programs of errors and of a good query', async () => {
    const wrong = await watch('test', ['a AND (', '--json']);
    expect(wrong).toMatchObject({ code: 1, stderr: '' });
    expect(JSON.parse(wrong.stdout)).toEqual({
      ok: false,
      errors: [expect.objectContaining({ line: 1, column: expect.any(Number), message: expect.any(String) })],
    });
    const good = await watch('test', ['Telegram near @bka', '-', '--json'], asLines([NEAR, FAR]));
    expect(good).toMatchObject({ code: 0, stderr: '' });
    expect(fromLines(good.stdout)).toEqual([
      { ok: true, query: 'Telegram NEAR/10 @bka', notices: [] },
      {
        id: 'near',
        matched: true,
        why: ['“Telegram” and “German Federal Criminal Police” (alias @bka) stand 3 words apart (10 allowed)'],
        evidence: expect.objectContaining({ hits: expect.any(Array) }),
      },
      { id: 'far', matched: false, why: [], evidence: null },
    ]);
  });

  it('shows the sentence that matched and why, in files of both forms', async () => {
    const [lines, plain] = [join(home.config, 'articles.jsonl'), join(home.config, 'story.txt')];
    await writeFile(lines, asLines([NEAR, FAR]));
    await writeFile(plain, 'BKA asks\r\n\r\nIt asked Telegram.\r\n');
    const { code, stdout, stderr } = await watch('test', ['Telegram NEAR/25 @bka', lines, plain]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(
      [
        'read as: Telegram NEAR/25 @bka',
        '',
        '✓ near  Numbers',
        '    It was Telegram that told the German Federal Criminal Police.',
        '    “Telegram” and “German Federal Criminal Police” (alias @bka) stand 3 words apart (25 allowed)',
        '',
        '✗ far  Numbers',
        '',
        '✗ story.txt  BKA asks',
        '',
        '1 of 3 articles match',
        '',
      ].join('\n'),
    );
  });

  it('reads the query in the dialect it is said to be in', async () => {
    const { code, stdout } = await watch('test', ['telegram near5 police', '--dialect', 'factiva']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'read as: telegram NEAR/4 police\n' });
  });

  it('reads the query in the language it is said to be in', async () => {
    const article = asLines([{ id: 1, title: 'x', language: 'fr', text: 'Die Beamten des Bundeskriminalamtes' }]);
    const matched = async (...flags: string[]) => {
      const { stdout } = await watch('test', ['Bundeskriminalamt', '-', '--json', ...flags], article);
      return fromLines(stdout)[1].matched;
    };
    expect(await matched()).toBe(false);
    expect(await matched('--language', 'de')).toBe(true);
  });

  it('lets nothing of an article or a query through to the terminal', async () => {
    const { stdout } = await watch('test', ['Telegram near @bka', '-'], asLines([HOSTILE]));
    expect(stdout).toContain('✓ x [2J  Red [31m alert\n');
    expect(stdout).not.toMatch(CONTROL);
    const { stderr } = await watch('test', ['a AND \u001b[31m(b']);
    expect(stderr).toMatch(/^1:\d+: /);
    expect(stderr).not.toMatch(CONTROL);
  });

  it('goes on after what cannot be read, and ends with code 1', async () => {
    const { code, stdout, stderr } = await watch('test', ['Telegram', 'no.jsonl', '-'], `{\n${asLines([NEAR])}`);
    expect(code).toBe(1);
    expect(stderr).toBe('Cannot read "no.jsonl": no such file.\nline 1: not JSON\n');
    expect(stdout).toContain('1 of 1 article matches');
  });
});

describe('wirewatch watch explain', () => {
  it('says of each part why it holds or not', async () => {
    const { code, stdout, stderr } = await watch('explain', ['telegram-bka'], asLines([FAR]));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(
      [
        'far  Numbers',
        '✗ Telegram NEAR/25 @bka',
        '    Telegram at word 3, Bundeskriminalamt at word 41: 37 words between, 25 allowed',
        '  ✓ Telegram',
        '      Telegram at word 3',
        '  ✓ @bka',
        '      Bundeskriminalamt at word 41',
        '',
        '',
      ].join('\n'),
    );
  });

  it('hints at words that look like the one looked for', async () => {
    const { stdout } = await watch(
      'explain',
      ['--query', 'Telegram'],
      asLines([{ id: 1, text: 'Eine Telegramgruppe' }]),
    );
    expect(stdout).toMatch(/^ {4}hint: Telegramgruppe /m);
  });

  it('gives programs an object for each article', async () => {
    const { code, stdout } = await watch(
      'explain',
      ['harbour', '--json'],
      asLines([NEAR, { id: 2, text: 'harbours' }]),
    );
    expect(code).toBe(0);
    expect(fromLines(stdout)).toEqual([
      { id: 'near', matched: false, explanation: expect.objectContaining({ holds: false }) },
      {
        id: 2,
        matched: true,
        explanation: expect.objectContaining({ query: 'harbour AND NOT festival', operands: expect.any(Array) }),
      },
    ]);
  });

  it('reads an article for people', async () => {
    const file = join(home.config, 'harbour.txt');
    await writeFile(file, 'In the harbour\n\nOne ship.\n\nAnd another.\n');
    const { stdout } = await watch('explain', ['--query', 'harbour AND "another"', file]);
    expect(stdout).toContain('harbour.txt  In the harbour\n✓ harbour AND another\n');
    expect(stdout).toContain('another at word 4\n');
  });

  it('lets nothing of an article through to the terminal', async () => {
    const { stdout } = await watch('explain', ['telegram-bka'], asLines([HOSTILE]));
    expect(stdout).toMatch(/^✓ Telegram NEAR/m);
    expect(stdout).not.toMatch(CONTROL);
  });

  it('knows the watches it can explain', async () => {
    expect(await watch('explain', ['telegram-bk'])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'There is no watch "telegram-bk". Did you mean "telegram-bka"?\n',
    });
  });
});

describe('the verbs of watch', () => {
  it.each([
    [['explain']],
    [['explain', 'harbour', 'a', 'b']],
    [['explain', 'harbour', '--dialect', 'lexis']],
    [['test']],
    [['test', 'a', '--dialect', 'nexis']],
    [['test', 'a', '--language', '?']],
  ])('refuse %j as wrong usage', async ([verb, ...args]) => {
    const { code, stdout, stderr } = await watch(verb!, args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: /);
  });

  it('end with every problem of a wrong configuration', async () => {
    const wrong = await makeHome({ colour: 'red' });
    const verbs = [['list'], ['test', 'a'], ['explain', 'a']];
    const answers = await Promise.all(verbs.map((args) => ask(['watch', ...args, '--config', wrong.config])));
    await wrong.remove();
    for (const { code, stdout, stderr } of answers) {
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/wirewatch\.yaml:1:1: .+\n$/);
    }
  });

  it('show examples in their help', async () => {
    for (const verb of ['list', 'test', 'explain']) {
      const { code, stdout } = await ask(['watch', verb, '--help']);
      expect(code).toBe(0);
      expect(stdout).toMatch(new RegExp(`Examples:\n  wirewatch watch ${verb}`));
    }
  });
});
