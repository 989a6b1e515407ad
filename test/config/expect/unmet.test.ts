import { unmetExpectations } from '../../../src/config/expect/unmet.ts';
import { openConfig } from '../../../src/config/open.ts';
import { formatProblem } from '../../../src/config/problem.ts';
import { type Files, problemsOf, withFiles } from '../support.ts';

/** What is said of the examples of a configuration, which is otherwise good. */
function unmetIn(files: Files): Promise<string[]> {
  return withFiles(files, async (directory) => {
    const open = await openConfig(directory, {});
    if (open.checked.kind === 'invalid') throw new Error(open.checked.problems.map(formatProblem).join('\n'));
    const unmet = await unmetExpectations(open, async () => 'en');
    return unmet.map((problem) => formatProblem(problem).replaceAll(`${directory}/`, ''));
  });
}

const watch = (expect: string, query = 'Telegram NEAR/3 (BKA OR police)') => ({
  'wirewatch.yaml': `watches:\n  - id: w\n    query: ${query}\n    expect:\n${expect.replace(/^/gm, '      ')}\n`,
});

describe('what a watch expects', () => {
  it('is met by articles that match, and by those that do not', async () => {
    expect(
      await unmetIn({
        ...watch(`match:
  - Telegram helps the police.
  - {title: Police and Telegram, text: Nothing else., language: en}
  - file: examples/story.txt
  - {file: examples/story.json, language: en}
  - {file: examples/extracted.json}
not:
  - Telegram is a messenger.
  - {title: Police}`),
        'examples/story.txt': 'BKA asks Telegram\n\nThe text.\n',
        'examples/story.json': '{"id": 1, "title": "x", "text": "Telegram and BKA", "tags": 5}',
        'examples/extracted.json': '{"kind": "article", "article": {"title": "Telegram and police", "text": ""}}',
      }),
    ).toEqual([]);
  });

  it('is told where it is not met, with the part of the query that decides', async () => {
    expect(
      await unmetIn(
        watch(`match:
  - The police is here.
  - Telegram a b c d e police
  - Nothing at all.
  - 'The policeman likes Telegram'
not:
  - Telegram and police`),
      ),
    ).toEqual([
      'wirewatch.yaml:6:11: The watch "w" must match this, and does not: Telegram: does not stand in the article.',
      'wirewatch.yaml:7:11: The watch "w" must match this, and does not: Telegram NEAR/3 (BKA OR police): Telegram at word 1, police at word 7: 5 words between, 3 allowed.',
      'wirewatch.yaml:8:11: The watch "w" must match this, and does not: Telegram NEAR/3 (BKA OR police): neither side stands in the article.',
      'wirewatch.yaml:9:11: The watch "w" must match this, and does not: BKA OR police: none of its parts holds.',
      'wirewatch.yaml:11:11: The watch "w" must not match this, and does: Telegram NEAR/3 (BKA OR police): Telegram at word 1, police at word 3: 1 word between, 3 allowed.',
    ]);
  });

  it('may ask for what a query says of an outlet, a country and labels', async () => {
    const query = "'source:Spiegel AND country:DE AND tag:privacy'";
    expect(
      await unmetIn(watch('match:\n  - {text: x, outlet: Der Spiegel, country: DE, tags: [privacy]}', query)),
    ).toEqual([]);
  });

  it('is not met by a file that cannot be read', async () => {
    const files = watch(`match:
  - {file: gone.txt}
  - {file: ../out.txt}
  - {file: folder}
  - {file: empty.txt}
  - {file: broken.json}
  - {file: large.txt}`);
    const cannot = (line: number, name: string, why: string) =>
      `wirewatch.yaml:${line}:11: Cannot read "${name}": ${why}.`;
    expect(
      await unmetIn({
        ...files,
        'folder/x': '',
        'empty.txt': ' \n',
        'broken.json': '{',
        'large.txt': 'x'.repeat(2 ** 20 + 1),
      }),
    ).toEqual([
      cannot(6, 'gone.txt', 'no such file'),
      cannot(7, '../out.txt', 'it lies outside the configuration directory'),
      cannot(8, 'folder', 'a folder, not a file'),
      cannot(9, 'empty.txt', 'it holds no article'),
      cannot(10, 'broken.json', 'it holds no article'),
      cannot(11, 'large.txt', 'larger than 1 MiB'),
    ]);
  });

  it('is checked for its shape as all else', async () => {
    const problems = await problemsOf(
      watch(`matches: []
match:
  - 5
  - {txt: x}
  - {text: x, file: y}
  - {language: de}
  - {url: 'https://example.org/', title: x}
  - ''
not: Telegram`),
    );
    expect(problems).toEqual([
      'wirewatch.yaml:5:7: Unknown key "matches". Did you mean "match"?',
      'wirewatch.yaml:7:11: Expected a text, or keys and values: text, title, language, file or url.',
      'wirewatch.yaml:8:12: Unknown key "txt". Did you mean "text"?',
      'wirewatch.yaml:9:11: An example has a text, a title or both; or else a file or a url.',
      'wirewatch.yaml:10:11: An example has a text, a title or both; or else a file or a url.',
      'wirewatch.yaml:11:11: An example has a text, a title or both; or else a file or a url.',
      'wirewatch.yaml:12:11: Expected some text, 100,000 characters at most.',
      'wirewatch.yaml:13:12: Expected a list, found text. Put each entry on a line of its own, behind "- ".',
    ]);
  });
});
