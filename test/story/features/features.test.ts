import { knownAliases } from '../../../src/story/features/aliases.ts';
import { type FeatureKind, NAME } from '../../../src/story/features/feature.ts';
import { featuresOf } from '../../../src/story/features/features.ts';
import { keysOfFeature } from '../../../src/story/features/keys.ts';
import { numbersOf } from '../../../src/story/features/numbers.ts';
import { isNear, skeletonOf } from '../../../src/story/features/skeleton.ts';

const NONE = knownAliases({});

function valuesOf(kind: FeatureKind, text: string, language: string): string[] {
  return featuresOf({ title: '', text, language }, NONE)
    .filter((feature) => feature.kind === kind)
    .map(({ value }) => value);
}

describe('a name', () => {
  it.each([
    ['Трамп', 'Trump'],
    ['Кавано', 'Kavanaugh'],
    ['Χίλαρι', 'Hilari'],
    ['Джонсон', 'Johnson'],
    ['Хамілтон', 'Hamilton'],
    ['Łódź', 'Lodz'],
  ])('has one skeleton in two scripts: %s, %s', (a, b) => {
    expect(skeletonOf(a)).toBe(skeletonOf(b));
  });

  it.each([
    ['트럼프', 'Trump'],
    ['カバノー', 'Kavanaugh'],
    ['オバマ', 'Obama'],
    ['卡瓦诺', 'Kavanaugh'],
    ['ハリス', 'Harris'],
  ])('has one coarse skeleton in Chinese, Japanese, Korean and Latin letters: %s, %s', (a, b) => {
    expect(keysOfFeature('sound', skeletonOf(a)).coarseKey).toBe(keysOfFeature('sound', skeletonOf(b)).coarseKey);
  });

  it('may differ by one consonant', () => {
    expect(isNear('TRMP', 'TRMPM')).toBe(true);
    expect(isNear('FLMS', 'ALMS')).toBe(true);
    expect(isNear('TRMP', 'TRMPMN')).toBe(false);
    expect(isNear('TRMP', 'TRKN')).toBe(false);
  });

  it('is told from a word by its capital inside a sentence, not at the beginning of one', () => {
    const features = featuresOf(
      { title: '', text: 'Yesterday the mayor met Karvonen. Later Karvonen left.', language: 'en' },
      NONE,
    );
    const names = features.filter(({ name }) => name === NAME.yes).map(({ written }) => written);
    expect(names).toEqual(['Karvonen']);
  });

  it('is no name because a headline has capitals on every word', () => {
    const { title, text } = { title: 'Mayor Meets Old Friend', text: 'The mayor meets an old friend.' };
    expect(featuresOf({ title, text, language: 'en' }, NONE).filter(({ name }) => name === NAME.yes)).toEqual([]);
  });
});

describe('a number', () => {
  it.each([
    ['26,750', '26750'],
    ['26.750', '26750'],
    ['26 750', '26750'],
    ['2.75 billion', '2750000000'],
    ['2,75 mds d’euros', '2750000000'],
    ['3,4 млн', '3400000'],
    ['３４万', '340000'],
    ['٣٤ مليون', '34000000'],
    ['53,4 Prozent', '53.4%'],
    ['53.4 %', '53.4%'],
    ['64만', '640000'],
  ])('is one in every script and notation: %s', (written, value) => {
    expect(numbersOf(written).map((number) => number.value)).toEqual([value]);
  });

  it('is none for times of day and for single digits', () => {
    expect(numbersOf('At 9:30 p.m. 3 of them left')).toEqual([]);
  });
});

it.each([
  ['en', 'They flew from Germany to New York.'],
  ['ru', 'Они летели из Германии в Нью-Йорк.'],
  ['zh', '他们从德国飞往纽约。'],
  ['fr', "Ils sont partis d'Allemagne pour New York."],
  ['ja', '彼らはドイツからニューヨークへ飛んだ。'],
])('places are known in many languages: %s', (language, text) => {
  expect(valuesOf('place', text, language)).toEqual(expect.arrayContaining(['DE', 'America/New_York']));
});

it('common words share a sign', () => {
  const police = ['en', 'de', 'fr'].map((language, at) =>
    valuesOf('sign', ['the police', 'die Polizei', 'la police'][at]!, language),
  );
  expect(police[0]!.some((sign) => police[1]!.includes(sign) && police[2]!.includes(sign))).toBe(true);
});

it('an alias group is one concept in every language', () => {
  const aliases = knownAliases({ bka: ['{BKA}', 'Bundeskriminalamt', '联邦刑事警察局'] });
  for (const text of ['Das Bundeskriminalamt warnt.', 'The BKA warns.', '德国联邦刑事警察局警告。']) {
    const found = featuresOf({ title: '', text, language: null }, aliases).filter(({ kind }) => kind === 'alias');
    expect(found.map(({ value }) => value)).toEqual(['bka']);
  }
});
