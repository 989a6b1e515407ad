import { inflectionOf } from '../../../src/match/inflection/inflection-of.ts';
import { stemmerOf } from '../../../src/match/inflection/stemmers.ts';
import { foldWord } from '../../../src/match/text/fold.ts';
import { doMeet, isKnownMiss, type Pair, readKnownMisses, readPairs } from './pairs.ts';

/** May only go down. */
const KNOWN_MISSES = 15;

const pairs = readPairs();
const misses = readKnownMisses();
const languages = [...new Set(pairs.map(({ language }) => language))];
const inflections = new Map(languages.map((language) => [language, inflectionOf(language)]));
const written = ({ asked, found }: Pair) => `${asked} ${found}`;

function wrong(some: readonly Pair[]): Pair[] {
  return some.filter((pair) => doMeet(inflections.get(pair.language)!, pair) !== pair.meets);
}

describe('inflection', () => {
  it('is tried on thousands of pairs, a quarter of them look-alikes', () => {
    expect(pairs.length).toBeGreaterThan(4000);
    expect(pairs.filter(({ meets }) => !meets).length).toBeGreaterThan(pairs.length / 4);
  });

  it.each(languages)('in %s, forms of one word meet', (language) => {
    const forms = pairs.filter((pair) => pair.language === language && pair.meets && !isKnownMiss(misses, pair));
    expect(wrong(forms).map(written)).toEqual([]);
  });

  it.each(languages)('in %s, look-alikes do not meet', (language) => {
    const others = pairs.filter((pair) => pair.language === language && !pair.meets && !isKnownMiss(misses, pair));
    expect(wrong(others).map(written)).toEqual([]);
  });

  it(`goes wrong on ${KNOWN_MISSES} of ${pairs.length} pairs`, () => {
    expect(wrong(pairs).map(written).sort()).toEqual(misses.map(written).sort());
    expect(misses).toHaveLength(KNOWN_MISSES);
  });

  it('files a word of a query under three keys at most, on average', () => {
    for (const language of languages) {
      const inflection = inflections.get(language);
      if (!inflection) continue;
      const words = [...new Set(pairs.filter((pair) => pair.language === language).map(({ asked }) => asked))];
      const keys = words.flatMap((word) => inflection.askedKeys(foldWord(word)));
      expect({ language, keys: keys.length / words.length <= 3 }).toEqual({ language, keys: true });
    }
  });
});

describe('a stemmer', () => {
  it('goes further than inflection does', () => {
    const stem = stemmerOf('en')!;
    expect(stem('author')).toBe(stem('authority'));
    expect(inflectionOf('en')!.meets(foldWord('author'), foldWord('authority'))).toBe(false);
  });

  it('is one for both written standards of Norwegian', () => {
    expect(stemmerOf('nb')!('brukere')).toBe(stemmerOf('no')!('brukere'));
  });

  it('is missing where Snowball has none, and for what is no language', () => {
    expect(['uk', 'ko', 'zh', 'constructor', ''].map(stemmerOf)).toEqual([null, null, null, null, null]);
  });
});
