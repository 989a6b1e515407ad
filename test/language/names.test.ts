import { languageMeant } from '../../src/language/names.ts';

it.each([
  ['de', 'de German german DEUTSCH deu ger allemand'],
  ['de-at', 'de-AT de_AT'],
  ['zh-hant', 'zh-Hant zh_hant'],
  ['fa', 'fa Farsi Persian per fas فارسی'],
  ['el', 'el Greek gre ell Ελληνικά'],
  ['ja', 'ja Japanese 日本語 jpn'],
  ['uk', 'uk Ukrainian українська'],
])('knows %s by tag and name', (tag, written) => {
  for (const one of written.split(' ')) expect([one, languageMeant(one)]).toEqual([one, tag]);
});

it('knows names of several words', () => {
  expect(languageMeant('Traditional Chinese')).toBe('zh-hant');
  expect(languageMeant('Brazilian Portuguese')).toBe('pt-br');
});

it.each(['', 'Germna', 'jp', 'xx', 'constructor', 'x'.repeat(10_000)])('knows no language "%.10s"', (written) => {
  expect(languageMeant(written)).toBeNull();
});
