import { createWatchIndex } from '../../src/match/index/watch-index.ts';

/** Ids of the watches among `queries` that the text meets. */
function find(queries: string[], text: string, language = 'en'): string[] {
  const index = createWatchIndex({ bka: ['Bundeskriminalamt', '{BKA}', '聯邦刑事警察局'] });
  for (const query of queries) {
    const added = index.add({ id: query.slice(0, 20), query, language: null, dialect: null });
    expect(added.kind).toBe('added');
  }
  return index.find({ title: '', text, language });
}

const many = (count: number, write: (nth: number) => string) => Array.from({ length: count }, (_, nth) => write(nth));

/** A minute for all would be a failure that nobody waits for: what is quadratic here takes much longer than that. */
describe('a query made to hurt', () => {
  it('with ten thousand alternatives finds the one that stands there', () => {
    const alternatives = many(10_000, (nth) => `word${nth}`);
    expect(find([alternatives.join(' OR ')], `${'word77 '.repeat(50_000)}`)).toHaveLength(1);
    const near = `(${alternatives.join(' OR ')}) NEAR/5 (${alternatives.slice(0, 5_000).join(' OR ')})`;
    expect(find([near], many(50_000, (nth) => `word${nth % 9_000}`).join(' '))).toHaveLength(1);
  });

  it('with thousands of wildcards ends', () => {
    const text = many(20_000, (nth) => `axbxcad${nth}`).join(' ');
    expect(find([many(5_000, (nth) => `*a?bxc${nth}*`).join(' OR ')], text)).toEqual([]);
    expect(find([`*${'a*'.repeat(45)}b`], `${'a'.repeat(190)} `.repeat(2_000))).toEqual([]);
  });

  it('with many wildcards that nothing can be looked up by is refused', () => {
    const index = createWatchIndex({});
    const query = many(10_000, (nth) => `?a?b?${String.fromCharCode(97 + (nth % 26))}`).join(' OR ');
    expect(index.add({ id: 'bomb', query, language: null, dialect: null })).toMatchObject({
      kind: 'invalid',
      errors: [{ message: 'A query has 50 words at most with * or ? and no three letters in a row.' }],
    });
  });

  it.each([
    ['loose phrase', `"${'telegram bka '.repeat(40)}zzz"~900`],
    ['proximities in each other', '(telegram NEAR/1000 telegram) NEAR/1000 (bka NEAR/900 telegram)'],
    ['exclusion', '(telegram NOT NEAR/s bka) OR (telegram NOT NEAR/1000 bka) OR (telegram NOT ONEAR/p bka)'],
    ['count', 'ATLEAST/100(telegram NEAR/1000 (bka OR telegram))'],
    ['phrase', `"${'telegram '.repeat(100)}" OR "${'telegram bka '.repeat(50)}"`],
  ])('of one kind (%s) ends in a text of two words', (_, query) => {
    expect(find([query], 'telegram bka '.repeat(60_000)).length).toBeLessThanOrEqual(1);
  });
});

describe('a text made to hurt', () => {
  const queries = [
    '(Telegram NEAR/1000 telegram) NEAR/1000 (BKA OR @bka OR 的)',
    '的'.repeat(100),
    '的的的',
    'ตำรวจ NEAR/5 ตำรวจ',
  ];

  it.each([
    ['one word, again and again', 'telegram '],
    ['no space at all', 'telegram'],
    ['one letter of a script without spaces', '的'],
    ['two scripts without spaces', '的ตำรวจ'],
    ['scripts that take turns', '的a'],
    ['Korean behind Latin letters', 'BKA가'],
    ['a new word each time', ''],
  ])('is read to the end: %s', (_, piece) => {
    const text =
      piece === '' ? many(700_000, (nth) => nth.toString(36)).join(' ') : piece.repeat(10_000_000 / piece.length);
    expect(find(queries, text, 'zh').length).toBeLessThanOrEqual(queries.length);
  });
});
