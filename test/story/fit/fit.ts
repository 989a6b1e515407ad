/**
 * `npm run stories:fit -- FOLDER`: learns the weights of src/story/score/weights.ts from a labelled set of articles (see
 * labelled.ts), and prints how good they are on stories that were held out.
 */
import { writeFileSync } from 'node:fs';
import { hashText } from '../../../src/story/hash.ts';
import { MEASURES, PAIR_CLASSES } from '../../../src/story/score/pair.ts';
import { type LabelledPair, pairsOf } from './examples.ts';
import { precisionAt } from './figures.ts';
import { readSet } from './labelled.ts';
import { learn, type Penalty, type Weights } from './regression.ts';

const PENALTY: Penalty = { shared: 1, own: 100 };
const FOLDS = 5;
const DIGITS = 4;

const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: npm run stories:fit -- FOLDER');
const pairs = pairsOf(readSet(folder));
console.log(`${pairs.length} pairs`);

const heldOut = crossValidated(pairs);
for (const [at, name] of PAIR_CLASSES.entries()) {
  for (const isJudged of [false, true]) {
    const chosen = pairs.flatMap((pair, index) =>
      pair.class === at && pair.isJudged === isJudged ? [{ same: pair.same === 1, score: heldOut[index]! }] : [],
    );
    if (chosen.length > 0)
      console.log(`${name}${isJudged ? ', judged by people' : ''}, held out: ${precisionAt(chosen)}`);
  }
}

const model = Object.fromEntries(
  learn(pairs, PAIR_CLASSES.length, PENALTY).map(([bias, ...weights], at) => [
    PAIR_CLASSES[at],
    {
      bias: rounded(bias!),
      weights: Object.fromEntries(weights.map((weight, index) => [MEASURES[index], rounded(weight)])),
    },
  ]),
);
writeFileSync(
  'src/story/score/weights.ts',
  `import type { Model } from './model.ts';

/** What \`npm run stories:fit\` learned; not to be edited by hand. */
export const MODEL: Model = ${JSON.stringify(model, null, 2)};
`,
);
console.log('src/story/score/weights.ts is written; format it with npm run lint');

/** The score of each pair by weights that were learned without its stories. */
function crossValidated(all: readonly LabelledPair[]): number[] {
  const scores = new Array<number>(all.length);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const isIn = (group: string) => Math.abs(hashText(group)) % FOLDS === fold;
    const weights = learn(
      all.filter(({ groups }) => !groups.some(isIn)),
      PAIR_CLASSES.length,
      PENALTY,
    );
    all.forEach((pair, index) => {
      if (isIn(pair.groups[0])) scores[index] = scoreOf(pair, weights[pair.class]!);
    });
  }
  return scores;
}

function scoreOf({ measures }: LabelledPair, [bias, ...weights]: Weights): number {
  return measures.reduce((sum, value, at) => sum + value * weights[at]!, bias!);
}

function rounded(value: number): number {
  return Number(value.toFixed(DIGITS));
}
