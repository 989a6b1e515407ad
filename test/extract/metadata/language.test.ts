import { articleLanguage, detectLanguage } from '../../../src/extract/metadata/language.ts';
import { languageTag } from '../../../src/extract/metadata/language-tag.ts';

const german = 'Das Bundeskriminalamt verlangt von dem Messenger Auskunft über die Daten von Verdächtigen.';
const chinese = '德国联邦刑事警察局要求Telegram交出用户数据，但多数请求遭到拒绝。';

describe('detectLanguage', () => {
  it.each([
    ['de', german],
    ['en', 'The police asked the messenger for the data of several suspects.'],
    ['fr', 'La police a demandé à la messagerie les données de plusieurs suspects.'],
    ['es', 'La policía pidió a la aplicación los datos de varios sospechosos.'],
    ['it', "La polizia ha chiesto all'applicazione i dati di diversi sospettati."],
    ['ru', 'Полиция запросила у мессенджера данные нескольких подозреваемых.'],
    ['uk', 'Поліція попросила месенджер надати дані кількох підозрюваних.'],
    ['zh', chinese],
    ['ja', '警察はメッセージアプリに対し、容疑者の利用者情報を提供するよう求めた。'],
    ['ko', '경찰은 메신저 회사에 용의자들의 이용자 정보를 요구했다.'],
    ['ar', 'طلبت الشرطة من التطبيق تسليم بيانات عدد من المشتبه بهم.'],
  ])('knows %s', async (language, text) => {
    expect(await detectLanguage(text)).toBe(language);
  });

  it('is not misled by a name in Latin letters', async () => {
    expect(await detectLanguage('Telegram交出用户数据')).toBe('zh');
  });

  it('does not guess without words', async () => {
    expect(await detectLanguage('')).toBeNull();
    expect(await detectLanguage('2026-11-03 +++ BKA')).toBeNull();
  });
});

describe('articleLanguage', () => {
  it('takes the page before the feed before a guess', async () => {
    expect(await articleLanguage({ page: 'de-AT', feed: 'de', text: german })).toBe('de-at');
    expect(await articleLanguage({ page: null, feed: 'de_DE', text: german })).toBe('de-de');
    expect(await articleLanguage({ page: 'und', feed: 'no such tag!', text: german })).toBe('de');
  });

  it('passes over a declaration that the script contradicts', async () => {
    expect(await articleLanguage({ page: 'en', feed: null, text: chinese })).toBe('zh');
    expect(await articleLanguage({ page: 'zh-CN', feed: 'de', text: german })).toBe('de');
    expect(await articleLanguage({ page: 'zh', feed: null, text: '警察はアプリに利用者の情報を求めた。' })).toBe('ja');
  });

  it('passes over a declaration that the commonest words contradict', async () => {
    const text = `${german} Die Behörde teilte mit, dass sie nicht alle Anfragen zählt, und dass auch andere Dienste gefragt werden.`;
    expect(await articleLanguage({ page: 'en-US', feed: null, text })).toBe('de');
    expect(await articleLanguage({ page: 'en', feed: 'fr', text })).toBe('de');
    expect(await articleLanguage({ page: 'de-CH', feed: null, text })).toBe('de-ch');
  });

  it('takes a near relative before a guess, which may know no such language', async () => {
    const galician =
      'A nova ponte sobre o río foi aberta o sábado e os veciños din que era necesaria para a cidade, pero é máis cara que as outras e unha das mellores.';
    expect(await articleLanguage({ page: 'es', feed: null, text: galician })).toBe('gl');
  });

  it('believes a declaration over a text with names in another script', async () => {
    expect(await articleLanguage({ page: 'zh-hant', feed: null, text: chinese })).toBe('zh-hant');
    expect(await articleLanguage({ page: 'sr', feed: null, text: 'Policija traži podatke korisnika.' })).toBe('sr');
  });
});

describe('languageTag', () => {
  it('lower-cases and repairs a tag, and refuses what is none', async () => {
    expect(['de_DE', ' zh-Hant-TW ', 'EN', 'und', '', 'english please', 'english'].map(languageTag)).toEqual([
      ...['de-de', 'zh-hant-tw', 'en', null, null, null, 'en'],
    ]);
  });
});
