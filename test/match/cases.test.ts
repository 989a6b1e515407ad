import { createWatchIndex } from '../../src/match/index/watch-index.ts';
import type { Dialect } from '../../src/model/watch.ts';

function meets(language: string, text: string, query: string, dialect: Dialect | null = null, title = ''): boolean {
  const index = createWatchIndex({});
  expect(index.add({ id: 'watch', query, language: null, dialect })).toMatchObject({ kind: 'added' });
  return index.match({ title, text, language }).length > 0;
}

const words = (count: number) => Array.from({ length: count }, (_, nth) => `w${nth}`).join(' ');

describe('words as people mean them', () => {
  it.each([
    ['en', "users' data", '"user data"', true],
    ['en', "users' data", '="user data"', false],
    ['en', `alpha ${words(20)} beta`, 'alpha NEAR/20 beta', true],
    ['en', `alpha ${words(21)} beta`, 'alpha NEAR/20 beta', false],
    ['en', `alpha beta ${words(30)} alpha`, 'alpha NOT NEAR/3 beta', true],
    ['en', `alpha beta ${words(30)} beta alpha`, 'alpha NOT NEAR/3 beta', false],
    ['en', 'alpha U.S. beta.', 'alpha /s beta', true],
    ['en', 'user-data', '"user data"', true],
    ['en', 'C', 'C++', false],
    ['en', 'university', 'universe', false],
    ['en', 'organ', 'organization', false],
    ['en', 'the user data', '“user data”', true],
    ['de', 'BKA-Chef', 'BKA', true],
    ['de', 'Burger', 'Bürger', false],
    ['de', 'Mueller', 'Müller', true],
    ['de', 'Nutzerdatensatz', '*daten*', true],
    ['de', 'Nutzerdatensatz', 'Nutzerdaten', false],
    ['zh', '聯邦刑事警察局', '刑事警察', true],
    ['en', 'one data', 'data NEAR/5 data', false],
    ['en', 'user data leak', '"user data" NEAR/5 data', false],
    ['en', 'one user. Data came', '"user data"', false],
    ['en', 'one user\n\nData came', '"user data"', false],
    ['en', "they don't know", 'don', false],
    ['en', 'at T. Rowe', 'AT&T', false],
    ['en', 'a U.S.-led group', 'U.S.', true],
    ['en', 'Tele\u00adgram', 'telegram', true],
    ['en', 'an oﬃcial letter', 'official', true],
    ['en', 'Теlegram', 'telegram', false],
    ['en', 'the universe', 'universi*', false],
    ['de', 'STRASSE', 'straße', true],
    ['de', 'Mu\u0308nchen', 'münchen', true],
    ['de', 'Mu\u0308nchen', 'muenchen', true],
    ['de', 'Datenschutzbeauftragte', 'datenschutz', false],
    ['de', 'Datenschutzbeauftragte', 'datenschutz*', true],
    ['de', 'des Bundeskriminalamtes', 'bundeskriminalamt', true],
    ['de', 'ein Telegramm', 'Telegram', false],
    ['fr', "l'Élysée", 'élysée', true],
    ['fr', "l'Élysée", 'elysee', true],
    ['fr', "aujourd'hui", 'hui', false],
    ['fr', 'des millions d’utilisateurs', '"d\'utilisateurs"', true],
    ['fr', 'des millions d’utilisateurs', 'utilisateur', true],
    ['tr', "İSTANBUL'da", 'istanbul', true],
    ['el', 'ΟΔΟΣ', 'οδος', true],
    ['el', 'Η ΑΣΤΥΝΟΜΙΑ', 'αστυνομία', true],
    ['el', 'ΤΗΣ ΥΠΗΡΕΣΙΑΣ', 'υπηρεσία', true],
    ['el', 'ο νομός', 'νόμος', false],
    ['en', 'Ask the user.Data follows.', '"user data"', false],
    ['en', 'on telegram.org now', '"telegram org"', true],
    ['en', 'Telegram¹ said', 'telegram', true],
    ['en', 'they donʼt', "don't", true],
    ['en', 'they don´t', "don't", true],
    ['en', 'Apple Inc. Chief Tim', '"Apple Inc. Chief"', true],
    ['en', 'data from a user', '‘user data’', false],
    ['en', 'the user data', "'user data'", true],
    ['en', "the Beatles' song", "beatles' song", true],
    ['ru', 'Ёлка', 'елка', true],
    ['ru', 'ведомству', 'ведомство', true],
    ['hi', 'पुलिस', 'पालिसा', false],
    ['th', 'ตำรวจเยอรมัน', 'ตำรวจ', true],
    ['zh', '要求Telegram交出用户数据', 'telegram NEAR/20 用戶數據', true],
    ['ja', '東京都の発表', '京都', false],
    ['ja', 'ﾃﾚｸﾞﾗﾑ社', 'テレグラム', true],
    ['ko', '텔레그램이', '텔레그램', true],
    ['ar', 'شُرطة', 'شرطة', true],
  ])('in %s, “%s” and %s: %s', (language, text, query, expected) => {
    expect(meets(language, text, query)).toBe(expected);
  });

  it('does not reach from the title into the text', () => {
    expect(meets('en', 'beta begins', 'alpha NEAR/5 beta', null, 'All about alpha')).toBe(false);
  });

  it('reads a query in the order of its dialect', () => {
    expect(meets('en', 'c', 'a and b or c')).toBe(true);
    expect(meets('en', 'c', 'a and b or c', 'lexis')).toBe(false);
    expect(meets('en', 'a c', 'a and b or c', 'lexis')).toBe(true);
  });
});

