import { knownAliases } from '../../../src/story/features/aliases.ts';
import { featuresOf } from '../../../src/story/features/features.ts';
import { keysOfTerms } from '../../../src/story/features/term-keys.ts';

const none = knownAliases({});
/** What an article still says when the terms are left out: names and numbers as they are written. */
const left = (text: string, terms: string[], language: string, aliases = none) => {
  const without = keysOfTerms(terms, language, aliases);
  return featuresOf({ title: text, text: `It is so: ${text}.`, language }, aliases)
    .filter(({ key, coarseKey }) => !without.has(key) && !without.has(coarseKey))
    .map(({ written }) => written)
    .filter(Boolean);
};

it('leaves out a name however the term is capitalised', () => {
  for (const term of ['Velmar', 'velmar', 'VELMAR']) {
    expect(left('as Velmar met Brenninger', [term], 'en')).toEqual(['Brenninger']);
  }
});

it('leaves out every word of a phrase, what is spelled in capitals, places and numbers', () => {
  expect(left('so the BKA of Germany told Anna Brenninger', ['bka', 'Germany', 'anna brenninger'], 'en')).toEqual([]);
  expect(left('paid 2.75 billion to Velmar', ['2,750,000,000'], 'en')).toEqual(['Velmar']);
});

it('leaves out the words that a language inflects no further than their stems, too', () => {
  const article = featuresOf({ title: '', text: 'The strikes of today', language: 'en' }, none);
  const without = keysOfTerms(['strike'], 'en');
  expect(article.filter(({ kind, key }) => kind === 'term' && without.has(key))).toHaveLength(1);
});

it('leaves out an alias group by any of its names', () => {
  const aliases = knownAliases({ bka: ['Bundeskriminalamt', 'federal police'] });
  const without = keysOfTerms(['Bundeskriminalamt'], 'de', aliases);
  const english = featuresOf({ title: '', text: 'Raid of the federal police', language: 'en' }, aliases);
  expect(english.filter(({ kind, key }) => kind === 'alias' && without.has(key))).toHaveLength(1);
});

it('has the coarse keys, by which Chinese, Japanese and Korean are compared', () => {
  const japanese = featuresOf({ title: '', text: 'カバノーは、', language: 'ja' }, none);
  const without = keysOfTerms(['Kavanaugh'], 'en');
  expect(japanese.some(({ kind, coarseKey }) => kind === 'sound' && without.has(coarseKey))).toBe(true);
});

it('has none of nothing', () => {
  expect(keysOfTerms([], 'en').size).toBe(0);
  expect(keysOfTerms(['', ' ', '„“'], null).size).toBe(0);
});
