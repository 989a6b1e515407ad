import { createWatchIndex, type WatchResult } from '../../../src/match/index/watch-index.ts';
import type { Aliases, Evidence } from '../../../src/model/watch.ts';

const bka = [
  'German Federal Criminal Police',
  'Federal Criminal Police Office',
  'Bundeskriminalamt',
  '{BKA}',
  '联邦刑事警察局',
  '聯邦刑事警察局',
];

const article = {
  title: 'Messenger that vowed silence is caught talking',
  text:
    'For years the makers of Telegram told whoever would listen that no state had ever got a single byte from them. ' +
    'A weekly in Hamburg now reports otherwise. It says that Telegram, asked by the German Federal Criminal Police, ' +
    'gave away facts about people suspected of planning attacks.\n\n' +
    'The company’s site still claims it has passed no user data to anybody. Officials call that claim bold.',
  language: 'en',
};

function matchOne(query: string, text: string | typeof article, aliases: Aliases = { bka }): WatchResult[] {
  const index = createWatchIndex(aliases);
  expect(index.add({ id: 'watch', query, language: null, dialect: null })).toMatchObject({ kind: 'added' });
  return index.match(typeof text === 'string' ? { title: '', text, language: 'en' } : text);
}

function evidenceOf(query: string, text: string | typeof article): Evidence {
  const [result] = matchOne(query, text);
  if (result?.kind !== 'matched') throw new Error(`${query} did not match`);
  return result.evidence;
}

const words = (count: number) => Array.from({ length: count }, (_, n) => `w${n}`).join(' ');

describe('a watch', () => {
  it('finds the story by any name of the police', () => {
    expect(matchOne('Telegram NEAR/25 (@bka OR "user data")', article)).toHaveLength(1);
    expect(matchOne('Telegram NEAR/10 @bka', article)).toHaveLength(1);
    const translated = '德國《明鏡》報導，Telegram 應聯邦刑事警察局要求提供資料。';
    expect(matchOne('Telegram NEAR/10 @bka', { title: translated, text: '', language: 'zh-hant' })).toHaveLength(1);
  });

  it('misses the story when its query names the police by initials only', () => {
    expect(matchOne('Telegram NEAR/10 BKA', article)).toEqual([]);
  });

  it('does not take a lower-case word for the initials', () => {
    expect(matchOne('@bka', 'the bka file format of a Telegram backup')).toEqual([]);
  });

  it('measures NEAR in words between, the limit included', () => {
    expect(matchOne('alpha NEAR/20 beta', `alpha ${words(20)} beta`)).toHaveLength(1);
    expect(matchOne('alpha NEAR/20 beta', `alpha ${words(21)} beta`)).toEqual([]);
  });

  it('does not reach from the title into the text', () => {
    const across = { title: 'All about alpha', text: 'beta is next', language: 'en' };
    expect(matchOne('alpha NEAR/1000 beta', across)).toEqual([]);
    expect(matchOne('"alpha beta"', across)).toEqual([]);
    expect(matchOne('alpha AND beta', across)).toHaveLength(1);
  });

  it('meets a phrase within a sentence only', () => {
    for (const gap of ['. Data', '\n\ndata', '! Data', '." Data', '?” Data']) {
      expect(matchOne('"user data"', `one user${gap}`)).toEqual([]);
    }
    expect(matchOne('"Dr. Müller"', 'At last Dr. Müller came.')).toHaveLength(1);
    expect(matchOne('"3. Oktober"', { title: '', text: 'Am 3. Oktober kam er.', language: 'de' })).toHaveLength(1);
  });
});