describe('forms of the language', () => {
  it.each([
    ['alpha ONEAR/2 beta', 'alpha w0 beta', true],
    ['alpha ONEAR/2 beta', 'beta w0 alpha', false],
    ['alpha NEAR/2f beta', 'beta w0 alpha', false],
    ['alpha NEAR/s beta', 'One alpha came. Then beta.', false],
    ['alpha NEAR/p beta', 'One alpha came. Then beta.', true],
    ['alpha /p beta', 'One alpha came.\n\nThen beta.', false],
    ['"alpha beta"~2', 'beta w0 alpha', true],
    ['"alpha beta"~2', 'beta w0 w1 w2 alpha', false],
    ['"alpha beta gamma"~1', 'gamma alpha w0 beta', true],
    ['"alpha alpha"~3', 'one alpha', false],
    ['ATLEAST/2(alpha OR beta)', 'alpha and beta', true],
    ['ATLEAST/3(alpha OR beta)', 'alpha and beta', false],
    ['FIRST/2(beta)', 'alpha beta', true],
    ['FIRST/2(beta)', 'alpha w0 beta', false],
    ['text:alpha', 'alpha', true],
    ['title:alpha', 'alpha', false],
    ['title:(headline AND NOT alpha)', 'alpha', true],
    ['=users', 'the user', false],
    ['=users', 'USERS', true],
    ['~national', 'a nation', true],
    ['wom?n', 'women', true],
    ['wom?n', 'womn', false],
    ['"user dat*"', 'user database', true],
    ['{BKA}', 'bka', false],
    ['url:example.org/news', 'alpha', true],
    ['url:example.org/sports', 'alpha', false],
    ['site:example.org', 'alpha', true],
    ['site:ample.org', 'alpha', false],
    ['url:example.org/news/a', 'alpha', true],
    ['source:"the courier"', 'alpha', true],
    ['author:doe', 'alpha', true],
    ['author:(doe OR smith) AND alpha', 'alpha', true],
    ['lang:en', 'alpha', true],
    ['lang:de', 'alpha', false],
    ['country:gb', 'alpha', true],
    ['tag:politics alpha', 'alpha', true],
    ['doe', 'alpha', false],
    ['<<<a comment>>> alpha', 'alpha', true],
  ])('%s in “%s”: %s', (query, text, expected) => {
    const index = createWatchIndex({});
    expect(index.add({ id: 'watch', query, language: null, dialect: null })).toMatchObject({ kind: 'added' });
    const article = {
      title: 'A headline',
      text,
      language: 'en',
      url: 'https://www.example.org/news/a',
      outlet: 'The Courier',
      authors: ['Jane Doe', 'A. N. Other'],
      country: 'GB',
      tags: ['politics'],
    };
    expect(index.match(article).map(({ kind }) => kind)).toEqual(expected ? ['matched'] : []);
  });
});
