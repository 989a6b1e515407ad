/**
 * Prints how the inflections do on the pairs, beside equality of Snowball stems: `node test/match/inflection/score.ts`.
 * With a language's code, also the pairs that go wrong in it: `score.ts de`; `all` for every language.
 */
import { inflectionOf } from '../../../src/match/inflection/inflection-of.ts';
import { stemmerOf } from '../../../src/match/inflection/stemmers.ts';
import { foldWord, meetsWord } from '../../../src/match/text/fold.ts';
import { doMeet, type Pair, readPairs } from './pairs.ts';

type Decide = (pair: Pair) => boolean;

/** Of the pairs that must meet, the share that does; of those that must not, the share that does not. */
function score(pairs: readonly Pair[], decide: Decide) {
  const share = (kind: Pair[]) => kind.filter((pair) => decide(pair) === pair.meets).length / (kind.length || 1);
  return { recall: share(pairs.filter(({ meets }) => meets)), kept: share(pairs.filter(({ meets }) => !meets)) };
}

const pairs = readPairs();
const languages = [...new Set(pairs.map(({ language }) => language))];
const inflections = new Map(languages.map((language) => [language, inflectionOf(language)]));
const stemmers = new Map(languages.map((language) => [language, stemmerOf(language)]));

const byEndings: Decide = (pair) => doMeet(inflections.get(pair.language)!, pair);
const byStem: Decide = ({ language, asked, found }) => {
  const stem = stemmers.get(language);
  const of = (word: string) => stem!(word.toLowerCase().normalize('NFC'));
  return meetsWord(foldWord(asked), foldWord(found)) || (stem != null && of(asked) === of(found));
};

const percent = (part: number) => `${(part * 100).toFixed(1)} %`.padStart(8);
const row = (title: string, some: readonly Pair[], hasStemmer = true) => {
  const [own, stem] = [score(some, byEndings), score(some, byStem)];
  const positive = some.filter(({ meets }) => meets).length;
  const counts = `${String(positive).padStart(5)} + ${String(some.length - positive).padStart(5)} -`;
  const snowball = hasStemmer ? `${percent(stem.recall)} ${percent(stem.kept)}` : '       none';
  console.log(`${title.padEnd(14)} ${counts}   ${percent(own.recall)} ${percent(own.kept)}   ${snowball}`);
};

console.log('                    pairs    inflection: + met, - kept apart   Snowball: the same');
for (const language of languages) {
  row(
    language,
    pairs.filter((pair) => pair.language === language),
    stemmers.get(language) !== null,
  );
}
row(
  'with a stemmer',
  pairs.filter(({ language }) => stemmers.get(language)),
);
row('all', pairs, true);

const shown = process.argv[2];
for (const pair of pairs.filter((one) => shown === 'all' || one.language === shown)) {
  if (byEndings(pair) !== pair.meets)
    console.log(`${pair.language} ${pair.meets ? '+' : '-'} ${pair.asked} ${pair.found}`);
}
