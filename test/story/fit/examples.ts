import { PAIR_CLASSES } from '../../../src/story/score/pair.ts';
import { type LabelledSet, pairId } from './labelled.ts';
import type { Example } from './regression.ts';
import type { Replay } from './replay.ts';

/** A pair to learn from, and what it is of. */
export interface LabelledPair extends Example {
  /** By what the pair is held out: its two stories, or the judged pair itself. */
  groups: [string, string];
  isJudged: boolean;
}

/** What a pair counts that people judged, beside one that follows from stories: there are few of them, and they are hard. */
const JUDGED_WEIGHT = 5;

/** What two articles of two stories count, beside two of one: a report that is lost in another story is dearer than one told twice. */
const APART_WEIGHT = 3;

/** Every pair that grouping would compare: an article with its neighbours. */
export function pairsOf(set: LabelledSet, articles: Replay, judgedArticles: Replay): LabelledPair[] {
  const ofStories = articles.compared.flatMap(({ later, earlier, pair }) => {
    const groups: [string, string] = [set.articles[later]!.story, set.articles[earlier]!.story];
    if (set.areEither(...groups)) return [];
    const same = groups[0] === groups[1] ? 1 : 0;
    return [{ ...measured(pair), same, weight: same ? 1 : APART_WEIGHT, groups, isJudged: false }];
  });
  const sameness = new Map(set.judged.map(({ a, b, same }) => [pairId(a, b), same]));
  const judged = judgedArticles.compared.flatMap(({ later, earlier, pair }) => {
    const id = pairId(set.judgedArticles[later]!, set.judgedArticles[earlier]!);
    const isOne = sameness.get(id);
    if (isOne === undefined) return [];
    const groups: [string, string] = [id, id];
    return [{ ...measured(pair), same: isOne ? 1 : 0, weight: JUDGED_WEIGHT, groups, isJudged: true }];
  });
  return [...ofStories, ...judged];
}

function measured(pair: Replay['compared'][number]['pair']) {
  return { class: PAIR_CLASSES.indexOf(pair.class), measures: pair.measures };
}
