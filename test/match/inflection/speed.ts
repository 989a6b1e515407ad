/**
 * Prints how long a text's word takes, keys and one comparison, and how many keys words have:
 * `node test/match/inflection/speed.ts`. Run it by hand; figures of a busy machine say little.
 */
import { inflectionOf } from '../../../src/match/inflection/inflection-of.ts';
import { foldWord } from '../../../src/match/text/fold.ts';
import { readPairs } from './pairs.ts';

const ROUNDS = 400;
const pairs = readPairs();
const mean = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

console.log('language   µs foundKeys   µs meets   keys asked   keys found');
for (const language of new Set(pairs.map((pair) => pair.language))) {
  const inflection = inflectionOf(language);
  if (!inflection) continue;
  const folded = pairs
    .filter((pair) => pair.language === language)
    .map(({ asked, found }) => ({ asked: foldWord(asked), found: foldWord(found) }));
  const time = (work: (pair: (typeof folded)[number]) => unknown) => {
    for (let round = 0; round < ROUNDS / 10; round += 1) for (const pair of folded) work(pair);
    const start = performance.now();
    for (let round = 0; round < ROUNDS; round += 1) for (const pair of folded) work(pair);
    return (((performance.now() - start) * 1000) / ROUNDS / folded.length).toFixed(2);
  };
  const keys = time(({ found }) => inflection.foundKeys(found));
  const meets = time(({ asked, found }) => inflection.meets(asked, found));
  const asked = mean(folded.map((pair) => inflection.askedKeys(pair.asked).length)).toFixed(1);
  const found = mean(folded.map((pair) => inflection.foundKeys(pair.found).length)).toFixed(1);
  console.log(`${language.padEnd(10)} ${[keys, meets, asked, found].map((cell) => cell.padStart(11)).join('')}`);
}