describe('the index', () => {
  it('names every watch an article satisfies, in the order they were added', () => {
    const index = createWatchIndex({ bka });
    for (const [id, query] of Object.entries({
      police: '@bka',
      none: 'Signal',
      data: '"user data"',
      app: 'telegram',
    })) {
      index.add({ id, query, language: null, dialect: null });
    }
    expect(index.match(article).map(({ watchId }) => watchId)).toEqual(['police', 'data', 'app']);
  });

  it('forgets a removed watch and takes a changed one', () => {
    const index = createWatchIndex({});
    index.add({ id: 'a', query: 'telegram', language: null, dialect: null });
    index.add({ id: 'b', query: 'telegram', language: null, dialect: null });
    index.add({ id: 'b', query: 'signal', language: null, dialect: null });
    expect(index.match(article).map(({ watchId }) => watchId)).toEqual(['a']);
    index.remove('a');
    index.remove('unknown');
    expect(index.match(article)).toEqual([]);
    index.add({ id: 'a', query: 'hamburg', language: null, dialect: null });
    expect(index.match(article)).toHaveLength(1);
  });

  it('refuses an unknown alias with its place and the one that may be meant, and keeps the watch it had', () => {
    const index = createWatchIndex({ bka, loop: ['@loop'] });
    index.add({ id: 'a', query: 'telegram', language: null, dialect: null });
    expect(index.add({ id: 'a', query: 'Telegram AND\n@bak', language: null, dialect: null })).toMatchObject({
      kind: 'invalid',
      errors: [
        { line: 2, column: 1, length: 4, message: 'There is no alias @bak. Did you mean @bka?', suggestions: ['@bka'] },
      ],
    });
    expect(index.add({ id: 'b', query: '@loop', language: null, dialect: null })).toMatchObject({ kind: 'invalid' });
    expect(index.match(article)).toHaveLength(1);
  });
});

describe('evidence', () => {
  it('names the alias member, the article’s own words and where they stand', () => {
    const { hits, proximities, passages } = evidenceOf('Telegram NEAR/10 @bka', article);
    const police = hits.find(({ alias }) => alias === 'bka')!;
    expect(police).toMatchObject({ field: 'text', surface: bka[0], term: bka[0] });
    for (const { field, start, end, surface } of hits)
      expect(article[field as 'title' | 'text'].slice(start, end)).toBe(surface);
    const [{ left, right, wordsBetween, allowed }] = proximities as [(typeof proximities)[0]];
    expect([hits[left]?.surface, hits[right]?.surface, wordsBetween, allowed]).toEqual(['Telegram', bka[0], 3, 10]);
    expect(passages[0]?.text).toBe(
      'It says that Telegram, asked by the German Federal Criminal Police, gave away facts about people suspected of planning attacks.',
    );
    expect(article.text.slice(passages[0]!.start)).toMatch(/^It says/);
    expect(passages[0]?.hits).toEqual([left, right]);
  });

  it('tells the longest of names that overlap', () => {
    const { hits } = evidenceOf('@bka OR "Criminal Police" OR police', 'the Federal Criminal Police Office said');
    expect(hits.map(({ surface }) => surface)).toEqual(['Federal Criminal Police Office']);
  });

  it('marks the letters of a term in a text without spaces, whatever they fold to', () => {
    const { hits } = evidenceOf('用户 AND テレグラム AND telegram', {
      title: 'ﾃﾚｸﾞﾗﾑ社',
      text: '用戶數據在Tele\u00adgram。',
      language: 'zh',
    });
    expect(hits.map(({ field, surface }) => [field, surface])).toEqual([
      ['title', 'ﾃﾚｸﾞﾗﾑ'],
      ['text', '用戶'],
      ['text', 'Tele\u00adgram'],
    ]);
  });

  it('cuts a long sentence around its hits, from word to word', () => {
    const text = `${words(200)} alpha ${words(3)} beta ${words(200)}.`;
    const [passage] = evidenceOf('alpha NEAR/5 beta', text).passages;
    expect(passage!.text.length).toBeLessThanOrEqual(400);
    expect(passage!.text.length).toBeGreaterThan(350);
    expect(passage!.text).toMatch(/^w\d+ .* alpha w0 w1 w2 beta .* w\d+$/);
    expect(text.slice(passage!.start, passage!.start + passage!.text.length)).toBe(passage!.text);
    expect(passage!.hits).toEqual([0, 1]);
  });

  it('shows a proximity across two sentences whole', () => {
    const [passage] = evidenceOf('alpha NEAR/5 beta', 'Before it. One alpha came. Then beta came. After it.').passages;
    expect(passage?.text).toBe('One alpha came. Then beta came.');
  });

  it('shows the closest proximity first, then the sentence with the most terms', () => {
    const near = evidenceOf('alpha NEAR/5 beta', 'An alpha or two and beta. The alpha beta. Nothing.');
    expect(near.passages.map(({ text }) => text)).toEqual(['The alpha beta.', 'An alpha or two and beta.']);
    const several = evidenceOf('alpha AND beta', 'Only alpha here. Both alpha and beta.');
    expect(several.passages[0]?.text).toBe('Both alpha and beta.');
  });

  it('is told for what holds only, and not for what is excluded', () => {
    const { hits } = evidenceOf('(alpha OR (beta AND gamma)) NOT delta', 'Some alpha and some beta.');
    expect(hits.map(({ surface }) => surface)).toEqual(['alpha']);
  });

  it('stays small, and names every term, in a text of one word', () => {
    const { hits, passages } = evidenceOf('alpha AND beta', `${'alpha '.repeat(20_000)} beta`);
    expect(hits.length).toBeLessThanOrEqual(50);
    expect(new Set(hits.map(({ surface }) => surface))).toEqual(new Set(['alpha', 'beta']));
    expect(passages[0]!.text.length).toBeLessThanOrEqual(400);
  });
});

