import { keysOf, weigh } from '../../../src/story/keys.ts';
import { createMemoryNeighbourhood } from '../../../src/story/memory/neighbourhood.ts';
import { comparer } from '../../../src/story/score/link.ts';
import { MEASURES, PAIR_CLASSES } from '../../../src/story/score/pair.ts';
import { type LabelledArticle, type LabelledSet, signatureOfLabelled } from './labelled.ts';
import type { Example } from './regression.ts';

/** A pair to learn from, and what it is of. */
export interface LabelledPair extends Example {
  /** The later and the earlier article, by their place in the set. */
  later: number;
  earlier: number;
  /** By what the pair is held out: its two stories, or the judged pair itself. */
  groups: [string, string];
  isJudged: boolean;
  isCopy: boolean;
}

/** What a pair counts that people judged, beside one that follows from stories: there are few of them, and they are hard. */
const JUDGED_WEIGHT = 5;
const COPY_JACCARD = 0.35;

/** Every pair that grouping would compare: an article with its neighbours. */
export function pairsOf(set: LabelledSet): LabelledPair[] {
  const ofStories = compared(set.articles).flatMap(({ later, earlier, measured }) => {
    const [a, b] = [set.articles[later]!.story, set.articles[earlier]!.story];
    if (set.areEither(a, b)) return [];
    return [
      {
        ...measured,
        later,
        earlier,
        same: a === b ? 1 : 0,
        weight: 1,
        groups: [a, b] as [string, string],
        isJudged: false,
      },
    ];
  });
  const sameness = new Map(set.judged.map(({ a, b, same }) => [pairId(a, b), same]));
  const articles = [...new Map(set.judged.flatMap(({ a, b }) => [a, b]).map((one) => [one.id, one])).values()];
  const judged = compared(articles).flatMap(({ later, earlier, measured }) => {
    const id = pairId(articles[later]!, articles[earlier]!);
    const same = sameness.get(id);
    if (same === undefined) return [];
    const groups: [string, string] = [id, id];
    return [{ ...measured, later, earlier, same: same ? 1 : 0, weight: JUDGED_WEIGHT, groups, isJudged: true }];
  });
  return [...ofStories, ...judged];
}

function pairId(a: LabelledArticle, b: LabelledArticle): string {
  return [a.id, b.id].toSorted().join(' ');
}

function compared(articles: readonly LabelledArticle[]) {
  const neighbourhood = createMemoryNeighbourhood<number>();
  const signatures = articles.map(signatureOfLabelled);
  for (const signature of signatures) neighbourhood.count(signature);
  const frequencies = neighbourhood.frequencies();
  const weighed = signatures.map((signature) => weigh(signature, frequencies));
  return weighed.flatMap((signature, later) => {
    const keys = keysOf(signature);
    const found = neighbourhood.find({ keys, since: null });
    neighbourhood.add({ id: later, story: later, signature }, keys);
    const own = comparer(signature);
    return found.map(({ id: earlier, signature: other }) => {
      const pair = own.pair(other);
      const isCopy = pair.measures[MEASURES.indexOf('jaccard')]! > COPY_JACCARD;
      return { later, earlier, measured: { class: PAIR_CLASSES.indexOf(pair.class), measures: pair.measures, isCopy } };
    });
  });
}
