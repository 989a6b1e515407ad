/** A link of the article to be grouped to one that was grouped before. */
export interface StoryLink<Id> {
  article: Id;
  story: Id;
  /** How surely both tell one story, in nats of odds. */
  score: number;
  /** The same text, or a part of it: such a link is no chance, and needs no second. */
  isCopy: boolean;
}

/** What becomes of an article. */
export interface Joining<Id> {
  /** The story it joins, or null: a new one. */
  story: Id | null;
  /** Stories that turn out to be the same one as `story`. */
  absorbs: Id[];
  /** The best link to that story. */
  by: StoryLink<Id> | null;
}

/** In nats of odds. */
export interface Thresholds {
  /** The best link to a story of several articles. */
  best: number;
  /** The second best one. */
  second: number;
  /** The only link to a story of one article. */
  single: number;
  /** The mean of the best links between two stories that become one. */
  merge: number;
}

/** What `npm run stories:fit` found to keep the precision of pairs above .99. */
export const THRESHOLDS: Thresholds = { best: 3, second: 1.5, single: 3, merge: 2 };

/**
 * Decides which story an article joins: the one with the best link, if the second best link to the same story is within
 * reach, too. One link may be chance; with a round-up, a ticker or a digest there is but one.
 *
 * @param sizes How many articles a story has.
 * @param between The links between two stories, in nats of odds, the best first, as far as they are known.
 */
export function join<Id>(
  links: readonly StoryLink<Id>[],
  sizes: (story: Id) => number,
  between: (a: Id, b: Id) => number[],
  thresholds: Thresholds = THRESHOLDS,
): Joining<Id> {
  const byStory = Map.groupBy(links, ({ story }) => story);
  const passing = [...byStory]
    .map(([story, toStory]) => ({ story, links: toStory.toSorted((a, b) => b.score - a.score) }))
    .filter(({ story, links: toStory }) => passes(toStory, sizes(story), thresholds))
    .toSorted((a, b) => b.links[0]!.score - a.links[0]!.score);
  const [first, ...others] = passing;
  if (first === undefined) return { story: null, absorbs: [], by: null };
  const absorbs = others
    .filter(({ story }) => areOne(between(first.story, story), thresholds))
    .map(({ story }) => story);
  return { story: first.story, absorbs, by: first.links[0]! };
}

function passes<Id>(
  [best, next]: StoryLink<Id>[],
  size: number,
  { best: toBest, second, single }: Thresholds,
): boolean {
  if (size < 2) return best!.score >= single;
  if (best!.isCopy) return true;
  return best!.score >= toBest && next !== undefined && next.score >= second;
}

function areOne(scores: number[], { best, second, merge }: Thresholds): boolean {
  if (scores.length === 0) return false;
  if (scores.length === 1) return scores[0]! >= best;
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return scores[0]! >= best && scores[1]! >= second && mean >= merge;
}