describe('evidence', () => {
  it('tells of sentences, paragraphs, loose phrases and other fields', () => {
    const index = createWatchIndex({});
    const query =
      '(alpha NEAR/s beta) AND "gamma delta"~3 AND (source:courier OR tag:ports) AND (epsilon NOT NEAR/2 zeta)';
    expect(index.add({ id: 'all', query, language: null, dialect: null })).toMatchObject({ kind: 'added' });
    const [result] = index.match({
      title: 'An epsilon',
      text: 'One alpha and a beta came. Delta and gamma went. Epsilon zeta.',
      language: 'en',
      outlet: 'The Courier',
      tags: ['sea', 'ports'],
    });
    if (result?.kind !== 'matched') throw new Error('it did not match');
    const { hits, proximities, passages } = result.evidence;
    expect(hits.map(({ field, surface, start }) => [field, surface, start])).toEqual([
      ['title', 'epsilon', 3],
      ['text', 'alpha', 4],
      ['text', 'beta', 16],
      ['text', 'Delta', 27],
      ['text', 'gamma', 37],
      ['source', 'Courier', 4],
      ['tag', 'ports', 5],
    ]);
    expect(proximities).toEqual([{ left: 1, right: 2, wordsBetween: 2, allowed: 'sentence' }]);
    expect(passages.map(({ text }) => text)).toEqual([
      'One alpha and a beta came.',
      'Delta and gamma went.',
      'An epsilon',
    ]);
  });

  it('has no passage where nothing in title or text was asked for', () => {
    const index = createWatchIndex({});
    index.add({ id: 'english', query: 'lang:en', language: null, dialect: null });
    expect(index.match(article)).toMatchObject([
      { evidence: { hits: [{ field: 'lang', surface: 'en' }], passages: [] } },
    ]);
  });
});

describe('a hostile text', () => {
  it.each([
    ['one word, again and again', 'telegram '],
    ['two words that are near everywhere', 'telegram bka '],
    ['no space at all', 'telegram'],
    ['one letter of a script without spaces', '的'],
    ['scripts that take turns', '的a'],
    ['apostrophes', "a'"],
    ['dots', 'U.S.'],
    ['stops and quotation marks', 'x!"'],
    ['combining marks', 'e\u0301\u0302'],
    ['zero-width characters', 'a\u200b'],
    ['lone surrogates', '\ud800 '],
  ])('is read to the end: %s', (_, piece) => {
    const index = createWatchIndex({ bka });
    index.add({
      id: 'near',
      query: '(Telegram NEAR/1000 telegram) NEAR/1000 (BKA OR @bka OR 的)',
      language: null,
      dialect: null,
    });
    index.add({
      id: 'phrase',
      query: '"telegram telegram telegram" OR 的的的的 OR {a}',
      language: null,
      dialect: null,
    });
    const results = index.match({ title: '', text: piece.repeat(3_000_000 / piece.length), language: 'en' });
    for (const result of results) expect(JSON.stringify(result).length).toBeLessThan(100_000);
  });
});
