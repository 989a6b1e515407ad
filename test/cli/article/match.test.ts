import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Home, makeHome, run } from '../../support/process.ts';
import { answerOf, ask, asLines, fromLines, open } from '../support.ts';

let home: Home;
beforeAll(async () => {
  home = await makeHome({
    aliases: { bka: ['{BKA}', 'Bundeskriminalamt', 'German Federal Criminal Police', '联邦刑事警察局'] },
    watches: [
      { id: 'telegram-bka', query: 'Telegram NEAR/25 @bka' },
      { id: 'ministry', query: 'Ministerium' },
    ],
  });
});
afterAll(() => home.remove());

const match = (input: string | Buffer, ...flags: string[]) => ask(['match', '--config', home.config, ...flags], input);

/** A story of our own making, which never says BKA. */
const REPORT = {
  id: 'report',
  title: 'Messenger hands over phone numbers',
  text: 'Investigators in Wiesbaden have what they wanted. Last spring Telegram sent the German Federal Criminal Police the phone numbers behind some twelve accounts, two people with knowledge of the letters said. The company would not say how many more requests lie on its desk, nor whether the owners of the accounts were told.',
  url: 'https://news.example/report?utm_source=feed',
  language: 'en',
  publishedAt: '2026-11-05T09:30:00Z',
};
const FOOTER = {
  id: 'footer',
  title: 'New head for the laboratory',
  text: `The German Federal Criminal Police has a new head of its laboratory. ${'She has worked on traces of paint for years, and speaks of it with love. '.repeat(4)}\n\nFollow us on Telegram.`,
};

