import { readFiction } from '../../story/support.ts';
import { ask, asLines, fromLines } from '../support.ts';

const fiction = readFiction();
const articles = ['wolf', 'dam'].flatMap((story) =>
  fiction
    .filter((one) => one.story === story)
    .map(({ title, text, language, publishedAt }, at) => ({
      id: `${story}-${at}`,
      title,
      text,
      language,
      publishedAt,
    })),
);

describe('wirewatch story group', () => {
  it('answers each article with its story, in the order read', async () => {
    const { code, stdout, stderr } = await ask(['story', 'group', '--jsonl'], asLines(articles));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(fromLines(stdout)).toEqual(articles.map(({ id }) => ({ id, story: `${id.split('-')[0]}-0` })));
  });

  it('finds the language where it is missing, and takes what is missing for nothing', async () => {
    const lines = articles.map(({ id, title, text }) => ({ id, title, text, url: null, publishedAt: 'some day' }));
    const { code, stdout } = await ask(['story', 'group', '--jsonl'], asLines([...lines, { id: 7 }]));
    expect(code).toBe(0);
    expect(fromLines(stdout)).toEqual([
      ...articles.map(({ id }) => ({ id, story: `${id.split('-')[0]}-0` })),
      { id: 7, story: '7' },
    ]);
  });

  it('takes two addresses of one page for one article', async () => {
    const { stdout } = await ask(
      ['story', 'group'],
      asLines([
        { id: 'a', title: 'Rain', url: 'https://news.example/rain?utm_source=feed' },
        { id: 'b', title: 'Still raining', url: 'https://news.example/rain' },
      ]),
    );
    expect(fromLines(stdout).map(({ story }) => story)).toEqual(['a', 'a']);
  });

  it('answers a line that is no article with the reason, in its place', async () => {
    const { code, stdout } = await ask(['story', 'group', '--jsonl'], `{"id":"a","title":"Rain"}\nno JSON\n`);
    expect(code).toBe(1);
    expect(fromLines(stdout)).toEqual([
      { id: 'a', story: 'a' },
      { id: null, error: 'line 2: not JSON' },
    ]);
  });

  it('answers nothing with nothing', async () => {
    expect(await ask(['story', 'group', '--jsonl'], '')).toMatchObject({ code: 0, stdout: '' });
  });
});
