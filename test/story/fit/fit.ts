/**
 * `npm run stories:fit -- FOLDER`: learns the weights of src/story/score/weights.ts from a labelled set of articles (see
 * labelled.ts), and prints how good they are on stories that were held out: pair by pair, and grouped with weights that
 * were learned on the other stories.
 */
import { writeFileSync } from 'node:fs';
import { hashText } from '../../../src/story/hash.ts';
import type { Model } from '../../../src/story/score/model.ts';
import { logOdds } from '../../../src/story/score/model.ts';
import { MEASURES, PAIR_CLASSES } from '../../../src/story/score/pair.ts';
import { pairsOf } from './examples.ts';
import { precisionAt } from './figures.ts';
import { createGroupingFigures } from './grouping.ts';
import { readSet } from './labelled.ts';
import { type Example, learn, type Penalty } from './regression.ts';
import { replayOf } from './replay.ts';

const PENALTY: Penalty = { shared: 1, own: 100 };
const FOLDS = 5;
const DIGITS = 4;

const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: npm run stories:fit -- FOLDER');
const set = readSet(folder);
const [articles, judged] = [replayOf(set.articles), replayOf(set.judgedArticles)];
const pairs = pairsOf(set, articles, judged);
console.log(`${pairs.length} pairs`);

const heldOut = new Array<number>(pairs.length);
const figures = createGroupingFigures(set);
for (let fold = 0; fold < FOLDS; fold += 1) {
  const isIn = (group: string) => Math.abs(hashText(group)) % FOLDS === fold;
  const model = modelOf(pairs.filter(({ groups }) => !groups.some(isIn)));
  pairs.forEach((pair, index) => {
    if (isIn(pair.groups[0])) heldOut[index] = logOdds(model[PAIR_CLASSES[pair.class]!], pair.measures);
  });
  figures.addStories(articles.group(model), isIn);
  figures.addJudged(judged.group(model), isIn);
}
for (const [at, name] of PAIR_CLASSES.entries()) {
  for (const isJudged of [false, true]) {
    const chosen = pairs.flatMap((pair, index) =>
      pair.class === at && pair.isJudged === isJudged ? [{ same: pair.same === 1, score: heldOut[index]! }] : [],
    );
    if (chosen.length > 0)
      console.log(`${name}${isJudged ? ', judged by people' : ''}, held out: ${precisionAt(chosen)}`);
  }
}
for (const line of figures.lines()) console.log(`grouped, held out: ${line}`);

writeFileSync(
  'src/story/score/weights.ts',
  `import type { Model } from './model.ts';

/** What \`npm run stories:fit\` learned; not to be edited by hand. */
export const MODEL: Model = ${JSON.stringify(modelOf(pairs), null, 2)};
`,
);
console.log('src/story/score/weights.ts is written; format it with npm run lint');

function modelOf(examples: readonly Example[]): Model {
  const learned = learn(examples, PAIR_CLASSES.length, PENALTY).map(([bias, ...weights], at) => [
    PAIR_CLASSES[at],
    {
      bias: rounded(bias!),
      weights: Object.fromEntries(weights.map((weight, index) => [MEASURES[index], rounded(weight)])),
    },
  ]);
  return Object.fromEntries(learned);
}

function rounded(value: number): number {
  return Number(value.toFixed(DIGITS));
}