describe('wirewatch match', () => {
  it('finds the story that never says BKA, not the footer, in the order of the lines', async () => {
    const { code, stdout, stderr } = await match(asLines([FOOTER, REPORT]));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(fromLines(stdout)).toEqual([
      { id: 'footer', watches: [], story: 'footer' },
      { id: 'report', watches: ['telegram-bka'], story: 'report' },
    ]);
  });

  it('tells one story of copies by address and by text, and another of each other article', async () => {
    const { stdout } = await match(
      asLines([
        REPORT,
        { id: 'same-text', text: REPORT.text.toUpperCase() },
        { id: 'other', title: 'Rain', text: 'It rains.' },
        { id: 'same-address', title: 'Taken down', url: 'https://news.example/report' },
        { id: 'other-too', title: 'Rain', text: 'It rains.' },
      ]),
    );
    expect(fromLines(stdout).map(({ story }) => story)).toEqual(['report', 'report', 'other', 'report', 'other-too']);
  });

  it('tells one story of a report and its translation, and another of what else a watch is met by', async () => {
    const english = {
      id: 'english',
      title: 'Telegram sent phone numbers to Wiesbaden, Vollrath says',
      text: 'Telegram has sent the German Federal Criminal Police the phone numbers behind 218 accounts, says Henrike Vollrath of the group Offene Leitung. The company in Dubai had denied that. Minister Ottilie Brand would not comment in Berlin.',
      language: 'en',
      publishedAt: '2026-11-05T09:30:00Z',
    };
    const german = {
      id: 'german',
      title: 'Vollrath: Telegram schickte Telefonnummern nach Wiesbaden',
      text: 'Henrike Vollrath vom Verein Offene Leitung sagt, Telegram habe dem Bundeskriminalamt die Telefonnummern zu 218 Konten geschickt. Das hatte die Firma in Dubai bestritten. Ministerin Ottilie Brand schwieg in Berlin dazu.',
      language: 'de',
      publishedAt: '2026-11-05T11:00:00Z',
    };
    const raid = {
      id: 'raid',
      title: 'Drogen über Telegram verkauft: sieben Festnahmen',
      text: 'Über Telegram sollen sie Kokain verkauft haben: Beamte des Bundeskriminalamts nahmen in Hamburg sieben Männer fest und fanden 40 Kilogramm.',
      language: 'de',
      publishedAt: '2026-11-05T12:00:00Z',
    };
    const { stdout } = await match(asLines([english, german, raid]));
    expect(fromLines(stdout).map(({ story }) => story)).toEqual(['english', 'english', 'raid']);
  });

  it('tells apart, as the pipeline does, one text under two headlines of an outlet where a headline alone matched', async () => {
    const wall = 'Please log in to go on reading. This is what stands in the place of every article we sell here.';
    const told = (id: string, title: string, outlet: string) => ({ id, title, text: wall.repeat(3), outlet });
    const { stdout } = await match(
      asLines([
        told('one', 'Ministerium schweigt', 'Courier'),
        told('two', 'Ministerium spricht', 'Courier'),
        told('copy', 'Ministerium spricht doch', 'Gazette'),
      ]),
    );
    expect(fromLines(stdout).map(({ story }) => story)).toEqual(['one', 'two', 'one']);
  });

  it('makes one of two stories once an article belongs to both, called by the older', async () => {
    const [here, there] = ['https://a.example/1', 'https://b.example/2'];
    const { stdout } = await match(
      asLines([
        { id: 1, url: here },
        { id: 2, url: there, text: REPORT.text },
        { id: 3, url: here, text: REPORT.text },
        { id: 4, url: there },
      ]),
    );
    expect(fromLines(stdout).map(({ id, story }) => [id, story])).toEqual([
      [1, '1'],
      [2, '2'],
      [3, '1'],
      [4, '1'],
    ]);
  });

  it('keeps stories apart whose first articles have the same id', async () => {
    const { stdout } = await match(asLines([{ id: 'x' }, { id: 'x', url: 'https://a.example/1' }, { id: 'x~2' }]));
    expect(new Set(fromLines(stdout).map(({ story }) => story)).size).toBe(3);
  });

  it('finds out a language that is missing or cannot be, so that inflections are met', async () => {
    const text = 'Die Sprecherin des Ministeriums wollte sich gestern dazu nicht äußern, auch nicht auf Nachfrage.';
    const chinese = '德国联邦刑事警察局上周要求Telegram交出用户的电话号码。';
    const { stdout } = await match(
      asLines([
        { id: 'missing', text },
        { id: 'null', text, language: null },
        { id: 'wrong', text: chinese, language: 'en' },
      ]),
    );
    expect(fromLines(stdout).map(({ watches }) => watches)).toEqual([['ministry'], ['ministry'], ['telegram-bka']]);
  });

  it('answers what is no article with an error, goes on, and ends with code 1', async () => {
    const lines = [
      '{"id":"a"}',
      'not json',
      '[1]',
      '',
      '{"title":"no id"}',
      '{"id":"b","title":7}',
      '{"id":"c","more":1,"text":null}',
    ];
    const { code, stdout } = await match(`\ufeff${lines.join('\r\n')}`);
    expect(code).toBe(1);
    expect(fromLines(stdout)).toEqual([
      { id: 'a', watches: [], story: 'a' },
      { id: null, error: 'line 2: not JSON' },
      { id: null, error: 'line 3: expected an object' },
      { id: null, error: 'line 4: not JSON' },
      { id: null, error: 'line 5: id: expected text or a number' },
      { id: 'b', error: 'line 6: title: expected text' },
      { id: 'c', watches: [], story: 'c' },
    ]);
  });

  it('refuses a line of more than 32 MiB, and reads the next', async () => {
    const long = Buffer.concat([Buffer.alloc(33 * 2 ** 20, 'a'), Buffer.from('\n{"id":"next"}\n')]);
    const { code, stdout } = await match(long);
    expect(code).toBe(1);
    expect(fromLines(stdout)).toEqual([
      { id: null, error: 'line 1: longer than 32 MiB' },
      { id: 'next', watches: [], story: 'next' },
    ]);
  });

  it('answers each line as it comes', async () => {
    const child = open(['match', '--config', home.config]);
    const lines = createInterface({ input: child.stdout });
    for (const id of ['first', 'second']) {
      child.stdin.write(asLines([{ id }]));
      const [line] = await once(lines, 'line');
      expect(JSON.parse(line)).toMatchObject({ id });
    }
    child.stdin.end();
    expect(await answerOf(child)).toMatchObject({ code: 0 });
  });

  it('says with --evidence what was met', async () => {
    const { stdout } = await match(asLines([REPORT]), '--evidence');
    const [{ matches }] = fromLines(stdout);
    expect(matches).toEqual([
      {
        watch: 'telegram-bka',
        evidence: expect.objectContaining({
          hits: [
            expect.objectContaining({ surface: 'Telegram' }),
            expect.objectContaining({ surface: 'German Federal Criminal Police', alias: 'bka' }),
          ],
        }),
      },
    ]);
  });

  it('looks at outlet, authors, country and tags in articles that have them', async () => {
    const given = { id: 1, outlet: 'The Daily Ministry', authors: ['A'], country: 'DE', tags: ['b'], source: null };
    const { code, stdout } = await match(asLines([given, { ...given, authors: 'A' }, { ...given, tags: [1] }]));
    expect(code).toBe(1);
    expect(fromLines(stdout).map(({ watches, error }) => watches ?? error)).toEqual([
      [],
      [],
      'line 3: tags: expected a list of texts',
    ]);
  });

  it('reads a file, whatever it is called, and says when there is none', async () => {
    const file = join(home.config, 'articles.txt');
    await writeFile(file, asLines([REPORT]));
    expect(fromLines((await match('', '--input', file)).stdout)).toMatchObject([{ id: 'report' }]);
    await rm(file);
    expect(await match('', '--input', file)).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('articles.txt": no such file.'),
    });
  });

  it('ends without a word when nobody reads on', async () => {
    const input = join(home.config, 'many.jsonl');
    await writeFile(input, asLines(Array.from({ length: 20_000 }, (_, id) => ({ id }))));
    const pipe = 'set -o pipefail; "$@" | head -n 1; echo "code $?"';
    const running = run([
      'bash',
      '-c',
      pipe,
      'bash',
      process.execPath,
      'src/cli/wirewatch.js',
      'match',
      '--config',
      home.config,
      '--input',
      input,
    ]);
    await running.exited;
    expect(running.stderr()).toBe('');
    expect(running.stdout()).toBe('{"id":0,"watches":[],"story":"0"}\ncode 0\n');
  });

  it('refuses a wrong configuration with every problem and its place', async () => {
    const wrong = await makeHome({ watches: [{ id: 'a', query: 'Telegram AND (' }] });
    const answer = await ask(['match', '--config', wrong.config], asLines([REPORT]));
    await wrong.remove();
    expect(answer).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^\S+wirewatch\.yaml:3:\d+: .+\n$/),
    });
  });

  it('tells of its form in its help', async () => {
    const { code, stdout } = await ask(['match', '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('Examples:\n  wirewatch match --config config');
    expect(stdout).toContain('{"id":"a1","watches":["telegram-user-data"],"story":"a1"}');
  });
});
